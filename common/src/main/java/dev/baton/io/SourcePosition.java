package dev.baton.io;

/**
 * A place in a source's input, small enough to stand in a loader's record in the channel. What
 * {@code offset} counts is the source's own (bytes of text, elements of an array); {@code line} is
 * for messages; {@code part} is for whatever lies inside a line, a field number for instance.
 */
public final class SourcePosition {
  private static final int SOURCE_BITS = 16;
  private static final long SOURCE_MASK = (1L << SOURCE_BITS) - 1;

  /** Which of the loader's sources, from 0 to 65535; set by the loader, not by the source. */
  public long source;

  /**
   * Which of the source's files, below 2^47, if it has several one after the other, or by what else
   * it knows its file again; else 0.
   */
  public long file;

  /** Where in the source, in the source's unit. */
  public long offset;

  /** Line of text from 1, or 0. */
  public long line;

  /** Place inside the line, or 0. */
  public long part;

  /** Source and file in one word, as it stands in the loader's record. */
  public long input() {
    return file << SOURCE_BITS | source;
  }

  /** Takes source and file out of a word. */
  public void input(long word) {
    source = word & SOURCE_MASK;
    file = word >>> SOURCE_BITS;
  }
}
