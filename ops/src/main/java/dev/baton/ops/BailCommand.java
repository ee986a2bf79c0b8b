package dev.baton.ops;

import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Operator;
import dev.baton.ops.options.Output;
import dev.baton.ops.options.ReasonOption;
import dev.baton.report.Figures;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton bail}: asks everybody who is attached to stop at once. */
@Command(
    name = "bail",
    description = {
      "Asks every member of a channel to stop at once, from every wait; they exit with 69.",
      "What was published stays. Who attaches later is not concerned."
    },
    footerHeading = "%nExamples:%n",
    footer = "  baton bail /dev/shm/c --reason 'maintenance at noon'")
final class BailCommand implements Callable<Integer> {
  @Mixin ChannelArgument channel;

  @Mixin ReasonOption reason;

  @Mixin Output output;

  @Override
  public Integer call() throws IOException {
    ChannelDirectory directory = channel.get();
    List<String> alive;
    try (ControlStore control = ControlStore.open(directory)) {
      alive = LiveMembers.of(directory);
      control.bail(Operator.name(), reason.line());
    }
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", directory.toString());
      fields.put("who", Operator.name());
      fields.put("asked", alive);
      output.json(fields);
    } else if (alive.isEmpty()) {
      output.text("no member of channel " + directory + " is alive: nobody was there to be asked");
    } else {
      output.text(
          "asked "
              + Figures.count(alive.size(), "member")
              + " of channel "
              + directory
              + " to stop: "
              + String.join(" ", alive));
    }
    return 0;
  }
}
