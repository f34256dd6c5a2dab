/**
 * The command line: arguments in, files read, reports out.
 *
 * <p>Entry type: {@link io.ditgauge.cli.Main}. Each command reads what it needs, hands it to the
 * estimator and prints what the report module makes of the result; no formula lives here.
 *
 * <p>Invariants: exit code 0 is success, 1 a failure, 2 wrong usage; a failure is one line on
 * standard error and never a stack trace for bad input; standard output is UTF-8 with the same
 * bytes under every locale; no native library is loaded.
 */
package io.ditgauge.cli;
