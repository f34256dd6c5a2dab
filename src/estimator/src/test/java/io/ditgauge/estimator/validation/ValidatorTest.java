package io.ditgauge.estimator.validation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValidatorTest {
  @Test
  void publishedTimesArePredicted() {
    List<RowResult> results =
        new Validator()
            .validate(
                Validator.shippedRows().stream()
                    .filter(
                        r -> {
                          try {
                            RowModel.of(r);
                            return true;
                          } catch (RuntimeException e) {
                            return false;
                          }
                        })
                    .toList());
    for (RowResult it : results) {
      System.out.printf(
          java.util.Locale.ROOT,
          "%4s %-8s %-28s %-10s %-16s %9.2f %9.2f %6.3f %s%n",
          it.row().id(),
          it.group(),
          it.row().text("model"),
          it.row().text("gpu"),
          it.row().text("execution"),
          it.measuredSeconds(),
          it.predictedSeconds(),
          Math.log(it.ratio()),
          it.flag() + it.prediction().map(p -> p.byClass().toString()).orElse(""));
    }
    ValidationSummary.of(results).groups().forEach((k, v) -> System.out.println(k + " " + v));
    assertTrue(results.size() > 10);
  }
}
