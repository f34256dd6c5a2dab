package io.ditgauge.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** The modules of a reactor, those outside of the present build included. */
final class ReactorModules {
  private final Map<String, Path> folders = new TreeMap<>();
  private final Set<Path> seen = new HashSet<>();

  private ReactorModules() {}

  /**
   * The folder of each module below a root pom, by {@code groupId:artifactId}.
   *
   * @param root folder of the root pom
   * @throws IOException naming a pom that is missing or cannot be read as one
   */
  static Map<String, Path> find(Path root) throws IOException {
    ReactorModules modules = new ReactorModules();
    modules.visit(root.toAbsolutePath().normalize());
    return Collections.unmodifiableMap(modules.folders);
  }

  private void visit(Path folderOrPom) throws IOException {
    Path pom = Files.isDirectory(folderOrPom) ? folderOrPom.resolve("pom.xml") : folderOrPom;
    if (!seen.add(pom)) {
      return;
    }
    Path folder = pom.getParent();
    Model model = read(pom);
    folders.put(groupId(model) + ":" + model.getArtifactId(), folder);
    List<String> children = new ArrayList<>(model.getModules());
    for (Profile profile : model.getProfiles()) {
      children.addAll(profile.getModules());
    }
    for (String child : children) {
      visit(folder.resolve(child).normalize());
    }
  }

  private static String groupId(Model model) {
    return model.getGroupId() == null && model.getParent() != null
        ? model.getParent().getGroupId()
        : model.getGroupId();
  }

  private static Model read(Path pom) throws IOException {
    try (InputStream in = Files.newInputStream(pom)) {
      return new MavenXpp3Reader().read(in);
    } catch (IOException | XmlPullParserException e) {
      throw new IOException("not a readable pom: " + pom + " (" + e.getMessage() + ")", e);
    }
  }
}
