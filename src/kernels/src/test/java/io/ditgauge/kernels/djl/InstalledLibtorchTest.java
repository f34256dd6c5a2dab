package io.ditgauge.kernels.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.kernels.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A libtorch that does not fit would crash the process: it is refused before it is loaded. */
class InstalledLibtorchTest {
  @TempDir private Path root;
  private Path lib;

  @BeforeEach
  void install() throws IOException {
    lib = Files.createDirectories(root.resolve("lib"));
    Files.createFile(lib.resolve(System.mapLibraryName("torch")));
  }

  private Map<String, String> named() {
    return Map.of("PYTORCH_LIBRARY_PATH", lib.toString());
  }

  private static String refusal(Map<String, String> environment) {
    return assertThrows(KernelException.class, () -> InstalledLibtorch.of(environment))
        .getMessage();
  }

  @Test
  void withoutTheVariableThereIsNone() {
    assertEquals(Optional.empty(), InstalledLibtorch.of(Map.of()));
    assertEquals(Optional.empty(), InstalledLibtorch.of(Map.of("PYTORCH_LIBRARY_PATH", " ")));
  }

  @Test
  void anArchiveSaysItsVersionInBuildVersion() throws IOException {
    Files.writeString(root.resolve("build-version"), "2.7.1+cu128\n");
    assertEquals(
        Optional.of(new InstalledLibtorch("2.7.1", "cu128")), InstalledLibtorch.of(named()));
  }

  @Test
  void thePythonPackageSaysItInVersionPy() throws IOException {
    Files.writeString(
        root.resolve("version.py"), "from typing import Optional\n__version__ = '2.7.1+cpu'\n");
    assertEquals(Optional.of(new InstalledLibtorch("2.7.1", "cpu")), InstalledLibtorch.of(named()));
  }

  @Test
  void anotherVersionOrCudaIsRefused() throws IOException {
    Files.writeString(root.resolve("build-version"), "2.6.0+cu128\n");
    String version = refusal(named());
    assertTrue(version.contains("libtorch 2.6.0+cu128, for which there is no glue"), version);
    Files.writeString(root.resolve("build-version"), "2.7.1+cu118\n");
    String flavor = refusal(named());
    assertTrue(flavor.contains("2.7.1+cu118") && flavor.contains("2.7.1+cu128"), flavor);
  }

  @Test
  void aFolderWithoutLibtorchIsNamed() {
    String message = refusal(Map.of("PYTORCH_LIBRARY_PATH", root.toString()));
    assertTrue(message.contains("has no libtorch") && message.contains(root.toString()), message);
  }

  @Test
  void withoutAStampTheUserSaysWhatItIs() {
    String message = refusal(named());
    assertTrue(message.contains("PYTORCH_VERSION") && message.contains("cu128"), message);
    Map<String, String> told =
        Map.of(
            "PYTORCH_LIBRARY_PATH", lib.toString(),
            "PYTORCH_VERSION", "2.7.1",
            "PYTORCH_FLAVOR", "cu128");
    assertEquals(Optional.of(new InstalledLibtorch("2.7.1", "cu128")), InstalledLibtorch.of(told));
  }
}
