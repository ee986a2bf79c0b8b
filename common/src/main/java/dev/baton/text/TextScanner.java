package dev.baton.text;

import java.nio.ByteBuffer;

/**
 * Reads numbers from successive windows of a text into a slot's memory.
 *
 * <p>A window is an array of which the bytes up to some index are text. The scanner stops where it
 * needs more text, and goes on when called again with a window whose text goes on behind the bytes
 * that {@link #next} left; {@link #shift} tells it that they have moved. Indices are those of the
 * window that was scanned last. Allocates nothing in the steady state. Used by one thread at a
 * time.
 */
public sealed interface TextScanner permits NumberScanner, RowScanner {
  /** Why scanning stopped. */
  enum Stop {
    /** All of the window is read, but for the beginning of a number or a row perhaps. */
    INPUT,
    /** The target has no room for the next number. */
    TARGET,
    /** What stands from {@link #badFrom} to {@link #badTo} is no number for this dtype. */
    BAD
  }

  /**
   * Reads numbers until one of the reasons to stop. After {@link Stop#BAD}, the next call says the
   * same unless {@link #passBad} or {@link #replaceBad} comes first.
   *
   * @param to where the window's text ends
   * @param last whether nothing follows the window
   * @param target little-endian, with room for whole elements; its position moves behind the last
   */
  Stop scan(byte[] text, int to, boolean last, ByteBuffer target);

  /** Where the part of the window begins that is not read yet. */
  int next();

  /** The window's bytes have moved, by so many towards its beginning. */
  void shift(int by);

  /** Where the text begins that is no number; it is empty for an empty or a missing field. */
  int badFrom();

  /** Where the text ends that is no number. */
  int badTo();

  /** Which field of its row the bad one is, from 1; 0 in free form. */
  int badField();

  /** Whether the bad text is of a row of which elements were given before this scanner went on. */
  boolean isReadAgain();

  /** Leaves out what is no number, with its whole row if there are rows. */
  void passBad();

  /**
   * Puts what stands for a missing number in the place of what is none.
   *
   * @param target the one that was scanned into last
   */
  void replaceBad(ByteBuffer target);

  /** The line in which {@link #next} lies, or the bad text, from 1. */
  long line();

  /** How many bytes of its line lie in front of a place in the window. */
  long bytesInLine(int index);

  /**
   * Where to go on later, with {@link #resume} in another scanner, behind the last element written:
   * an index which may lie in front of the window.
   */
  long restart();

  /** The line of {@link #restart}, from 1. */
  long restartLine();

  /** What else has to be known to go on at {@link #restart}. */
  long part();

  /**
   * Goes on where another scanner stopped.
   *
   * @param index where {@link #restart} was, in the next window
   */
  void resume(int index, long line, long part);
}
