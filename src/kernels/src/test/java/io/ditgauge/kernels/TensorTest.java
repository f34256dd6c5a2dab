package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Gemm;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data of tensors: seeded, normal, rounded to the element type. */
class TensorTest {
  private static final long SEED = 41;

  @Test
  void theSameSeedGivesTheSameDataAndAnotherSeedOther() {
    float[] first = Tensor.of("x", 1, SEED, 30, 40).values(DType.F32);
    assertArrayEquals(first, Tensor.of("x", 1, SEED, 30, 40).values(DType.F32));
    assertFalse(Arrays.equals(first, Tensor.of("x", 1, SEED + 1, 30, 40).values(DType.F32)));
  }

  @ParameterizedTest
  @CsvSource({"1.0", "0.125", "0.0294"})
  void theDataHaveMeanZeroAndTheDeclaredDeviation(double deviation) {
    float[] values = Tensor.of("w", deviation, SEED, 200, 500).values(DType.F32);
    double mean = 0;
    double square = 0;
    for (float value : values) {
      mean += value / values.length;
      square += (double) value * value / values.length;
    }
    // Standard errors over 10^5 samples: 0.0032 of the mean, 0.0022 of the deviation.
    assertEquals(0, mean / deviation, 0.016);
    assertEquals(1, Math.sqrt(square) / deviation, 0.011);
  }

  @Test
  void theDataAreNormalInTheirTails() {
    float[] values = Tensor.of("x", 1, SEED, 100_000).values(DType.F32);
    int beyondTwo = 0;
    for (float value : values) {
      beyondTwo += Math.abs(value) > 2 ? 1 : 0;
    }
    assertEquals(4550, beyondTwo, 5 * Math.sqrt(4550));
  }

  @Test
  void bfloat16DataAreTheFloat32DataRounded() {
    Tensor tensor = Tensor.of("x", 1, SEED, 1000);
    float[] exact = tensor.values(DType.F32);
    float[] rounded = tensor.values(DType.BF16);
    for (int i = 0; i < exact.length; i++) {
      assertEquals(0, Float.floatToRawIntBits(rounded[i]) & 0xffff);
      assertEquals(exact[i], rounded[i], Math.abs(exact[i]) / 256);
    }
    assertFalse(Arrays.equals(exact, rounded));
  }

  @Test
  void weightsDeviateByOneOverTheRootOfTheirFanIn() {
    OpInputs inputs = OpInputs.of(new DitBlock(1, 2, 36, 3, 144), SEED);
    assertEquals(1, inputs.get("x").deviation());
    assertEquals(1.0 / 6, inputs.get("wq").deviation(), 1e-15);
    assertEquals(1.0 / 12, inputs.get("w2").deviation(), 1e-15);
    assertEquals(1.0 / 12, inputs.get("b2").deviation(), 1e-15);
  }

  @Test
  void noTwoTensorsOfAnOpShareTheirData() {
    Set<Long> seeds = new HashSet<>();
    OpInputs inputs = OpInputs.of(new DitBlock(1, 2, 36, 3, 144), SEED);
    inputs.tensors().forEach(tensor -> assertTrue(seeds.add(tensor.seed()), tensor.name()));
    assertEquals(12, seeds.size());
  }

  @Test
  void anUnknownTensorIsNamedWithThoseThatThereAre() {
    OpInputs inputs = OpInputs.of(new Gemm(2, 3, 4), SEED);
    String message =
        assertThrows(IllegalArgumentException.class, () -> inputs.get("q")).getMessage();
    assertEquals("no tensor 'q' among [x[2, 4], w[3, 4]]", message);
  }

  @Test
  void moreElementsThanAJavaArrayHoldsAreRefusedBeforeAnyIsMade() {
    Tensor tensor = Tensor.of("x", 1, SEED, 1L << 16, 1L << 15);
    String message =
        assertThrows(KernelException.class, () -> tensor.values(DType.F32)).getMessage();
    assertTrue(message.contains("tensor x of 2147483648 elements"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "3f800000, 3f800000", // 1 stays
    "3f808000, 3f800000", // a tie goes down to even
    "3f818000, 3f820000", // a tie goes up to even
    "3f808001, 3f810000", // above a tie goes up
    "3f807fff, 3f800000", // below a tie goes down
    "3f8fffff, 3f900000", // a carry within the fraction
    "3fffffff, 40000000", // a carry into the exponent
    "c0490fdb, c0490000", // -pi
    "00000000, 00000000",
    "80000000, 80000000", // -0
    "00008001, 00010000", // a subnormal
    "7f7fffff, 7f800000", // the largest float overflows to infinity
    "7f7f7fff, 7f7f0000",
    "7f800000, 7f800000",
    "ff800000, ff800000"
  })
  void roundsToTheNearestBfloat16WithTiesToEven(String bits, String expected) {
    float rounded =
        Rounding.round(Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16)), DType.BF16);
    assertEquals(expected, String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits(rounded)));
  }

  @Test
  void notANumberStaysNotANumberWhateverItsBits() {
    for (DType dtype : DType.values()) {
      for (int bits : new int[] {0x7fc00000, 0x7f800001, 0xffffffff}) {
        assertTrue(Float.isNaN(Rounding.round(Float.intBitsToFloat(bits), dtype)), dtype.id());
      }
    }
  }

  /** IEEE 754 binary16: 10 bits of fraction, least normal 2^-14, least subnormal 2^-24. */
  @ParameterizedTest
  @CsvSource({
    "1.00048828125, 1", // a tie between 1 and 1 + 2^-10 goes down to even
    "1.00146484375, 1.001953125", // a tie goes up to even
    "65504, 65504",
    "65519, 65504",
    "5.9604645e-8, 5.9604645e-8", // 2^-24
    "2.9e-8, 0",
    "-3.14159274, -3.140625"
  })
  void roundsToTheNearestFloat16(float value, float expected) {
    assertEquals(expected, Rounding.round(value, DType.F16));
  }

  @Test
  void float16OverflowsToInfinityAndEightBitsToNotANumber() {
    assertEquals(Float.POSITIVE_INFINITY, Rounding.round(65520, DType.F16));
    assertEquals(Float.NEGATIVE_INFINITY, Rounding.round(-1e30f, DType.F16));
    assertTrue(Float.isNaN(Rounding.round(480, DType.F8)));
  }

  /** E4M3 (arXiv:2209.05433): largest 448, least normal 2^-6, least subnormal 2^-9. */
  @ParameterizedTest
  @CsvSource({
    "448, 448",
    "1.0625, 1",
    "1.1875, 1.25",
    "-17, -16",
    "0.001953125, 0.001953125",
    "0.0009, 0"
  })
  void roundsToTheNearestEightBitFloat(float value, float expected) {
    assertEquals(expected, Rounding.round(value, DType.F8));
  }
}
