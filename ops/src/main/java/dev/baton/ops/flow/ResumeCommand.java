package dev.baton.ops.flow;

import dev.baton.layout.Flow;
import dev.baton.snapshot.Snapshot;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton resume}: ends a pause or a drain. */
@Command(
    name = "resume",
    description = {
      "Ends a pause or a drain: slots may be taken again.",
      "Members that were drained have left, and are started again; loaders go on where they were."
    },
    footerHeading = "%nExamples:%n",
    footer = "  baton resume /dev/shm/c --reason 'disk replaced'")
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private OrderOptions order;

  @Override
  public Integer call() {
    Snapshot snapshot = order.give(Flow.RUNNING);
    order.report(
        snapshot,
        "channel "
            + snapshot.directory()
            + " runs: "
            + (snapshot.alive().isEmpty()
                ? "no member is alive"
                : String.join(" ", snapshot.alive())));
    return 0;
  }
}
