package dev.baton.bench.transport;

import java.nio.file.Path;
import java.util.List;

/**
 * What both sides of a transport are told.
 *
 * @param directory for whatever they share, in memory
 * @param bytes of an array
 * @param slots arrays that may be under way at a time, where {@link Transport#hasSlots}
 * @param idle how a receiver waits, where that can be chosen
 */
public record Setup(Path directory, int bytes, int slots, String idle) {
  /** How many {@link #words} there are. */
  static final int WORDS = 4;

  /** The same with another number of slots, beside this one in the same directory. */
  Setup withSlots(int other) {
    return new Setup(directory, bytes, other, idle);
  }

  /** Where the channel is, if this is about Baton. */
  public Path channel() {
    return directory.resolve("channel-" + slots);
  }

  /** As words of a command line. */
  List<Object> words() {
    return List.of(directory, bytes, slots, idle);
  }

  static Setup of(List<String> words) {
    return new Setup(
        Path.of(words.get(0)),
        Integer.parseInt(words.get(1)),
        Integer.parseInt(words.get(2)),
        words.get(3));
  }
}
