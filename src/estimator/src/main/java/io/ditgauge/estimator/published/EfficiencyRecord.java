package io.ditgauge.estimator.published;

import io.ditgauge.estimator.roofline.StageModel;
import java.util.List;
import java.util.Optional;

/**
 * An efficiency as a file carries it: fitted parameters, their held-out errors and sources.
 *
 * @param format {@link #FORMAT}
 * @param version {@link #VERSION}
 * @param name for instance {@code h100-sxm}
 * @param origin {@code Published}
 * @param card name of the data sheet
 * @param gemm matrix products
 * @param attention attention kernels
 * @param cache a cache that holds whole tensors, where the card has one
 * @param memory kinds of kernels that move data
 * @param launch floors and host times
 * @param convolution convolutions
 * @param stages text encoders and decoders as a whole
 * @param link interconnect, where the card has one
 * @param sustained what remains of a burst's rate
 * @param notes what a reader must know
 */
public record EfficiencyRecord(
    String format,
    int version,
    String name,
    String origin,
    String card,
    Gemm gemm,
    List<Attention> attention,
    List<Memory> memory,
    Optional<Cache> cache,
    Launch launch,
    Convolution convolution,
    List<Stage> stages,
    Optional<Interconnect> link,
    Sustained sustained,
    List<String> notes) {
  /** Value of the field {@code format}. */
  public static final String FORMAT = "ditgauge-efficiency";

  /** The version that this code reads and writes. */
  public static final int VERSION = 1;

  /** Copies. */
  public EfficiencyRecord {
    if (!FORMAT.equals(format) || version != VERSION) {
      throw new IllegalArgumentException(
          "format must be "
              + FORMAT
              + " version "
              + VERSION
              + ": format="
              + format
              + ", version="
              + version);
    }
    attention = List.copyOf(attention);
    memory = List.copyOf(memory);
    stages = List.copyOf(stages);
    notes = List.copyOf(notes);
  }

  /**
   * Matrix products.
   *
   * @param flopsPerSecond sustained peak of the roofline
   * @param bytesPerSecond bandwidth of the roofline
   * @param overheadSeconds floor
   * @param sharpness how compute and traffic combine
   * @param points table of points that the roofline is corrected by, where there is one
   * @param scale rates of this card over those of the table's card
   * @param heldOut error on what the fit has not seen
   * @param source where the measurements are from
   */
  public record Gemm(
      double flopsPerSecond,
      double bytesPerSecond,
      double overheadSeconds,
      double sharpness,
      Optional<Points> points,
      double scale,
      HeldOut heldOut,
      String source) {}

  /**
   * A table of points.
   *
   * @param table resource
   * @param rows its rows
   * @param sha256 of its bytes
   */
  public record Points(String table, int rows, String sha256) {}

  /**
   * Error on what a fit has not seen, of |ln predicted/measured|.
   *
   * @param rule what is left out
   * @param points how many were predicted
   * @param median median
   * @param p90 90th percentile
   */
  public record HeldOut(String rule, int points, double median, double p90) {}

  /**
   * An attention kernel at one head width.
   *
   * @param kernel name
   * @param headWidth K
   * @param overheadSeconds floor
   * @param tileSeconds fixed time of a tile
   * @param keySeconds time of a tile for each key
   * @param occupancySlowdown of a full card
   * @param tileQueries queries of a tile
   * @param tileKeys keys are padded to these
   * @param heldOut error on what the fit has not seen
   * @param origin {@code Published}, or {@code Transferred} from another card, kernel or width
   * @param transferSpread standard deviation of the logarithm that the transfer adds
   * @param source where the measurements are from
   */
  public record Attention(
      String kernel,
      int headWidth,
      double overheadSeconds,
      double tileSeconds,
      double keySeconds,
      double occupancySlowdown,
      int tileQueries,
      int tileKeys,
      HeldOut heldOut,
      String origin,
      double transferSpread,
      String source) {
    /** Whether its rates are another's. */
    boolean borrowed() {
      return origin.equals("Transferred");
    }

    /**
     * The same kernel elsewhere.
     *
     * @param unitShare rate of a multiprocessor over this one's
     * @param spread standard deviation of the logarithm that this adds
     * @param from whose rates these are
     */
    Attention transferred(double unitShare, double spread, String from) {
      return new Attention(
          kernel,
          headWidth,
          overheadSeconds,
          tileSeconds / unitShare,
          keySeconds / unitShare,
          occupancySlowdown,
          tileQueries,
          tileKeys,
          heldOut,
          "Transferred",
          Math.hypot(transferSpread, spread),
          source + "; " + from);
    }

    /** The same times under another name. */
    Attention at(String otherKernel, int otherWidth) {
      return new Attention(
          otherKernel,
          otherWidth,
          overheadSeconds,
          tileSeconds,
          keySeconds,
          occupancySlowdown,
          tileQueries,
          tileKeys,
          heldOut,
          origin,
          transferSpread,
          source);
    }
  }

  /**
   * A kind of kernel that moves data.
   *
   * @param kind identifier
   * @param bytesPerSecond median of the rows
   * @param spread standard deviation of their logarithm
   * @param rows measurements
   * @param origin {@code Published} or {@code Transferred}
   * @param source where they are from
   */
  public record Memory(
      String kind, double bytesPerSecond, double spread, int rows, String origin, String source) {}

  /**
   * A cache that holds whole tensors.
   *
   * @param bytes its size
   * @param faster bandwidth of what it holds over that of the memory
   * @param spread standard deviation of the logarithm
   * @param source where they are from
   */
  public record Cache(double bytes, double faster, double spread, String source) {}

  /**
   * Launching.
   *
   * @param floorSeconds least time of a kernel on the card
   * @param eagerHostSeconds host time of a library call
   * @param compiledHostSeconds host time of a compiled kernel
   * @param source where they are from
   */
  public record Launch(
      double floorSeconds, double eagerHostSeconds, double compiledHostSeconds, String source) {}

  /**
   * Convolutions.
   *
   * @param flopsPerSecond2d two-dimensional
   * @param flopsPerSecond3d three-dimensional
   * @param spread standard deviation of the logarithm
   * @param source where they are from
   */
  public record Convolution(
      double flopsPerSecond2d, double flopsPerSecond3d, double spread, String source) {}

  /**
   * A text encoder or a decoder as a whole.
   *
   * @param network name of its preset
   * @param name of its stage: of a text encoder its own, of a decoder its class
   * @param parameters of one pass
   * @param flopsPerSecond median of the rows: counted FLOPs over published seconds
   * @param spread standard deviation of the logarithm
   * @param rows measurements
   * @param origin {@code Published}, or {@code Transferred} from another card
   * @param source where they are from
   */
  public record Stage(
      String network,
      String name,
      long parameters,
      double flopsPerSecond,
      double spread,
      int rows,
      String origin,
      String source) {
    /** Whether it was measured on another card. */
    public boolean borrowed() {
      return origin.equals("Transferred");
    }

    /** What a prediction takes of it. */
    public StageModel.Rate rate() {
      return new StageModel.Rate(name, parameters, flopsPerSecond, spread, borrowed());
    }
  }

  /**
   * Interconnect.
   *
   * @param allToAllBytesPerSecond of each card in an all-to-all
   * @param neighbourBytesPerSecond between neighbours
   * @param allReduceBytesPerSecond bus bandwidth of an all-reduce
   * @param latencySeconds of a small message
   * @param spread standard deviation of the logarithm
   * @param source where they are from
   */
  public record Interconnect(
      double allToAllBytesPerSecond,
      double neighbourBytesPerSecond,
      double allReduceBytesPerSecond,
      double latencySeconds,
      double spread,
      String source) {}

  /**
   * What remains of a burst's rate.
   *
   * @param compute share
   * @param boards standard deviation of the logarithm between boards
   * @param source where it is from
   */
  public record Sustained(double compute, double boards, String source) {}
}
