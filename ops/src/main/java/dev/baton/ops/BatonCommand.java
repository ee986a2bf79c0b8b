package dev.baton.ops;

import dev.baton.cli.CommandRunner;
import dev.baton.ops.aside.SetAsideCommand;
import dev.baton.ops.config.ConfigCommand;
import dev.baton.ops.demo.DemoCommand;
import dev.baton.ops.doctor.DoctorCommand;
import dev.baton.ops.flow.DrainCommand;
import dev.baton.ops.flow.PauseCommand;
import dev.baton.ops.flow.ResumeCommand;
import dev.baton.ops.health.HealthCommand;
import dev.baton.ops.join.JoinCommand;
import dev.baton.ops.list.ListCommand;
import dev.baton.ops.metrics.MetricsCommand;
import dev.baton.ops.slot.SlotCommand;
import dev.baton.ops.status.StatusCommand;
import dev.baton.ops.tail.TailCommand;
import dev.baton.ops.top.TopCommand;
import dev.baton.ops.torture.TortureCommand;
import dev.baton.ops.web.WebCommand;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The operators' command {@code baton}. */
@Command(
    name = "baton",
    description =
        "Looks after channels, which hand large arrays of numbers from process to process.",
    subcommands = {
      DemoCommand.class,
      CreateCommand.class,
      ListCommand.class,
      StatusCommand.class,
      TopCommand.class,
      WebCommand.class,
      TailCommand.class,
      HealthCommand.class,
      MetricsCommand.class,
      SlotCommand.class,
      DoctorCommand.class,
      ConfigCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      DrainCommand.class,
      BailCommand.class,
      SetAsideCommand.class,
      RepairCommand.class,
      JoinCommand.class,
      DestroyCommand.class,
      TortureCommand.class,
      HelpCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton demo                       see it work, for ten seconds",
      "  baton status /dev/shm/c          who is attached, and what every slot is doing",
      "  baton help status                more about a command",
      "  source <(baton generate-completion)",
      "",
      "The services are baton-loader and baton-processor. Every option may also be given in the",
      "environment, --slot-length as BATON_SLOT_LENGTH, or in a file: --config FILE."
    })
public final class BatonCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Runs the command, and ends the process with its exit code. */
  public static void main(String... arguments) {
    CommandRunner.main(new BatonCommand(), arguments);
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "missing command: expected one of "
            + String.join(" ", spec.subcommands().keySet().stream().sorted().toList()));
  }
}
