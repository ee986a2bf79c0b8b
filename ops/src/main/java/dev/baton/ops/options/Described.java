package dev.baton.ops.options;

import dev.baton.layout.Geometry;
import dev.baton.store.ChannelDirectory;
import java.util.LinkedHashMap;
import java.util.Map;

/** What several commands tell programs, in the same words. */
public final class Described {
  private Described() {}

  /** A channel and what its memory looks like. */
  public static Map<String, Object> channel(ChannelDirectory directory, Geometry geometry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("channel", directory.toString());
    fields.put("geometry", geometry(geometry));
    return fields;
  }

  private static Map<String, Object> geometry(Geometry geometry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("slots", geometry.slots());
    fields.put("slot_length", geometry.slotLength());
    fields.put("dtype", geometry.dtype().toString());
    fields.put("row_length", geometry.rowLength());
    fields.put("slot_bytes", geometry.slotBytes());
    fields.put("total_bytes", geometry.totalBytes());
    return fields;
  }
}
