package dev.baton.aside;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why an array was set aside, and where it came from.
 *
 * @param loader the name of the loader that filled it
 * @param sequence the loader's count of its slots, from 1
 * @param slot which slot it stood in
 * @param generation which filling of the slot
 * @param offset index of its first value in the loader's stream
 * @param length valid elements
 * @param dtype in NumPy's notation
 * @param rowLength elements of a row; 1 without rows
 * @param position where it begins in the loader's source: source, offset, line, part
 * @param damage what was found damaged, expected and found; empty if its tries failed
 * @param by the processor that set it aside
 * @param when that was
 * @param attempts how many tries failed
 * @param tries the last of them, the oldest first
 */
public record SetAsideStory(
    String loader,
    long sequence,
    int slot,
    long generation,
    long offset,
    long length,
    String dtype,
    int rowLength,
    Position position,
    String damage,
    String by,
    Instant when,
    int attempts,
    List<Try> tries) {

  /** A place in a loader's source, as the loader notes it. */
  public record Position(long source, long offset, long line, long part) {}

  /** One failed try: which incarnation of which processor, when it ended, and how. */
  public record Try(String processor, long incarnation, Instant when, String outcome) {}

  /** One filling of one slot has one name: who writes it again writes the same file. */
  public String name() {
    return loader + "-" + sequence + "-" + slot + "." + generation;
  }

  /** Why it is here: how its tries ended, and whether it was damaged, in one word each. */
  public String outcomes() {
    Stream<String> ends = tries.stream().map(Try::outcome);
    return (damage.isEmpty() ? ends : Stream.concat(ends, Stream.of("damaged")))
        .collect(Collectors.joining(" "));
  }

  /** As it stands in the file. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name());
    fields.put("loader", loader);
    fields.put("sequence", sequence);
    fields.put("slot", slot);
    fields.put("generation", generation);
    fields.put("offset", offset);
    fields.put("length", length);
    fields.put("dtype", dtype);
    fields.put("row_length", rowLength);
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("source", position.source());
    place.put("offset", position.offset());
    place.put("line", position.line());
    place.put("part", position.part());
    fields.put("position", place);
    fields.put("damage", damage);
    fields.put("set_aside_by", by);
    fields.put("set_aside_at", when.toString());
    fields.put("attempts", attempts);
    fields.put("tries", tries.stream().map(SetAsideStory::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Try failed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("processor", failed.processor());
    fields.put("incarnation", failed.incarnation());
    fields.put("ended_at", failed.when().toString());
    fields.put("outcome", failed.outcome());
    return fields;
  }
}
