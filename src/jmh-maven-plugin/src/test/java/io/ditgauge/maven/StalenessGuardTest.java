package io.ditgauge.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StalenessGuardTest {
  private static final Instant EDITED = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant BUILT = EDITED.plusSeconds(60);
  private static final String JAR_NAME = "kernels-1.jar";

  @TempDir private Path temporary;
  private Path root;
  private Path module;
  private Path source;
  private Path resource;
  private Path jar;
  private Path installed;

  @BeforeEach
  void aFreshModule() throws IOException {
    root = temporary.toAbsolutePath().normalize();
    module = root.resolve("src/kernels");
    write(module.resolve("pom.xml"), "<project/>", EDITED);
    source = module.resolve("src/main/java/k/Mlp.java");
    write(source, "class Mlp {}", EDITED);
    resource = module.resolve("src/main/resources/k/mlp.txt");
    write(resource, "mlp", EDITED);
    jar = module.resolve("target").resolve(JAR_NAME);
    jar(jar, "k/Mlp.class", "k/Mlp$Inner.class", "k/mlp.txt");
    installed = root.resolve("repository").resolve(JAR_NAME);
    Files.createDirectories(installed.getParent());
    Files.copy(jar, installed);
  }

  private static void write(Path file, String text, Instant modified) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private static void jar(Path file, String... entries) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (String entry : List.of("META-INF/MANIFEST.MF", "META-INF/maven/g/kernels/pom.xml")) {
        entry(jar, entry);
      }
      for (String entry : entries) {
        entry(jar, entry);
      }
    }
    Files.setLastModifiedTime(file, FileTime.from(BUILT));
  }

  private static void entry(JarOutputStream jar, String name) throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTime(BUILT.toEpochMilli());
    jar.putNextEntry(entry);
    jar.write(name.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> problems(Path resolved) throws IOException {
    return new StalenessGuard(root, Map.of("g:kernels", module))
        .problems(List.of(new StalenessGuard.Resolved("g:kernels", JAR_NAME, resolved)));
  }

  private void assertProblem(String... fragments) throws IOException {
    List<String> problems = problems(installed);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("g:kernels: "), problems.get(0));
    for (String fragment : fragments) {
      assertTrue(problems.get(0).contains(fragment), problems.get(0));
    }
  }

  @Test
  void acceptsTheInstalledTwinOfAnUpToDateJar() throws IOException {
    assertEquals(List.of(), problems(installed));
  }

  @Test
  void acceptsTheModulesOwnJar() throws IOException {
    assertEquals(List.of(), problems(jar));
  }

  @Test
  void acceptsAFolderOfClassesOfThisBuildWhateverItsJar() throws IOException {
    Files.delete(jar);
    Path classes = Files.createDirectories(module.resolve("target/classes"));
    assertEquals(List.of(), problems(classes));
  }

  @Test
  void acceptsASourceAsOldAsTheJar() throws IOException {
    Files.setLastModifiedTime(source, FileTime.from(BUILT));
    assertEquals(List.of(), problems(installed));
  }

  @Test
  void refusesAnEditedSource() throws IOException {
    Files.setLastModifiedTime(source, FileTime.from(BUILT.plusMillis(1)));
    assertProblem(
        "src/kernels/src/main/java/k/Mlp.java is newer than src/kernels/target/kernels-1.jar");
  }

  @Test
  void namesTheNewestOfSeveralEditedFiles() throws IOException {
    Files.setLastModifiedTime(source, FileTime.from(BUILT.plusSeconds(1)));
    Files.setLastModifiedTime(resource, FileTime.from(BUILT.plusSeconds(2)));
    assertProblem("k/mlp.txt is newer");
  }

  @Test
  void refusesANewSource() throws IOException {
    write(module.resolve("src/main/java/k/New.java"), "class New {}", BUILT.plusSeconds(1));
    assertProblem("k/New.java is newer");
  }

  @Test
  void refusesAnEditedPom() throws IOException {
    Files.setLastModifiedTime(module.resolve("pom.xml"), FileTime.from(BUILT.plusSeconds(1)));
    assertProblem("src/kernels/pom.xml is newer");
  }

  @Test
  void ignoresEditedTests() throws IOException {
    write(module.resolve("src/test/java/k/MlpTest.java"), "", BUILT.plusSeconds(1));
    assertEquals(List.of(), problems(installed));
  }

  @Test
  void refusesAJarWhoseSourceIsGone() throws IOException {
    Files.delete(source);
    assertProblem("holds k/Mlp.class, whose source is gone", "mvn clean install");
  }

  @Test
  void refusesAJarWhoseResourceIsGone() throws IOException {
    Files.delete(resource);
    assertProblem("holds k/mlp.txt, whose source is gone");
  }

  @Test
  void acceptsAClassWhoseSourceWasGenerated() throws IOException {
    Files.delete(source);
    Path generated = module.resolve("target/generated-sources/annotations/k/Mlp.java");
    write(generated, "class Mlp {}", BUILT);
    assertEquals(List.of(), problems(installed));
  }

  @Test
  void refusesAModuleThatWasNeverBuilt() throws IOException {
    Files.delete(jar);
    assertProblem("missing src/kernels/target/kernels-1.jar");
  }

  @Test
  void refusesAnInstalledJarThatDiffersFromTheBuiltOne() throws IOException {
    byte[] bytes = Files.readAllBytes(installed);
    bytes[bytes.length / 2] ^= 1;
    Files.write(installed, bytes);
    assertProblem("the installed " + installed + " must have the same bytes");
  }

  @Test
  void refusesAnArtifactOfTheGroupThatNoModuleBuilds() throws IOException {
    StalenessGuard guard = new StalenessGuard(root, Map.of());
    List<String> problems =
        guard.problems(List.of(new StalenessGuard.Resolved("g:kernels", JAR_NAME, installed)));
    assertTrue(problems.get(0).startsWith("g:kernels: no module below"), problems.toString());
  }

  @Test
  void listsEachStaleModule() throws IOException {
    Files.delete(jar);
    StalenessGuard.Resolved artifact =
        new StalenessGuard.Resolved("g:kernels", JAR_NAME, installed);
    StalenessGuard.Resolved other = new StalenessGuard.Resolved("g:other", "o.jar", installed);
    assertEquals(
        2,
        new StalenessGuard(root, Map.of("g:kernels", module))
            .problems(List.of(artifact, other))
            .size());
  }
}
