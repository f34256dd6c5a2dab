package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.Goldens;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparabilityTest {
  @TempDir Path folder;

  private Calibration changed(Consumer<ObjectNode> change) {
    ObjectNode tree = Goldens.calibrationJson();
    change.accept(tree);
    return CalibrationFiles.read(Goldens.write(folder, "calibration.json", tree));
  }

  private List<String> against(Consumer<ObjectNode> change) {
    return Comparability.check(changed(tree -> {}), changed(change));
  }

  @Test
  void comparesRunsOfOneMachineInOneEnvironment() {
    assertEquals(List.of(), against(tree -> tree.put("run", "20261126T013000Z-0a1b2c3")));
  }

  @Test
  void doesNotCompareDifferentMachines() {
    assertEquals(
        List.of("different machines: m-5d41402abc4b and m-other"),
        against(tree -> ((ObjectNode) tree.get("machine")).put("id", "m-other")));
  }

  @Test
  void doesNotCompareDifferentEnvironmentsOfOneBackend() {
    assertEquals(
        List.of("different environment of nd4j: OMP_WAIT_POLICY is 'passive' and 'active'"),
        against(
            tree ->
                ((ObjectNode) tree.get("backends").get(0).get("environment"))
                    .put("OMP_WAIT_POLICY", "active")));
    assertEquals(
        List.of("different environment of nd4j: OMP_WAIT_POLICY is 'passive' and unset"),
        against(
            tree ->
                ((ObjectNode) tree.get("backends").get(0).get("environment"))
                    .remove("OMP_WAIT_POLICY")));
  }

  @Test
  void doesNotCompareDifferentThreads() {
    assertEquals(
        List.of("different threads of nd4j: 2 and 1"),
        against(tree -> ((ObjectNode) tree.get("backends").get(0)).put("threads", 1)));
  }

  @Test
  void doesNotCompareAProvisionalCalibration() {
    assertEquals(
        List.of("run flash is provisional: it has rates of too few forks for an interval"),
        against(
            tree -> {
              tree.put("run", "flash").put("provisional", true);
              ((ObjectNode) tree.get("rates").get(4))
                  .remove(
                      List.of(
                          "secondsLow",
                          "secondsHigh",
                          "medianSeconds",
                          "flopsPerSecondLow",
                          "flopsPerSecondHigh"));
            }));
  }
}
