package dev.baton.ops.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How a loader of a line loads.
 *
 * @param source where its data come from
 * @param threads that fill slots: 1 or 2
 * @param checksum whether its slots bear checksums
 */
record Loading(From source, int threads, boolean checksum) {

  /** Where a loader's data come from. */
  enum From {
    /** A file, with an end. */
    FILE,
    /** A directory that files are moved into, for as long as the line is struck. */
    SPOOL,
    /** A file that grows and is rotated, for as long as the line is struck. */
    TAIL
  }

  /** A file, by one thread. */
  static final Loading PLAIN = new Loading(From.FILE, 1, false);

  /** Files, by as many threads and with checksums or without as the seed says. */
  static List<Loading> ofFiles(long seed, String test, int loaders) {
    SplittableRandom random = random(seed, test);
    List<Loading> all = new ArrayList<>();
    for (int i = 0; i < loaders; i++) {
      all.add(new Loading(From.FILE, 1 + random.nextInt(2), random.nextBoolean()));
    }
    return all;
  }

  /** What grows, in turn a spool and a file; with checksums or without, as the seed says. */
  static List<Loading> ofWhatGrows(long seed, String test, int loaders) {
    SplittableRandom random = random(seed, test);
    List<Loading> all = new ArrayList<>();
    for (int i = 0; i < loaders; i++) {
      all.add(new Loading(i % 2 == 0 ? From.SPOOL : From.TAIL, 1, random.nextBoolean()));
    }
    return all;
  }

  private static SplittableRandom random(long seed, String test) {
    return new SplittableRandom(seed * 31 + (test + " loading").hashCode());
  }

  /** Of its command line. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    if (threads > 1) {
      options.addAll(List.of("--threads", Integer.toString(threads)));
    }
    if (checksum) {
      options.add("--checksum");
    }
    return options;
  }

  /** Whether it is held to a pace by itself: several threads cannot be, and what grows has one. */
  boolean isPaced() {
    return source == From.FILE && threads == 1;
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(List.of(source.name().toLowerCase(Locale.ROOT)));
    words.addAll(options());
    return String.join(" ", words);
  }
}
