package io.ditgauge.model.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DescriptionFilesTest {
  @TempDir Path folder;

  @Test
  void readsKeysNumbersListsAndComments() {
    JsonNode tree =
        DescriptionFiles.parse("d.yaml", "# mine\nlayers: 28\npatch: [1, 2, 2]\ngated: true\n");
    assertEquals(28, tree.get("layers").asLong());
    assertEquals(2, tree.get("patch").get(2).asLong());
    assertTrue(tree.get("gated").isBoolean());
  }

  @Test
  @Timeout(10)
  void refusesAliasesSoThatNoneCanExplode() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [").append(before);
      bomb.append((", " + before).repeat(8)).append("]\n");
    }
    refused("d.yaml, line 1: anchors and aliases are not read", bomb.toString());
    refused("anchors and aliases are not read", "layers: 2\nheads: *layers\n");
    refused("anchors and aliases are not read", "base: &b {layers: 2}\n<<: *b\n");
  }

  @Test
  void refusesWhatIsNotOnePlainDocument() {
    refused("empty", "");
    refused("empty", "# only a comment\n");
    refused("not valid YAML", "layers: [1, 2\n");
    refused("not valid YAML", "layers: 1\nlayers: 2\n");
    refused("not valid YAML", "layers: 1\n---\nlayers: 2\n");
    refused("not valid YAML", "\0\1\2\3");
    refused("not valid YAML", "a: ".repeat(30) + "1\n");
    refused("not valid YAML", "a: " + "[".repeat(1000) + "]".repeat(1000) + "\n");
    refused("not valid YAML", "a: " + "1".repeat(1000) + "\n");
  }

  @Test
  void refusesTags() {
    refused("d.yaml, line 1: tags are not read", "a: !!javax.script.ScriptEngineManager [1]\n");
    refused("tags are not read", "a: 1\nb: !!java.net.URL x\n");
    refused("tags are not read", "!own {a: 1}\n");
  }

  private static void refused(String expected, String yaml) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> DescriptionFiles.parse("d.yaml", yaml), yaml)
            .getMessage();
    assertTrue(message.startsWith("d.yaml") && message.contains(expected), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void refusesFilesThatCannotBeDescriptions() throws IOException {
    Path large = Files.writeString(folder.resolve("large.yaml"), "# ".repeat(40000));
    file("a description must not exceed 65536 bytes: 80000", large);
    file("no such file", folder.resolve("missing.yaml"));
    file("this is a folder", folder);
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    String message =
        assertThrows(UncheckedIOException.class, () -> DescriptionFiles.read(binary)).getMessage();
    assertTrue(message.contains("cannot be read as UTF-8 text"), message);
  }

  private static void file(String expected, Path path) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DescriptionFiles.read(path))
            .getMessage();
    assertTrue(message.startsWith(path.toString()) && message.contains(expected), message);
  }
}
