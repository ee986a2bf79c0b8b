package dev.baton.ops.slot;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton slot}: one slot, from near. */
@Command(
    name = "slot",
    description = "Shows, copies out or checks one slot of a channel. It only looks.",
    subcommands = {SlotShowCommand.class, SlotDumpCommand.class, SlotVerifyCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton slot show /dev/shm/c 3",
      "  baton slot dump /dev/shm/c 3 --out slot-3.npy",
      "  baton slot verify /dev/shm/c"
    })
public final class SlotCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "missing command: expected one of show dump verify");
  }
}
