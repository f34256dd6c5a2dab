package io.ditgauge.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    System.exit(
        Cli.run(
            args,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err)));
  }
}
