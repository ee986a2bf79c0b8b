package dev.baton.deploy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each loader published, put together again from the outputs of any number of processors: by
 * the loader and the sequence number that a processor's debug log tells for each slot.
 */
final class Ledger {
  private static final Pattern RELEASE =
      Pattern.compile("event=release .*loader=(\\S+) sequence=(\\d+) length=(\\d+)");

  private final int itemSize;
  private final Map<String, Map<Long, byte[]>> slots = new TreeMap<>();

  Ledger(int itemSize) {
    this.itemSize = itemSize;
  }

  /** Adds a processor's output; its log accounts for every byte of it. */
  void add(String log, byte[] output) {
    int position = 0;
    Matcher release = RELEASE.matcher(log);
    while (release.find()) {
      int end = position + Integer.parseInt(release.group(3)) * itemSize;
      byte[] slot = Arrays.copyOfRange(output, position, end);
      position = end;
      String loader = release.group(1);
      byte[] twice =
          slots
              .computeIfAbsent(loader, name -> new TreeMap<>())
              .put(Long.parseLong(release.group(2)), slot);
      if (twice != null) {
        throw new AssertionError("delivered twice: " + release.group());
      }
    }
    if (position != output.length) {
      throw new AssertionError("released " + position + " bytes, wrote " + output.length);
    }
  }

  /** All that a loader published, in its order; fails if a slot of it is missing. */
  byte[] of(String loader) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    long expected = 1;
    for (Map.Entry<Long, byte[]> slot : slots.getOrDefault(loader, Map.of()).entrySet()) {
      if (slot.getKey() != expected++) {
        throw new AssertionError("lost: sequence " + (expected - 1) + " of " + loader);
      }
      all.writeBytes(slot.getValue());
    }
    return all.toByteArray();
  }
}
