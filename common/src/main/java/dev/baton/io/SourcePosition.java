package dev.baton.io;

/**
 * A place in a source's input, small enough to stand in a loader's record in the channel. What
 * {@code offset} counts is the source's own (bytes of text, elements of an array); {@code line} is
 * for messages; {@code part} is for whatever lies inside a line, a field number for instance.
 */
public final class SourcePosition {
  /** Which of the loader's sources, from 0; set by the loader, not by the source. */
  public long source;

  /** Where in the source, in the source's unit. */
  public long offset;

  /** Line of text from 1, or 0. */
  public long line;

  /** Place inside the line, or 0. */
  public long part;
}
