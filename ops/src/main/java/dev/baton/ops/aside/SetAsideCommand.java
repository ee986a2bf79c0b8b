package dev.baton.ops.aside;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton set-aside}: the arrays that no processor could digest. */
@Command(
    name = "set-aside",
    description = {
      "Looks after arrays that were set aside: that failed in every try, because their processor died or its sink refused"
          + " them. Each is a .npy file in the channel's directory set-aside, with its story beside it."
    },
    subcommands = {ListCommand.class, ShowCommand.class, RequeueCommand.class, DropCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton set-aside ls /dev/shm/c",
      "  baton set-aside show /dev/shm/c loader-1-57-3.12",
      "  baton set-aside requeue /dev/shm/c loader-1-57-3.12"
    })
public final class SetAsideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Without a subcommand there is nothing to do. */
  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "missing command: expected one of ls show requeue drop");
  }
}
