package dev.baton.ops.options;

import dev.baton.report.Json;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command that prints data prints, and in which format. Taken in with {@code @Mixin}. */
public final class Output {
  /** How data is printed. */
  public enum Format {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Format format;

  /** Whether the data is for programs. */
  public boolean isJson() {
    return format == Format.JSON;
  }

  /** Prints lines for people. */
  public void text(String lines) {
    print(lines.stripTrailing());
  }

  /** Prints maps and lists for programs. */
  public void json(Object value) {
    print(Json.of(value));
  }

  /** Prints one of many values for programs, on a line of its own. */
  public void jsonLine(Object value) {
    print(Json.line(value));
  }

  /** Whether it arrives is checked when the command has ended. */
  private void print(String lines) {
    command.commandLine().getOut().println(lines);
  }
}
