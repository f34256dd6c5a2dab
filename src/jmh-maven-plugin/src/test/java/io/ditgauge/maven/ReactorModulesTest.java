package io.ditgauge.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReactorModulesTest {
  private static final String PARENT =
      "<parent><groupId>g</groupId><artifactId>root</artifactId><version>1</version></parent>";

  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void normalizeTheRoot() {
    root = temporary.toAbsolutePath().normalize();
  }

  private void pom(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "<project>" + content + "</project>");
  }

  private static String modules(String... names) {
    return "<modules><module>" + String.join("</module><module>", names) + "</module></modules>";
  }

  @Test
  void findsNestedModulesAndThoseOfProfilesWithInheritedGroups() throws IOException {
    pom(
        "pom.xml",
        "<groupId>g</groupId><artifactId>root</artifactId>"
            + modules("src/a", "src/group")
            + "<profiles><profile><id>p</id>"
            + modules("extra/other-pom.xml")
            + "</profile></profiles>");
    pom("src/a/pom.xml", PARENT + "<artifactId>a</artifactId>");
    pom("src/group/pom.xml", PARENT + "<artifactId>group</artifactId>" + modules("../b"));
    pom("src/b/pom.xml", PARENT + "<groupId>h</groupId><artifactId>b</artifactId>");
    pom("extra/other-pom.xml", PARENT + "<artifactId>extra</artifactId>");

    assertEquals(
        Map.of(
            "g:root", root,
            "g:a", root.resolve("src/a"),
            "g:group", root.resolve("src/group"),
            "h:b", root.resolve("src/b"),
            "g:extra", root.resolve("extra")),
        ReactorModules.find(root));
  }

  @Test
  void aModuleThatNamesItsParentAsAModuleDoesNotLoop() throws IOException {
    pom("pom.xml", "<groupId>g</groupId><artifactId>root</artifactId>" + modules("a"));
    pom("a/pom.xml", PARENT + "<artifactId>a</artifactId>" + modules(".."));
    assertEquals(2, ReactorModules.find(root).size());
  }

  @Test
  void aMissingPomIsNamed() throws IOException {
    pom("pom.xml", "<groupId>g</groupId><artifactId>root</artifactId>" + modules("gone"));
    String message = assertThrows(IOException.class, () -> ReactorModules.find(root)).getMessage();
    assertTrue(message.contains("not a readable pom: " + root.resolve("gone")), message);
  }

  @Test
  void aFileThatIsNoPomIsNamed() throws IOException {
    Files.writeString(root.resolve("pom.xml"), "<project><modules>");
    String message = assertThrows(IOException.class, () -> ReactorModules.find(root)).getMessage();
    assertTrue(message.startsWith("not a readable pom: " + root.resolve("pom.xml")), message);
  }
}
