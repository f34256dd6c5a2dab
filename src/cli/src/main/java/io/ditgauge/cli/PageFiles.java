package io.ditgauge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Writes the files of pages into a folder, each as a whole or not at all. */
final class PageFiles {
  private PageFiles() {}

  /**
   * Writes the files, over old ones of the same names.
   *
   * @param folder made where it is not there
   * @param files contents by name
   */
  static void write(Path folder, Map<String, byte[]> files) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(folder + ": this is a file; give a folder with -o");
    }
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path temporary = folder.resolve("." + file.getKey() + ".tmp");
        try {
          Files.write(temporary, file.getValue());
          Files.move(temporary, folder.resolve(file.getKey()), StandardCopyOption.REPLACE_EXISTING);
        } finally {
          Files.deleteIfExists(temporary);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot write the pages: " + e.getMessage(), e);
    }
  }
}
