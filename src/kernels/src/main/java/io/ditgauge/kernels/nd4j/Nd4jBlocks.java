package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.gelu;
import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;
import static io.ditgauge.kernels.nd4j.Nd4jOps.norm;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.AdaLn;
import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.SingleBlock;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Factories of the ND4J kernels of blocks with text. */
final class Nd4jBlocks {
  private Nd4jBlocks() {}

  static void register(KernelRegistry<Buffers> registry) {
    registry
        .with(JointBlock.class, Nd4jBlocks::joint)
        .with(SingleBlock.class, (op, buffers) -> new Single(op, buffers).kernel(buffers))
        .with(CrossBlock.class, (op, buffers) -> new Cross(op, buffers).kernel(buffers));
  }

  /** A linear map with weights [out, in] and bias [out], or a run of its outputs. */
  private record LinearMap(INDArray w, INDArray b) {
    static LinearMap of(String weight, String bias, long out, long in, Buffers buffers) {
      return new LinearMap(buffers.input(weight, out, in), buffers.input(bias, out));
    }

    LinearMap outputs(long from, long count) {
      return new LinearMap(Views.range(w, from, count), Views.columns(b, from, count));
    }

    void apply(INDArray x, INDArray y) {
      linear(x, w, b, y);
    }
  }

  private static Kernel joint(JointBlock op, Buffers buffers) {
    long sequence = op.tokens() + op.textTokens();
    TokenAttention attention =
        TokenAttention.rotary(
            new TokenAttention.Size(op.batch(), sequence, sequence, op.width(), op.heads()),
            buffers);
    Stream image = new Stream(op, new Range(0, op.tokens(), sequence), "x", "", buffers);
    Range after = new Range(op.tokens(), op.textTokens(), sequence);
    Stream text = new Stream(op, after, "y", "text.", buffers);
    return new Nd4jCall(
        buffers,
        List.of(image.output(), text.output()),
        () -> {
          image.before(attention);
          text.before(attention);
          INDArray joined = attention.compute();
          image.after(joined);
          text.after(joined);
        });
  }

  /**
   * Where a stream lies among the tokens of the attention.
   *
   * @param from its first token
   * @param tokens its tokens
   * @param sequence those of all streams
   */
  private record Range(long from, long tokens, long sequence) {
    /** The rows of one image of the stream in a matrix of all streams. */
    INDArray rows(INDArray matrix, long image) {
      return Views.range(matrix, image * sequence + from, tokens);
    }
  }

  /** One stream of a joint block. */
  private static final class Stream {
    private final Range range;
    private final long batch;
    private final INDArray x;
    private final Modulation modulation;
    private final ModulatedNorm first;
    private final ModulatedNorm second;
    private final LinearMap q;
    private final LinearMap k;
    private final LinearMap v;
    private final LinearMap projection;
    private final RowNorm qNorm;
    private final RowNorm kNorm;
    private final INDArray attended;
    private final FeedForward feedForward;

    Stream(JointBlock op, Range range, String name, String prefix, Buffers buffers) {
      this.range = range;
      batch = op.batch();
      long width = op.width();
      long headWidth = width / op.heads();
      long headRows = range.tokens() * op.heads();
      x = buffers.input(name, batch * range.tokens(), width);
      modulation = Modulation.adaptive(new AdaLn(batch, width, 6), prefix, buffers);
      first = new ModulatedNorm(modulation, range.tokens(), 0, buffers);
      second = new ModulatedNorm(modulation, range.tokens(), 3, buffers);
      LinearMap qkv = LinearMap.of(prefix + "wq", prefix + "bq", 3 * width, width, buffers);
      q = qkv.outputs(0, width);
      k = qkv.outputs(width, width);
      v = qkv.outputs(2 * width, width);
      projection = LinearMap.of(prefix + "wo", prefix + "bo", width, width, buffers);
      qNorm = new RowNorm(prefix + "gq", headWidth, headRows, buffers);
      kNorm = new RowNorm(prefix + "gk", headWidth, headRows, buffers);
      attended = buffers.empty(batch * range.tokens(), width);
      feedForward =
          new FeedForward(new Mlp(batch, range.tokens(), width, op.hidden()), prefix, buffers);
    }

    INDArray output() {
      return feedForward.output();
    }

    /** Fills this stream's rows of the queries, keys and values. */
    void before(TokenAttention attention) {
      modulation.compute();
      INDArray normed = first.compute(x);
      for (long image = 0; image < batch; image++) {
        INDArray rows = Views.rows(normed, image, range.tokens());
        INDArray queries = range.rows(attention.q(), image);
        INDArray keys = range.rows(attention.k(), image);
        q.apply(rows, queries);
        k.apply(rows, keys);
        v.apply(rows, range.rows(attention.v(), image));
        qNorm.apply(queries);
        kNorm.apply(keys);
      }
    }

    void after(INDArray joined) {
      for (long image = 0; image < batch; image++) {
        projection.apply(range.rows(joined, image), Views.rows(attended, image, range.tokens()));
      }
      modulation.gate(attended, 2, x);
      INDArray fed = feedForward.compute(second.compute(attended));
      modulation.gate(fed, 5, attended);
    }
  }

  /** A single-stream block. */
  private static final class Single {
    private final INDArray x;
    private final Modulation modulation;
    private final ModulatedNorm norm;
    private final LinearMap[] maps = new LinearMap[4];
    private final RowNorm qNorm;
    private final RowNorm kNorm;
    private final TokenAttention attention;
    private final INDArray hidden;
    private final INDArray scratch;
    private final INDArray both;
    private final LinearMap projection;
    private final INDArray output;

    Single(SingleBlock op, Buffers buffers) {
      long rows = op.batch() * op.tokens();
      long width = op.width();
      long wide = width + op.hidden();
      x = buffers.input("x", rows, width);
      modulation = Modulation.adaptive(new AdaLn(op.batch(), width, 3), "", buffers);
      norm = new ModulatedNorm(modulation, op.tokens(), 0, buffers);
      LinearMap all = LinearMap.of("wq", "bq", 2 * width + wide, width, buffers);
      for (int i = 0; i < maps.length; i++) {
        maps[i] = all.outputs(i * width, i < 3 ? width : op.hidden());
      }
      qNorm = new RowNorm("gq", width / op.heads(), rows * op.heads(), buffers);
      kNorm = new RowNorm("gk", width / op.heads(), rows * op.heads(), buffers);
      attention =
          TokenAttention.rotary(
              new TokenAttention.Size(op.batch(), op.tokens(), op.tokens(), width, op.heads()),
              buffers);
      hidden = buffers.empty(rows, op.hidden());
      scratch = buffers.empty(rows, op.hidden());
      both = buffers.empty(rows, wide);
      projection = LinearMap.of("wo", "bo", width, wide, buffers);
      output = buffers.empty(rows, width);
    }

    Kernel kernel(Buffers buffers) {
      return new Nd4jCall(buffers, output, this::compute);
    }

    private void compute() {
      modulation.compute();
      INDArray normed = norm.compute(x);
      maps[0].apply(normed, attention.q());
      maps[1].apply(normed, attention.k());
      maps[2].apply(normed, attention.v());
      maps[3].apply(normed, hidden);
      qNorm.apply(attention.q());
      kNorm.apply(attention.k());
      long width = x.size(1);
      both.get(all(), interval(0, width)).assign(attention.compute());
      gelu(hidden, scratch);
      both.get(all(), interval(width, both.size(1))).assign(hidden);
      projection.apply(both, output);
      modulation.gate(output, 2, x);
    }
  }

  /** A block with attention to the text. */
  private static final class Cross {
    private final INDArray x;
    private final INDArray y;
    private final Modulation modulation;
    private final ModulatedNorm first;
    private final ModulatedNorm second;
    private final Attend self;
    private final Attend text;
    private final INDArray gain;
    private final INDArray shift;
    private final INDArray normed;
    private final INDArray rowScratch;
    private final FeedForward feedForward;

    Cross(CrossBlock op, Buffers buffers) {
      long rows = op.batch() * op.tokens();
      long width = op.width();
      x = buffers.input("x", rows, width);
      y = buffers.input("y", op.batch() * op.textTokens(), width);
      modulation = Modulation.shared(op, buffers);
      first = new ModulatedNorm(modulation, op.tokens(), 0, buffers);
      second = new ModulatedNorm(modulation, op.tokens(), 3, buffers);
      self = self(op, buffers);
      text = text(op, buffers);
      gain = buffers.input("gain", width);
      shift = buffers.input("shift", width);
      normed = buffers.empty(rows, width);
      rowScratch = buffers.empty(rows);
      Mlp mlp = new Mlp(op.batch(), op.tokens(), width, op.hidden());
      feedForward = new FeedForward(mlp, "", buffers);
    }

    private static Attend self(CrossBlock op, Buffers buffers) {
      long rows = op.batch() * op.tokens();
      long width = op.width();
      LinearMap qkv = LinearMap.of("wq", "bq", 3 * width, width, buffers);
      return new Attend(
          List.of(qkv.outputs(0, width), qkv.outputs(width, width), qkv.outputs(2 * width, width)),
          List.of(new RowNorm("gq", width, rows, buffers), new RowNorm("gk", width, rows, buffers)),
          TokenAttention.rotary(
              new TokenAttention.Size(op.batch(), op.tokens(), op.tokens(), width, op.heads()),
              buffers),
          LinearMap.of("wo", "bo", width, width, buffers),
          buffers.empty(rows, width));
    }

    private static Attend text(CrossBlock op, Buffers buffers) {
      long rows = op.batch() * op.tokens();
      long width = op.width();
      LinearMap kv = LinearMap.of("wckv", "bckv", 2 * width, width, buffers);
      return new Attend(
          List.of(
              LinearMap.of("wcq", "bcq", width, width, buffers),
              kv.outputs(0, width),
              kv.outputs(width, width)),
          List.of(
              new RowNorm("gcq", width, rows, buffers),
              new RowNorm("gck", width, op.batch() * op.textTokens(), buffers)),
          TokenAttention.plain(
              new TokenAttention.Size(op.batch(), op.tokens(), op.textTokens(), width, op.heads()),
              buffers),
          LinearMap.of("wco", "bco", width, width, buffers),
          buffers.empty(rows, width));
    }

    Kernel kernel(Buffers buffers) {
      return new Nd4jCall(buffers, feedForward.output(), this::compute);
    }

    private void compute() {
      modulation.compute();
      INDArray modulated = first.compute(x);
      INDArray middle = self.compute(modulated, modulated);
      modulation.gate(middle, 2, x);
      norm(middle, normed, rowScratch);
      normed.muliRowVector(gain).addiRowVector(shift);
      INDArray met = text.compute(normed, y);
      met.addi(middle);
      INDArray fed = feedForward.compute(second.compute(met));
      modulation.gate(fed, 5, met);
    }
  }

  /**
   * Projections, norms over the width and attention.
   *
   * @param maps those to queries, keys and values
   * @param norms those of queries and keys
   * @param attention the attention
   * @param projection the map after it
   * @param output what it fills
   */
  private record Attend(
      List<LinearMap> maps,
      List<RowNorm> norms,
      TokenAttention attention,
      LinearMap projection,
      INDArray output) {

    INDArray compute(INDArray x, INDArray y) {
      maps.get(0).apply(x, attention.q());
      maps.get(1).apply(y, attention.k());
      maps.get(2).apply(y, attention.v());
      norms.get(0).apply(attention.q());
      norms.get(1).apply(attention.k());
      projection.apply(attention.compute(), output);
      return output;
    }
  }
}
