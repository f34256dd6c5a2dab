/**
 * What a network costs: counted for one pass, one step, one output and one second of video.
 *
 * <p>A {@link io.ditgauge.model.count.Subject} is what is counted, found by {@link
 * io.ditgauge.model.count.Subjects} by the name of a preset, in a configuration, in the folder of a
 * pipeline or in a description; {@link io.ditgauge.model.count.Counter} counts it with the {@link
 * io.ditgauge.model.count.Settings} asked for.
 *
 * <p>Invariants: whatever was not given and had to be taken from elsewhere is named in the result;
 * a setting that the network does not have is refused, never ignored.
 */
package io.ditgauge.model.count;
