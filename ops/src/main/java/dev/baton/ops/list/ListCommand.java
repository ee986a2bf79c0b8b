package dev.baton.ops.list;

import dev.baton.error.BatonException;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotState;
import dev.baton.ops.options.Described;
import dev.baton.ops.options.Output;
import dev.baton.report.Table;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Sizes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code baton ls}: which channels there are. */
@Command(
    name = "ls",
    description = {
      "Lists the channels under some directories, and what each is doing.",
      "Those that stand in a directory itself, directly under it, or one directory deeper. It only looks."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton ls",
      "  baton ls /mnt/batons --format json | jq -r '.channels[] | select(.members_alive == []).channel'",
      "",
      "A channel that cannot be read is listed with the reason, and makes the exit code 3."
    })
public final class ListCommand implements Callable<Integer> {
  private static final int PROBLEM = 3;

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR",
      description = "Where to look (default: the base directories).")
  private List<Path> directories = new ArrayList<>();

  @Option(
      names = "--base",
      paramLabel = "DIR",
      defaultValue = "/dev/shm ; /run/baton",
      description =
          "The base directories; also BATON_BASE, with several separated by ' ; ' (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Path> bases = new ArrayList<>();

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Listed> listed =
        ChannelList.under(directories.isEmpty() ? bases : directories, this::note).stream()
            .map(Listed::read)
            .toList();
    if (output.isJson()) {
      output.json(Map.of("channels", listed.stream().map(Listed::fields).toList()));
    } else {
      output.text(text(listed));
    }
    return listed.stream().anyMatch(Listed::isUnreadable) ? PROBLEM : 0;
  }

  private void note(String line) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + line);
  }

  private String text(List<Listed> listed) {
    if (listed.isEmpty()) {
      return "no channel under "
          + (directories.isEmpty() ? bases : directories)
              .stream().map(Path::toString).reduce((a, b) -> a + ", " + b).orElse("nothing");
    }
    Table table =
        new Table("CHANNEL", ">SLOTS", "ELEMENTS", ">SIZE", "SLOTS ARE", "ALIVE", ">DEAD", "FLOW");
    listed.forEach(each -> table.add(each.cells()));
    return table.toString();
  }

  /** A channel; without a snapshot, why there is none. */
  private record Listed(ChannelDirectory directory, Snapshot snapshot, String problem) {
    static Listed read(ChannelDirectory directory) {
      try {
        return new Listed(directory, Snapshot.take(directory), "");
      } catch (BatonException refused) {
        return new Listed(directory, null, refused.getMessage());
      }
    }

    boolean isUnreadable() {
      return snapshot == null;
    }

    String[] cells() {
      if (isUnreadable()) {
        return new String[] {directory.toString(), "", "", "", problem, "", "", ""};
      }
      Geometry geometry = snapshot.view().geometry();
      long dead = snapshot.standing(MemberLine.DEAD);
      return new String[] {
        directory.toString(),
        Integer.toString(geometry.slots()),
        geometry.slotLength() + " x " + geometry.dtype(),
        Sizes.human(geometry.totalBytes()),
        snapshot.states(),
        String.join(" ", snapshot.alive()),
        dead == 0 ? "" : Long.toString(dead),
        snapshot.standingOrder().map(Object::toString).orElse("")
      };
    }

    Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (isUnreadable()) {
        fields.put("channel", directory.toString());
        fields.put("problem", problem);
        return fields;
      }
      fields.putAll(Described.channel(directory, snapshot.view().geometry()));
      Map<String, Object> slots = new LinkedHashMap<>();
      for (SlotState state : SlotState.values()) {
        slots.put(state.word(), snapshot.count(state));
      }
      slots.put("damaged", snapshot.damaged());
      fields.put("slots", slots);
      fields.put("members_alive", snapshot.alive());
      fields.put("members_dead", snapshot.standing(MemberLine.DEAD));
      fields.put("flow", snapshot.order().map(order -> order.flow().word()).orElse("running"));
      fields.put("problem", null);
      return fields;
    }
  }
}
