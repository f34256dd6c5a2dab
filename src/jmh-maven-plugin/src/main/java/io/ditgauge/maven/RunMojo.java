package io.ditgauge.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/**
 * Compiles the module, makes sure that the sibling modules are what their sources say, and runs the
 * benchmarks. A module without benchmarks is skipped.
 *
 * <p>Properties: {@code jmh.effort}, {@code jmh.include} (a regular expression), {@code jmh.p.NAME}
 * (values of a benchmark parameter), {@code jmh.args} (passed to JMH), {@code jmh.out} (folder),
 * {@code jmh.resume} (a run to go on with), {@code jmh.suite} ({@code heldout}, with {@code
 * jmh.calibration}, {@code jmh.rounds} and {@code jmh.cases}).
 */
@Mojo(name = "run", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class RunMojo extends AbstractMojo {
  private static final String BENCHMARK_LIST = "META-INF/BenchmarkList";
  private static final Duration GRACE = Duration.ofSeconds(5);

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  /** The harness: a class with a main method. */
  @Parameter(defaultValue = "io.ditgauge.benchmarks.Main")
  private String mainClass;

  /** Arguments of the harness's JVM. */
  @Parameter private List<String> jvmArgs = List.of();

  /** For Maven, which sets the fields. */
  public RunMojo() {}

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (project.getPackaging().equals("pom")) {
      getLog().info("jmh:run skips " + project.getArtifactId() + ": it only groups modules");
      return;
    }
    Path classes = Path.of(project.getBuild().getOutputDirectory());
    if (!Files.isRegularFile(classes.resolve(BENCHMARK_LIST))) {
      getLog().info("jmh:run skips " + project.getArtifactId() + ": no " + BENCHMARK_LIST);
      return;
    }
    Path root = session.getRequest().getMultiModuleProjectDirectory().toPath();
    ChildJvm child = child(root);
    refuseStaleModules(root);
    int exit = run(child);
    if (exit != 0) {
      throw new MojoFailureException(
          "jmh:run ended with exit code " + exit + "; see the messages above");
    }
  }

  private ChildJvm child(Path root) throws MojoExecutionException, MojoFailureException {
    try {
      return new ChildJvm(
          jvmArgs,
          project.getRuntimeClasspathElements(),
          mainClass,
          RunArguments.of(root, session.getUserProperties(), Path.of("").toAbsolutePath()),
          project.getBasedir().toPath());
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (DependencyResolutionRequiredException e) {
      throw new MojoExecutionException("the runtime class path is not resolved", e);
    }
  }

  private void refuseStaleModules(Path root) throws MojoExecutionException, MojoFailureException {
    List<StalenessGuard.Resolved> siblings =
        project.getArtifacts().stream()
            .filter(artifact -> artifact.getGroupId().equals(project.getGroupId()))
            .map(RunMojo::resolved)
            .toList();
    List<String> problems;
    try {
      problems = new StalenessGuard(root, ReactorModules.find(root)).problems(siblings);
    } catch (IOException e) {
      throw new MojoExecutionException("the sibling modules cannot be checked: " + e, e);
    }
    if (!problems.isEmpty()) {
      throw new MojoFailureException(
          "stale code would be measured:\n  "
              + String.join("\n  ", problems)
              + "\nRun `mvn install` (or `mvn install -DskipTests`) first.");
    }
  }

  private static StalenessGuard.Resolved resolved(Artifact artifact) {
    String classifier = artifact.hasClassifier() ? "-" + artifact.getClassifier() : "";
    return new StalenessGuard.Resolved(
        artifact.getGroupId() + ":" + artifact.getArtifactId(),
        artifact.getArtifactId() + "-" + artifact.getBaseVersion() + classifier + ".jar",
        artifact.getFile().toPath());
  }

  private static int run(ChildJvm child) throws MojoExecutionException {
    try {
      return child.run(GRACE);
    } catch (IOException e) {
      throw new MojoExecutionException("the benchmark JVM did not start: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MojoExecutionException("interrupted; the benchmark JVM was ended", e);
    }
  }
}
