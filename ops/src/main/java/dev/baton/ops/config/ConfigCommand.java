package dev.baton.ops.config;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton config}: what commands are told by their surroundings. */
@Command(
    name = "config",
    description = "Tells where the options of a command get their values.",
    subcommands = ExplainCommand.class,
    footerHeading = "%nExamples:%n",
    footer = "  baton config explain loader --slots 16")
public final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "missing command: expected explain");
  }
}
