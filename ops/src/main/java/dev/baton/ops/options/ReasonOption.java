package dev.baton.ops.options;

import picocli.CommandLine.Option;

/** Why a command is given: everybody whom it concerns logs it. */
public final class ReasonOption {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "no reason given",
      description = "Why, on one line; everybody logs it (default: ${DEFAULT-VALUE}).")
  private String reason;

  /** The reason, on one line. */
  public String line() {
    return reason.replaceAll("\\s+", " ").strip();
  }
}
