package dev.baton.ops.flow;

import dev.baton.layout.Flow;
import dev.baton.snapshot.Snapshot;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton pause}: nobody takes a slot until {@code baton resume}. */
@Command(
    name = "pause",
    description = {
      "Pauses a channel: loaders claim no slot and processors borrow none, until baton resume.",
      "Slots that are held are completed. Members stay attached; those that come later pause too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton pause /dev/shm/c --reason 'the disk of the sink is being replaced'",
      "  baton resume /dev/shm/c"
    })
public final class PauseCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @Override
  public Integer call() {
    Snapshot snapshot = order.give(Flow.PAUSED);
    String held = OrderOptions.held(snapshot);
    order.report(
        snapshot,
        "paused channel "
            + snapshot.directory()
            + (held.isEmpty() ? ": nobody holds a slot" : "; to be completed: " + held));
    return 0;
  }
}
