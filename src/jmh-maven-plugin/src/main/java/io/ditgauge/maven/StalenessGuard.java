package io.ditgauge.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Finds sibling modules whose resolved artifact does not hold what their sources say.
 *
 * <p>A folder of classes was compiled by the present build and is fresh. A jar is fresh when the
 * module's own jar, in its {@code target}, exists, is as new as the pom and every file under {@code
 * src/main}, holds nothing whose source is gone, and has the same bytes as the resolved one.
 */
final class StalenessGuard {
  private final Path root;
  private final Map<String, Path> modules;

  /**
   * An artifact that Maven resolved.
   *
   * @param module {@code groupId:artifactId}
   * @param jarName name of the jar in the module's {@code target}
   * @param file what Maven would put on the class path
   */
  record Resolved(String module, String jarName, Path file) {}

  /**
   * A guard over the given modules.
   *
   * @param root folder that paths in messages are relative to
   * @param modules folders of the reactor's modules by {@code groupId:artifactId}
   */
  StalenessGuard(Path root, Map<String, Path> modules) {
    this.root = root.toAbsolutePath().normalize();
    this.modules = new TreeMap<>(modules);
  }

  /** One sentence for each artifact that is not fresh: module, offending file, rule. */
  List<String> problems(Collection<Resolved> artifacts) throws IOException {
    List<String> result = new ArrayList<>();
    for (Resolved artifact : artifacts) {
      problem(artifact).ifPresent(text -> result.add(artifact.module() + ": " + text));
    }
    return result;
  }

  private Optional<String> problem(Resolved artifact) throws IOException {
    if (Files.isDirectory(artifact.file())) {
      return Optional.empty();
    }
    Path folder = modules.get(artifact.module());
    if (folder == null) {
      return Optional.of(
          "no module below " + root + " builds it, so its sources cannot be compared");
    }
    Path jar = folder.resolve("target").resolve(artifact.jarName());
    if (!Files.isRegularFile(jar)) {
      return Optional.of("missing " + shown(jar) + "; the module must have been built");
    }
    Optional<Path> newer = newerSource(folder, jar);
    if (newer.isPresent()) {
      return Optional.of(
          shown(newer.get()) + " is newer than " + shown(jar) + "; it must not be newer");
    }
    Optional<String> orphan = orphan(folder, jar);
    if (orphan.isPresent()) {
      return Optional.of(
          shown(jar)
              + " holds "
              + orphan.get()
              + ", whose source is gone (needs `mvn clean install`)");
    }
    return Files.mismatch(jar, artifact.file()) < 0
        ? Optional.empty()
        : Optional.of(
            "the installed " + artifact.file() + " must have the same bytes as " + shown(jar));
  }

  private String shown(Path path) {
    return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
  }

  /** The newest of the pom and the files under {@code src/main}, when it is newer than the jar. */
  private static Optional<Path> newerSource(Path folder, Path jar) throws IOException {
    List<Path> sources = new ArrayList<>(List.of(folder.resolve("pom.xml")));
    Path main = folder.resolve("src").resolve("main");
    if (Files.isDirectory(main)) {
      try (Stream<Path> files = Files.walk(main)) {
        files.filter(Files::isRegularFile).forEach(sources::add);
      }
    }
    Optional<Path> result = Optional.empty();
    FileTime newest = Files.getLastModifiedTime(jar);
    for (Path source : sources) {
      FileTime modified = Files.getLastModifiedTime(source);
      if (modified.compareTo(newest) > 0) {
        newest = modified;
        result = Optional.of(source);
      }
    }
    return result;
  }

  /** The first entry of the jar that no source makes: what is left of a removed file. */
  private static Optional<String> orphan(Path folder, Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<String> entries =
          file.stream()
              .filter(entry -> !entry.isDirectory())
              .map(entry -> entry.getName())
              .filter(name -> !name.equals(JarFile.MANIFEST_NAME))
              .filter(name -> !name.startsWith("META-INF/maven/"))
              .filter(name -> !(name.endsWith(".class") && name.contains("$")))
              .toList();
      for (String entry : entries) {
        if (!hasSource(folder, entry)) {
          return Optional.of(entry);
        }
      }
      return Optional.empty();
    }
  }

  private static boolean hasSource(Path folder, String entry) throws IOException {
    if (!entry.endsWith(".class")) {
      return Files.exists(folder.resolve("src/main/resources").resolve(entry));
    }
    String source = entry.replaceFirst("class$", "java");
    return Files.exists(folder.resolve("src/main/java").resolve(source))
        || isGenerated(folder.resolve("target/generated-sources"), source);
  }

  /** Annotation processors and template engines each write into a folder of their own. */
  private static boolean isGenerated(Path generated, String source) throws IOException {
    if (!Files.isDirectory(generated)) {
      return false;
    }
    try (Stream<Path> generators = Files.list(generated)) {
      return generators.anyMatch(folder -> Files.exists(folder.resolve(source)));
    }
  }
}
