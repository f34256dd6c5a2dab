/**
 * How many GPUs keep a promise about waiting.
 *
 * <p>The article doubles its fleet for peaks. Here the factor is derived: a {@link
 * io.ditgauge.estimator.fleet.Demand} over the day, a {@link io.ditgauge.estimator.fleet.Service}
 * time, an {@link io.ditgauge.estimator.fleet.Objective} and an {@link
 * io.ditgauge.estimator.fleet.Availability} make a {@link
 * io.ditgauge.estimator.fleet.FleetQuestion}; its {@link io.ditgauge.estimator.fleet.FleetPlan} is
 * the smallest fleet, with the factors that make it larger than the mean load. For a large fleet
 * almost all of it is the shape of the day, for a small one the waiting counts as much.
 *
 * <p>A {@link io.ditgauge.estimator.fleet.PlannedFleet} is built for more than a mean day: its
 * {@link io.ditgauge.estimator.fleet.Margins} follow from a {@link
 * io.ditgauge.estimator.fleet.Reserve} for busy days and bursts, and a {@link
 * io.ditgauge.estimator.fleet.Deferral} moves what may wait into the valleys. {@link
 * io.ditgauge.estimator.fleet.Capacity} asks the other way round, and {@link
 * io.ditgauge.estimator.fleet.SquareRoot} is the rule of thumb beside it.
 *
 * <p>Entry type: {@code FleetPlan}. {@link io.ditgauge.estimator.fleet.QueueSimulation} asks the
 * same of simulated jobs, and {@link io.ditgauge.estimator.fleet.DaySimulation} sends a day of them
 * through a fleet that may be too small for a while.
 *
 * <p>Invariants: a queue with a steady state has more servers than load; one more server never
 * makes a wait longer; nothing depends on the machine.
 */
package io.ditgauge.estimator.fleet;
