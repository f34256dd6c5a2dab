package io.ditgauge.kernels.djl;

import io.ditgauge.kernels.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A libtorch that the user installed and names by {@code PYTORCH_LIBRARY_PATH}.
 *
 * <p>DJL loads whatever is there and the process crashes where it does not fit DJL's native glue,
 * so its version and flavor are read first: from {@code build-version} of a libtorch archive, or
 * from {@code version.py} of the Python package, both in the parent of the folder of libraries.
 *
 * @param version as {@code 2.7.1}
 * @param flavor {@code cpu}, or the CUDA version as in {@code cu128}
 */
record InstalledLibtorch(String version, String flavor) {
  static final String PATH = "PYTORCH_LIBRARY_PATH";
  static final String VERSION = "PYTORCH_VERSION";
  static final String FLAVOR = "PYTORCH_FLAVOR";

  /** The libtorch that DJL's glue was built for, and the flavors that there is glue for. */
  static final String NEEDED = "2.7.1";

  static final List<String> FLAVORS = List.of("cu128", "cpu");

  private static final Pattern STAMP =
      Pattern.compile("([0-9]+\\.[0-9]+\\.[0-9]+)\\+?(c[a-z0-9]*)?");

  /**
   * What the environment names, or empty if it names none.
   *
   * @throws KernelException if that folder has no libtorch, or one that does not fit
   */
  static Optional<InstalledLibtorch> of(Map<String, String> environment) {
    String path = environment.getOrDefault(PATH, "");
    if (path.isBlank()) {
      return Optional.empty();
    }
    Path folder = Path.of(path);
    if (!Files.isRegularFile(folder.resolve(System.mapLibraryName("torch")))) {
      throw new KernelException(
          PATH + "=" + path + " has no " + System.mapLibraryName("torch") + "; " + cure());
    }
    InstalledLibtorch found = stamped(folder.toAbsolutePath().getParent(), environment);
    if (!found.version().equals(NEEDED) || !FLAVORS.contains(found.flavor())) {
      throw new KernelException(
          String.format(
              Locale.ROOT,
              "%s=%s is libtorch %s+%s, for which there is no glue; %s",
              PATH,
              path,
              found.version(),
              found.flavor(),
              cure()));
    }
    return Optional.of(found);
  }

  private static InstalledLibtorch stamped(Path parent, Map<String, String> environment) {
    for (String name : List.of("build-version", "version.py")) {
      Path file = parent.resolve(name);
      if (Files.isRegularFile(file)) {
        Matcher matcher = STAMP.matcher(text(file));
        if (matcher.find()) {
          return new InstalledLibtorch(
              matcher.group(1), matcher.group(2) == null ? "cpu" : matcher.group(2));
        }
      }
    }
    String version = environment.getOrDefault(VERSION, "");
    String flavor = environment.getOrDefault(FLAVOR, "");
    if (version.isBlank() || flavor.isBlank()) {
      throw new KernelException(
          "the version of the libtorch in "
              + parent
              + " is not to be found (no build-version, no version.py); set "
              + VERSION
              + " and "
              + FLAVOR
              + ", as in 2.7.1 and cu128");
    }
    return new InstalledLibtorch(version, flavor);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new KernelException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static String cure() {
    return "use the lib folder of libtorch " + NEEDED + "+cu128, or leave " + PATH + " unset";
  }
}
