package io.ditgauge.estimator.measured;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Regression on a Gaussian process: a constant, a slope and a smooth deviation, each as large as
 * its variance lets expect, plus noise. Mean and variance of what is not measured: Rasmussen and
 * Williams, Gaussian Processes for Machine Learning (2006), equations 2.25 and 2.26; of what is
 * left out: 5.12.
 */
final class Kriging {
  /** Variance of the constant: next to nothing is known of it. */
  private static final double CONSTANT = 1;

  /** Variance of the slope along each coordinate. */
  private static final double SLOPE = 0.05 * 0.05;

  /**
   * What is expected of the deviation.
   *
   * @param length distance at which points say little of each other
   * @param signal standard deviation
   * @param noise standard deviation of a measurement
   */
  record Shape(double length, double signal, double noise) {}

  /**
   * A mean and its standard deviation, that of the noise included.
   *
   * @param mean the mean
   * @param deviation the standard deviation
   */
  record Normal(double mean, double deviation) {
    /** Logarithm of the density. */
    double logDensity(double value) {
      double z = (value - mean) / deviation;
      return -0.5 * z * z - Math.log(deviation);
    }
  }

  private final List<double[]> points;
  private final Shape shape;
  private final DecompositionSolver solver;
  private final RealVector weights;
  private final double[] values;

  /**
   * Conditions the process on points.
   *
   * @param points coordinates, of the same number each; at least one point
   * @param values a value each
   */
  Kriging(List<double[]> points, double[] values, Shape shape) {
    this.points = List.copyOf(points);
    this.values = values.clone();
    this.shape = shape;
    int n = points.size();
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance[i][j] = covariance(points.get(i), points.get(j));
      }
      covariance[i][i] += shape.noise() * shape.noise();
    }
    solver = new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false)).getSolver();
    weights = solver.solve(new ArrayRealVector(values, false));
  }

  private double covariance(double[] a, double[] b) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      square += (a[i] - b[i]) * (a[i] - b[i]);
    }
    double near = Math.exp(-square / (2 * shape.length() * shape.length()));
    return CONSTANT + SLOPE * product + shape.signal() * shape.signal() * near;
  }

  /** What is to be measured there. */
  Normal at(double[] point) {
    RealVector row = new ArrayRealVector(points.size());
    for (int i = 0; i < points.size(); i++) {
      row.setEntry(i, covariance(points.get(i), point));
    }
    double variance =
        covariance(point, point)
            + shape.noise() * shape.noise()
            - row.dotProduct(solver.solve(row));
    return new Normal(row.dotProduct(weights), Math.sqrt(Math.max(0, variance)));
  }

  /** What would have been expected of each point from all others. */
  Normal[] leftOut() {
    RealMatrix inverse = solver.getInverse();
    Normal[] result = new Normal[points.size()];
    for (int i = 0; i < result.length; i++) {
      double precision = inverse.getEntry(i, i);
      result[i] = new Normal(values[i] - weights.getEntry(i) / precision, 1 / Math.sqrt(precision));
    }
    return result;
  }
}
