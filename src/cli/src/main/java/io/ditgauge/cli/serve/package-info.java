/**
 * A small server with two pages: change a model, its request and its cards, and see the predicted
 * time move; change a scenario, and see minutes in a GPU-hour, break-even and fleet move.
 *
 * <p>Entry type: {@link io.ditgauge.cli.serve.PlanServer}.
 *
 * <p>Invariants: it reads no file and keeps no state; every parameter is one of a list or a number
 * within bounds; requests with a body, of another origin, for another host, with a long address or
 * with headers beyond the limits are refused before anything is computed.
 */
package io.ditgauge.cli.serve;
