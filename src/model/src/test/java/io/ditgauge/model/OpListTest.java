package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OpListTest {
  @Test
  void refusesAListThatNoNetworkHas() {
    OpList ops = new OpList();
    for (int i = 0; i < OpList.LONGEST; i++) {
      ops.norm("norm " + i, Norm.layer(1, 1, false));
    }
    assertEquals(OpList.LONGEST, ops.build().size());
    String message =
        assertThrows(IllegalArgumentException.class, () -> ops.addAll("more", ops.build()))
            .getMessage();
    assertTrue(message.contains("more than 100000 ops, which 'more norm 0'"), message);
  }
}
