package io.ditgauge.kernels.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript archive from source text.
 *
 * <p>The archive is a zip of stored entries: the pickled module (empty, of class {@code
 * __torch__.Kernels}), an empty tuple of constants, the source, and the file-format version, whose
 * value 10 selects today's operator schemas (PyTorch, torch/csrc/jit/serialization).
 */
final class ScriptArchive {
  private static final String ROOT = "archive/";
  private static final String FORMAT_VERSION = "10\n";

  private ScriptArchive() {}

  /** The archive of a module class {@code Kernels} with that source text. */
  static byte[] of(String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "data.pkl", emptyModule());
      store(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Pickle, protocol 2: an object of class {@code __torch__.Kernels} with an empty state. */
  private static byte[] emptyModule() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(0x80);
    pickle.write(2);
    pickle.writeBytes("c__torch__\nKernels\n".getBytes(StandardCharsets.UTF_8));
    pickle.write(')');
    pickle.write(0x81);
    pickle.writeBytes("}b.".getBytes(StandardCharsets.UTF_8));
    return pickle.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
