package io.ditgauge.estimator.published;

import java.util.Arrays;
import java.util.function.Function;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * Least squares on logarithms, with a loss that grows like the square for small errors and like the
 * root for large ones, so that outliers do not decide; Levenberg-Marquardt of Hipparchus with
 * derivatives by central differences.
 */
public final class RobustFit {
  private static final double STEP = 1e-6;
  private static final int EVALUATIONS = 2000;

  /** Errors above this count less than their square. */
  private static final double SCALE = 0.05;

  private RobustFit() {}

  /**
   * Positive parameters that fit.
   *
   * @param start start values, positive
   * @param errors logarithms of predicted over measured for parameters
   */
  public static double[] positive(double[] start, Function<double[], double[]> errors) {
    double[] logs = Arrays.stream(start).map(Math::log).toArray();
    Function<double[], double[]> losses =
        parameters -> softened(errors.apply(exponentials(parameters)));
    Best best = new Best(logs);
    MultivariateJacobianFunction model =
        point -> best.of(point.toArray(), valueAndJacobian(point, losses));
    int rows = losses.apply(logs).length;
    LeastSquaresProblem problem =
        new LeastSquaresBuilder()
            .start(logs)
            .model(model)
            .target(new double[rows])
            .maxEvaluations(EVALUATIONS)
            .maxIterations(EVALUATIONS)
            .build();
    try {
      return exponentials(new LevenbergMarquardtOptimizer().optimize(problem).getPoint().toArray());
    } catch (MathIllegalStateException e) {
      return exponentials(best.point); // it goes on by steps that change nothing any more
    }
  }

  /** The best point that an optimiser has looked at. */
  private static final class Best {
    private double[] point;
    private double cost = Double.POSITIVE_INFINITY;

    Best(double[] start) {
      point = start;
    }

    Pair<RealVector, RealMatrix> of(double[] at, Pair<RealVector, RealMatrix> value) {
      double norm = value.getFirst().getNorm();
      if (norm < cost) {
        cost = norm;
        point = at;
      }
      return value;
    }
  }

  /**
   * Positive parameters that fit, held to start values where the measurements say little.
   *
   * @param start what is expected, positive
   * @param deviations standard deviations of the logarithms of what is expected; a measurement
   *     weighs as much as one of them at an error of {@link #SCALE}
   * @param errors logarithms of predicted over measured for parameters
   */
  public static double[] expected(
      double[] start, double[] deviations, Function<double[], double[]> errors) {
    return positive(
        start,
        parameters -> {
          double[] measured = errors.apply(parameters);
          double[] all = Arrays.copyOf(measured, measured.length + start.length);
          for (int i = 0; i < start.length; i++) {
            all[measured.length + i] = SCALE * Math.log(parameters[i] / start[i]) / deviations[i];
          }
          return all;
        });
  }

  private static double[] exponentials(double[] logs) {
    return Arrays.stream(logs).map(Math::exp).toArray();
  }

  /** Square roots of the soft-L1 loss 2 s^2 (sqrt(1 + (e/s)^2) - 1), with the sign of the error. */
  private static double[] softened(double[] errors) {
    double[] result = new double[errors.length];
    for (int i = 0; i < errors.length; i++) {
      double scaled = errors[i] / SCALE;
      result[i] =
          Math.signum(errors[i]) * SCALE * Math.sqrt(2 * (Math.sqrt(1 + scaled * scaled) - 1));
    }
    return result;
  }

  private static Pair<RealVector, RealMatrix> valueAndJacobian(
      RealVector point, Function<double[], double[]> losses) {
    double[] parameters = point.toArray();
    double[] value = losses.apply(parameters);
    double[][] jacobian = new double[value.length][parameters.length];
    for (int j = 0; j < parameters.length; j++) {
      double[] up = parameters.clone();
      double[] down = parameters.clone();
      up[j] += STEP;
      down[j] -= STEP;
      double[] above = losses.apply(up);
      double[] below = losses.apply(down);
      for (int i = 0; i < value.length; i++) {
        jacobian[i][j] = (above[i] - below[i]) / (2 * STEP);
      }
    }
    return new Pair<>(new ArrayRealVector(value, false), new Array2DRowRealMatrix(jacobian, false));
  }
}
