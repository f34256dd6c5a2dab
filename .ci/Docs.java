import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the tables in the documents equal to what the command line prints.
 *
 * <p>A line {@code <!-- ditgauge ARGUMENTS -->} before a fenced block names the command whose output
 * the block holds. {@code java .ci/Docs.java check} compares, {@code update} rewrites.
 */
final class Docs {
  private static final String MARK = "<!-- ditgauge ";
  private static final String END = " -->";
  private static final String FENCE = "```";
  private static final List<String> DOCUMENTS = 
      List.of(
          "README.md",
          "reports/environment.md",
          "reports/kernels.md",
          "reports/heldout.md",
          "reports/work.md",
          "reports/prediction.md",
          "reports/audit.md",
          "reports/scenarios.md");

  public static void main(String[] args) throws Exception {
    boolean update = args.length == 1 && args[0].equals("update");
    if (!update && !(args.length == 1 && args[0].equals("check"))) {
      System.err.println("usage: java .ci/Docs.java check|update");
      System.exit(2);
    }
    int blocks = 0;
    for (String document : DOCUMENTS) {
      Path file = Path.of(document);
      List<String> before = Files.readAllLines(file);
      List<String> after = new ArrayList<>();
      for (int i = 0; i < before.size(); i++) {
        String line = before.get(i);
        after.add(line);
        if (line.startsWith(MARK) && line.endsWith(END)) {
          String command = line.substring(MARK.length(), line.length() - END.length());
          i++;
          if (i >= before.size() || !before.get(i).startsWith(FENCE)) {
            fail(document, i, "a fenced block", "none", command);
          }
          after.add(before.get(i));
          after.addAll(output(command));
          while (++i < before.size() && !before.get(i).equals(FENCE)) {}
          after.add(FENCE);
          blocks++;
        }
      }
      if (update) {
        Files.writeString(file, String.join("\n", after) + "\n");
      } else {
        compare(document, before, after);
      }
    }
    System.out.println(blocks + " generated blocks in " + DOCUMENTS + (update ? " written" : " are up to date"));
  }

  private static void compare(String document, List<String> before, List<String> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      String old = i < before.size() ? before.get(i) : "(end of file)";
      String now = i < after.size() ? after.get(i) : "(end of file)";
      if (!old.equals(now)) {
        fail(document, i, now, old, "java .ci/Docs.java update");
      }
    }
  }

  private static void fail(String document, int line, String expected, String actual, String cure) {
    System.err.printf(
        "%s:%d is not what the code prints%n  expected: %s%n  found:    %s%n  regenerate: %s%n",
        document, line + 1, expected, actual, cure);
    System.exit(1);
  }

  private static List<String> output(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("java", "-jar", "src/cli/target/ditgauge.jar"));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      System.err.println("failed: " + String.join(" ", command));
      System.exit(1);
    }
    return text.stripTrailing().lines().map(String::stripTrailing).toList();
  }
}
