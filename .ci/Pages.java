import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps the pages in reports/pages equal to what the command line makes of the committed runs.
 *
 * <p>{@code java .ci/Pages.java check} makes them again and compares every byte, {@code update}
 * writes them.
 */
final class Pages {
  private static final Path FOLDER = Path.of("reports/pages");
  private static final List<String> SUBJECTS =
      List.of(
          "validate",
          "audit",
          "answers",
          "predict:FLUX.1-dev",
          "predict:Wan2.1-T2V-14B",
          "predict:HunyuanVideo",
          "article.yaml",
          "article-corrected.yaml",
          "sora-20b-full-attention.yaml",
          "sora-20b-factorised.yaml",
          "hunyuan-video-720p.yaml",
          "wan-14b-720p.yaml",
          "dit-xl-2-images.yaml");

  /** The run whose roofline the README shows. */
  private static final String PICTURED =
      "reports/runs/m-cdbc8b331e10/20261125T061007Z-27324e3/calibration.json";

  public static void main(String[] args) throws Exception {
    boolean update = args.length == 1 && args[0].equals("update");
    if (!update && !(args.length == 1 && args[0].equals("check"))) {
      System.err.println("usage: java .ci/Pages.java check|update");
      System.exit(2);
    }
    Path made = Files.createTempDirectory("pages");
    try {
      report("html", inputs(), made);
      pictures(made);
      if (update) {
        replace(made);
      } else {
        compare(made);
      }
      System.out.println(
          names(made).size() + " files in " + FOLDER + (update ? " written" : " are up to date"));
    } finally {
      clear(made);
      Files.delete(made);
    }
  }

  private static List<String> inputs() throws IOException {
    List<String> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("reports/runs"))) {
      files
          .filter(it -> it.endsWith("calibration.json"))
          .map(Path::toString)
          .sorted()
          .forEach(inputs::add);
    }
    inputs.addAll(SUBJECTS);
    return inputs;
  }

  /** The charts that the README shows. */
  private static void pictures(Path made) throws IOException, InterruptedException {
    Path all = Files.createTempDirectory("pictures");
    try {
      report("markdown", List.of(PICTURED, "answers"), all);
      for (String name : names(all)) {
        if (name.endsWith("-roofline-cpu-bf16.svg")) {
          Files.copy(all.resolve(name), made.resolve("roofline.svg"));
        } else if (name.startsWith("answers-")) {
          Files.copy(all.resolve(name), made.resolve(name));
        }
      }
    } finally {
      clear(all);
      Files.delete(all);
    }
  }

  private static void report(String format, List<String> inputs, Path out)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("java", "-jar", "src/cli/target/ditgauge.jar", "report"));
    command.addAll(inputs);
    command.addAll(List.of("--format", format, "-o", out.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      System.err.println("failed: " + String.join(" ", command));
      System.exit(1);
    }
  }

  private static TreeSet<String> names(Path folder) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(it -> names.add(it.getFileName().toString()));
      }
    }
    return names;
  }

  private static void compare(Path made) throws IOException {
    TreeSet<String> all = names(made);
    all.addAll(names(FOLDER));
    for (String name : all) {
      Path old = FOLDER.resolve(name);
      Path now = made.resolve(name);
      if (!Files.exists(old)) {
        fail(old, "is missing");
      } else if (!Files.exists(now)) {
        fail(old, "is made by no input");
      } else {
        byte[] before = Files.readAllBytes(old);
        byte[] after = Files.readAllBytes(now);
        int at = Arrays.mismatch(before, after);
        if (at >= 0) {
          fail(old, "differs from byte " + at + ": '" + around(before, at) + "' is now '" + around(after, at) + "'");
        }
      }
    }
  }

  private static String around(byte[] bytes, int at) {
    int from = Math.max(0, at - 20);
    return new String(bytes, from, Math.min(bytes.length, at + 40) - from).replace('\n', ' ');
  }

  private static void fail(Path file, String what) {
    System.err.printf("%s %s%n  regenerate: java .ci/Pages.java update%n", file, what);
    System.exit(1);
  }

  private static void replace(Path made) throws IOException {
    Files.createDirectories(FOLDER);
    clear(FOLDER);
    for (String name : names(made)) {
      Files.copy(made.resolve(name), FOLDER.resolve(name));
    }
  }

  private static void clear(Path folder) throws IOException {
    for (String name : names(folder)) {
      Files.delete(folder.resolve(name));
    }
  }
}
