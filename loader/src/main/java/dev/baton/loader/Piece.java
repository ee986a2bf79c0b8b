package dev.baton.loader;

import dev.baton.error.BatonException;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of the input that one thread reads: its values, into memory of the thread's own; and where
 * in the input some of them stand. Which slots they belong to shows only when all pieces in front
 * have been read. Each thread has a few, and uses them again and again.
 */
final class Piece {
  private static final Logger LOG = LoggerFactory.getLogger(Piece.class);

  /** Room for so many values to begin with. */
  private static final int FIRST_ROOM = 1 << 15;

  private final int itemSize;
  private final int step;
  private final long mostBytes;
  private final SourcePosition from = new SourcePosition();
  private final List<Mark> marks = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final SourcePosition behind = new SourcePosition();
  private ByteBuffer values;
  private long number;
  private long to;
  private int interval;

  /** How many marks are set: each {@code interval} values behind the one before, but the last. */
  private int marked;

  private int count;
  private boolean last;
  private boolean refused;

  /** How many lines of the input lie in front of those that {@code marks} count. */
  private long linesInFront;

  private int dealt;
  private int partCount;

  /** Whether bad values behind its last value, or with none, are still to be dealt. */
  private boolean owesBad;

  private long badOfParts;

  /** In front of which of the values the source stands; -1 if in front of none. */
  private int reached;

  private long badOfOthers;

  /**
   * @param itemSize bytes of a value
   * @param step each so many elements of a slot, one is a value
   * @param mostBytes how much memory it takes for values, at most
   */
  Piece(int itemSize, int step, long mostBytes) {
    this.itemSize = itemSize;
    this.step = step;
    this.mostBytes = mostBytes;
    this.values = room((int) Math.min(FIRST_ROOM, mostBytes / itemSize));
  }

  private ByteBuffer room(int most) {
    return ByteBuffer.allocateDirect(most * itemSize).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Is a part of the input from now on.
   *
   * @param ordinal how many pieces lie in front
   * @param begin see {@link Source#part}
   * @param end see there
   * @param valuesBetweenMarks whole rows
   */
  void begin(long ordinal, SourcePosition begin, long end, int valuesBetweenMarks) {
    number = ordinal;
    Share.copy(begin, from);
    to = end;
    interval = valuesBetweenMarks;
    dealt = 0;
    badOfParts = 0;
  }

  /** Whether the source cannot be read in pieces, or not in such small ones. */
  boolean isRefused() {
    return refused;
  }

  /** How many pieces lie in front of it. */
  long number() {
    return number;
  }

  /** Whether nothing can be read by threads behind it. */
  boolean isLast() {
    return last;
  }

  /** Reads the part; up to what keeps it from being read, which whoever fills alone meets then. */
  void read(Source source) {
    values.clear();
    marked = 0;
    refused = false;
    try {
      last = !source.part(from, to);
      long bad = source.bad();
      mark(source, bad);
      Source.Supply supply = Source.Supply.MORE;
      while (supply == Source.Supply.MORE) {
        int end = makeRoom();
        supply = source.fill(values.limit(end));
        if (supply == Source.Supply.MORE && values.hasRemaining()) {
          throw new IllegalStateException("the source waits in the middle of a file");
        }
        mark(source, bad);
      }
      count = values.position() / itemSize;
    } catch (IOException | BatonException met) {
      stopAt(met);
    } catch (RuntimeException why) {
      refused = true;
      stopAt(why);
    }
    owesBad = !last && count == 0 && bad() > 0; // behind the last, whoever fills alone reads anew
  }

  private void stopAt(Exception what) {
    LOG.debug("event=piece_refused offset={} why=\"{}\"", from.offset, what.toString());
    count = Math.max(0, marked - 1) * interval;
    last = true;
  }

  private int makeRoom() {
    long end = values.position() + (long) interval * itemSize;
    if (end > mostBytes) {
      throw new IllegalStateException(
          "expected values of at most " + mostBytes + " bytes in a piece, found more");
    }
    if (end > values.capacity()) {
      int most = (int) (Math.min(mostBytes, Math.max(end, 2L * values.capacity())) / itemSize);
      values = room(most).put(values.flip());
    }
    return (int) end;
  }

  /** How many bad values are in it. */
  private long bad() {
    return marked == 0 ? 0 : marks.get(marked - 1).bad;
  }

  private void mark(Source source, long badInFront) throws IOException {
    if (marked == marks.size()) {
      marks.add(new Mark());
    }
    Mark mark = marks.get(marked);
    mark.position.line = 0; // not every source sets all
    mark.position.part = 0;
    source.position(mark.position);
    mark.bad = source.bad() - badInFront;
    marked++;
  }

  /** Follows pieces of so many lines: for positions in it. */
  void follow(long lines) {
    linesInFront = from.line == 0 ? lines : 0;
  }

  /** How many lines of the input end in front of its end. */
  long lines() {
    return linesInFront + (marked == 0 ? 0 : marks.get(marked - 1).position.line);
  }

  /** Whether all its values belong to slots. */
  boolean isDealt() {
    return dealt == count && !owesBad;
  }

  /** The values that come next are a share's, as many as it takes; or the bad ones behind all. */
  void deal(Share share) {
    if (partCount == parts.size()) {
      parts.add(new Part());
    }
    Part part = parts.get(partCount);
    part.share = share;
    part.first = dealt;
    part.count = (int) Math.min(count - dealt, share.room());
    part.place = share.deal(part.count);
    part.endsShare = share.room() == 0;
    dealt += part.count;
    partCount++;
    if (dealt == count) {
      owesBad = !last && part.count > 0 && part.endsShare && bad() > 0;
      place(marks.get(marked - 1), behind);
      share.endAt(behind);
    }
  }

  /**
   * Copies the values that have been dealt into their slots.
   *
   * @param source the one it was read from
   * @return whether a share is full now, or cannot be filled
   */
  boolean copy(Source source) {
    boolean isDone = false;
    reached = -1;
    for (int i = 0; i < partCount; i++) {
      Part part = parts.get(i);
      try {
        values.clear();
        part.share.put(values, part.first, part.place, part.count, step);
        long bad = part.endsShare ? endShare(source, part) : bad();
        isDone |= part.share.filled(part.count, bad - badOfParts);
        badOfParts = bad;
      } catch (IOException | RuntimeException | Error e) {
        part.share.failed(e);
        isDone = true;
      }
      part.share = null;
    }
    partCount = 0;
    return isDone;
  }

  /**
   * Finds where the source goes on behind the last value of a share, as it would for whoever had
   * filled the slot alone: by reading anew from the mark in front of it.
   *
   * @return how many bad values of the piece lie in front of there
   */
  private long endShare(Source source, Part part) throws IOException {
    int end = part.first + part.count;
    int index = (end - 1) / interval;
    if (reached < index * interval) {
      Mark mark = marks.get(index);
      place(mark, behind);
      source.resume(behind);
      reached = index * interval;
      badOfOthers = source.bad() - mark.bad;
    }
    Source.Supply supply = Source.Supply.MORE;
    values.limit(end * itemSize).position(reached * itemSize);
    while (supply == Source.Supply.MORE && values.hasRemaining()) {
      supply = source.fill(values);
    }
    if (supply == Source.Supply.END) { // then it goes on in the next one
      throw new IllegalStateException("the source ends with this slot");
    }
    reached = end;
    source.position(behind);
    part.share.endAt(behind);
    return source.bad() - badOfOthers;
  }

  private void place(Mark mark, SourcePosition into) {
    Share.copy(mark.position, into);
    into.line += linesInFront;
  }

  /** Where the source goes on behind some of the values. */
  private static final class Mark {
    private final SourcePosition position = new SourcePosition();
    private long bad;
  }

  /** Values that belong to one share. */
  private static final class Part {
    private Share share;
    private int first;
    private int count;
    private long place;
    private boolean endsShare;
  }
}
