/**
 * The Maven goal {@code jmh:run}: runs the benchmarks of a module on the code as it is now.
 *
 * <p>Maven resolves sibling modules that are not part of a build as installed jars, so an edited
 * but not installed kernel would silently not be measured. {@link io.ditgauge.maven.RunMojo}, the
 * entry point, lets {@link io.ditgauge.maven.StalenessGuard} refuse that, turns properties into
 * arguments ({@link io.ditgauge.maven.RunArguments}) and runs the harness in a JVM of its own
 * ({@link io.ditgauge.maven.ChildJvm}), away from Maven's class loaders.
 *
 * <p>Invariants: nothing is measured that does not match the sources; no property of this plugin is
 * ignored; no JVM outlives Maven; only the Mojo knows Maven's session.
 */
package io.ditgauge.maven;
