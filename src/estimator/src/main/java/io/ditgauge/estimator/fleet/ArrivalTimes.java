package io.ditgauge.estimator.fleet;

import org.hipparchus.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/**
 * Times of Poisson arrivals whose rate changes each minute: exponential numbers of mean one are the
 * steps of the rate's integral over time (Cinlar, Introduction to Stochastic Processes, 1975).
 */
final class ArrivalTimes {
  /** Seconds for which a rate holds. */
  static final double STEP = 60;

  private final DayTraffic traffic;
  private final RandomGenerator gaps;
  private final RandomGenerator bursts;
  private final double spread;
  private final double memory;
  private double logFactor;
  private double now;
  private double until;
  private double rate;

  /**
   * Arrivals from a time on, before the period if negative.
   *
   * @param gaps draws of the gaps
   * @param bursts draws of the bursts
   */
  ArrivalTimes(DayTraffic traffic, double from, RandomGenerator gaps, RandomGenerator bursts) {
    this.traffic = traffic;
    this.gaps = gaps;
    this.bursts = bursts;
    double deviation = traffic.bursts().deviation();
    spread = FastMath.sqrt(FastMath.log1p(deviation * deviation));
    memory = FastMath.exp(-STEP / traffic.bursts().correlationSeconds());
    logFactor = spread * bursts.nextGaussian();
    now = from;
    until = from;
    nextMinute();
  }

  /** The next arrival before the limit, or the limit. */
  double next(double limit) {
    double left = exponential(gaps);
    while (left >= (until - now) * rate) {
      left -= (until - now) * rate;
      now = until;
      if (now >= limit) {
        return limit;
      }
      nextMinute();
    }
    now += left / rate;
    return Math.min(now, limit);
  }

  /** A draw from the exponential distribution of mean one. */
  static double exponential(RandomGenerator random) {
    return -FastMath.log(((random.nextLong() >>> 12) + 0.5) * 0x1p-52);
  }

  private void nextMinute() {
    rate = traffic.rateAt(now) * FastMath.exp(logFactor - spread * spread / 2);
    until = now + STEP;
    if (spread > 0) {
      double fresh = FastMath.sqrt(1 - memory * memory) * spread;
      logFactor = memory * logFactor + fresh * bursts.nextGaussian();
    }
  }
}
