package dev.baton.ops.slot;

import dev.baton.layout.FilledBy;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.npy.NpyHeader;
import dev.baton.ops.options.Output;
import dev.baton.report.Figures;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton slot show}: a slot's header, its first and last elements, and their statistics. */
@Command(
    name = "show",
    description = {
      "Shows a slot's header, its first and last elements, and what all of them are like.",
      "Of a slot that is free or being filled, the elements are those of its last publish, as far as"
          + " they still stand."
    },
    footerHeading = "%nExamples:%n",
    footer = "  baton slot show /dev/shm/c 3")
public final class SlotShowCommand implements Callable<Integer> {
  @Mixin private SlotArgument slot;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    Snapshot snapshot = Snapshot.take(slot.directory());
    int number = slot.required(snapshot.slots().size());
    SlotFile file = new SlotFile(snapshot.directory(), snapshot.view(), number);
    Map<String, Object> fields = fields(snapshot, snapshot.slots().get(number), file);
    if (output.isJson()) {
      output.json(fields);
    } else {
      StringBuilder text = new StringBuilder();
      fields.forEach((key, value) -> text.append(line(key, value)));
      output.text(text.toString());
    }
    return 0;
  }

  private static Map<String, Object> fields(Snapshot snapshot, SlotLine line, SlotFile file)
      throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("channel", snapshot.directory().toString());
    fields.put("slot", line.slot());
    fields.put("state", line.state().map(SlotState::word).orElse("damaged"));
    fields.put("word", String.format(Locale.ROOT, "%016x", line.word()));
    fields.put("generation", line.generation());
    fields.put("attempts", line.attempts());
    fields.put("owner", line.owner() >= 0 ? snapshot.member(line.owner()) : null);
    fields.put(
        "age_seconds",
        snapshot.ageNanos(line).isPresent() ? snapshot.ageNanos(line).getAsLong() / 1e9 : null);
    NpyHeader npy = file.npy();
    long length = line.isPublished() ? line.length() : npy.count();
    if (line.isPublished()) {
      fields.put("loader", snapshot.member(line.loader()));
      fields.put("sequence", line.sequence());
      fields.put("offset", file.field(SlotLayout.OFFSET));
      fields.put("position", position(file));
      fields.put("checksum", checksum(file));
    }
    fields.put("length", length);
    fields.put("file", file.path().toString());
    fields.put("npy_dtype", npy.dtype().toString());
    fields.put("npy_shape", npy.shape().toString());
    Excerpt excerpt = new Excerpt(file.geometry().dtype(), file.elements(length));
    fields.put("elements", excerpt.ends());
    fields.put("statistics", excerpt.statistics());
    fields.put("changed_meanwhile", file.word() != line.word());
    return fields;
  }

  /** Where the slot begins in its source: source, offset, line, part. */
  private static List<Long> position(SlotFile file) {
    List<Long> position = new ArrayList<>();
    for (int i = 0; i < MemberLayout.POSITION_LONGS; i++) {
      position.add(file.field(SlotLayout.POSITION + i * Long.BYTES));
    }
    return position;
  }

  private static String checksum(SlotFile file) {
    int kind = FilledBy.checksumKind(file.intField(SlotLayout.FILLED_BY));
    return kind == FilledBy.NO_CHECKSUM
        ? null
        : String.format(Locale.ROOT, "crc32c %08x", file.field(SlotLayout.CHECKSUM));
  }

  private static String line(String key, Object value) {
    if (value == null || value.equals(false)) {
      return "";
    }
    String name = key.replace('_', ' ').replace(" seconds", "");
    String shown =
        key.equals("age_seconds")
            ? Figures.duration((long) ((Double) value * 1e9))
            : key.equals("changed_meanwhile")
                ? "the slot changed while it was read: elements may be of two fillings"
                : value.toString().replaceAll("[{}\\[\\]]", "");
    return String.format(Locale.ROOT, "%-11s %s%n", name, shown);
  }
}
