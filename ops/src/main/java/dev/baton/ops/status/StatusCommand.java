package dev.baton.ops.status;

import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Output;
import dev.baton.snapshot.Snapshot;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton status}: what a channel's slots and members are doing. */
@Command(
    name = "status",
    description = {
      "Shows what a channel's slots and members are doing.",
      "It only looks: nobody is disturbed, and it works when every service is dead."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton status /dev/shm/c",
      "  baton status /dev/shm/c --format json | jq '.members[] | select(.standing == \"dead\").name'",
      "",
      "STANDING is alive or dead by the kernel's lock, which no crash outlives; left or ended by the",
      "member's own word. STARTS counts how often it attached. TRIES are failed tries to process a slot.",
      "P50 and P99 are of the time from publish to borrow: half of the slots, and 99 of 100, took no longer."
    })
public final class StatusCommand implements Callable<Integer> {
  @Mixin ChannelArgument channel;
  @Mixin Output output;

  @Override
  public Integer call() {
    Snapshot snapshot = Snapshot.take(channel.get());
    if (output.isJson()) {
      output.json(new StatusJson(snapshot).fields());
    } else {
      output.text(new StatusText(snapshot).toString());
    }
    return 0;
  }
}
