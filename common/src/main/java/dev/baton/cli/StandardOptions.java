package dev.baton.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every command has; {@link CommandRunner} adds them. */
@SuppressWarnings("UnusedVariable") // picocli writes them, and reads some of them by name
public final class StandardOptions {
  static final String HELP = "--help";
  static final String CONFIG = "--config";
  static final String VERBOSE = "--verbose";

  @Option(
      names = {"-h", HELP},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of Baton and Java and exit.")
  private boolean version;

  @Option(names = VERBOSE, description = "Show a stack trace when something fails.")
  private boolean verbose;

  @Option(
      names = CONFIG,
      paramLabel = "FILE",
      description =
          "Take options from a Java properties file: their names without dashes, name = value.")
  private Path config;

  /** Whether a failure is to be shown with its stack trace. */
  public boolean isVerbose() {
    return verbose;
  }
}
