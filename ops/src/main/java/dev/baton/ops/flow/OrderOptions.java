package dev.baton.ops.flow;

import dev.baton.layout.Flow;
import dev.baton.layout.SlotState;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Operator;
import dev.baton.ops.options.Output;
import dev.baton.ops.options.ReasonOption;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import dev.baton.store.ControlView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands that order everybody to pause, to go on or to drain have in common. */
final class OrderOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private ChannelArgument channel;
  @Mixin private ReasonOption reason;
  @Mixin private Output output;

  /** Gives the order; answers with the channel as it is right after. */
  Snapshot give(Flow flow) {
    ChannelDirectory directory = channel.get();
    ControlStore.order(directory, this::note, flow, Operator.name(), reason.line());
    return Snapshot.take(directory);
  }

  /** A line beside the output, about what is waited for. */
  void note(String line) {
    command.commandLine().getErr().println(command.qualifiedName() + ": " + line);
  }

  /** Prints a line for people, or the order and what followed from it for programs. */
  void report(Snapshot snapshot, String line) {
    if (output.isJson()) {
      output.json(fields(snapshot));
    } else {
      output.text(line);
    }
  }

  /** {@code slot 3 filling by loader-1}, and so on; nothing if nobody holds a slot. */
  static String held(Snapshot snapshot) {
    StringJoiner text = new StringJoiner(", ");
    for (SlotLine slot : heldSlots(snapshot)) {
      text.add(
          "slot "
              + slot.slot()
              + " "
              + slot.state().orElseThrow().word()
              + " by "
              + snapshot.member(slot.owner()));
    }
    return text.toString();
  }

  private static List<SlotLine> heldSlots(Snapshot snapshot) {
    return snapshot.slots().stream().filter(slot -> slot.owner() >= 0).toList();
  }

  private static Map<String, Object> fields(Snapshot snapshot) {
    ControlView.Order order = snapshot.order().orElseThrow();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("channel", snapshot.directory().toString());
    fields.put("flow", order.flow().word());
    fields.put("since", Instant.ofEpochMilli(order.millis()).toString());
    fields.put("who", order.who());
    fields.put("reason", order.reason());
    fields.put("alive", snapshot.alive());
    fields.put("held", heldSlots(snapshot).stream().map(slot -> held(snapshot, slot)).toList());
    fields.put("ready", snapshot.count(SlotState.READY));
    return fields;
  }

  private static Map<String, Object> held(Snapshot snapshot, SlotLine slot) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("slot", slot.slot());
    fields.put("state", slot.state().orElseThrow().word());
    fields.put("owner", snapshot.member(slot.owner()));
    return fields;
  }
}
