package dev.baton.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A section of a command's help that is put together only when somebody asks for the help. */
public final class HelpSection {
  private HelpSection() {}

  /** Adds lines under a heading, behind the exit codes and before the examples. */
  public static void add(CommandSpec command, String heading, Supplier<List<String>> lines) {
    UsageMessageSpec usage = command.usageMessage();
    List<String> keys = new ArrayList<>(usage.sectionKeys());
    keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), heading);
    usage.sectionKeys(keys);
    usage
        .sectionMap()
        .put(
            heading,
            help -> String.format("%n%s:%n  %s%n", heading, String.join("\n  ", lines.get())));
  }
}
