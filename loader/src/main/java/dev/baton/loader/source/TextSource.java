package dev.baton.loader.source;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.text.Lines;
import dev.baton.text.NumberParser;
import dev.baton.text.TextScanner;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Numbers in a text, in free form or in columns, from any input. */
final class TextSource implements Source {
  /** So many times a fill that gets nothing reads on, before its caller may look around. */
  private static final int MOST_READS = 64;

  /** Threads do not share a text of longer lines: there is nowhere to cut it. */
  private static final int MOST_OF_LINE = 1 << 20;

  private static final long NONE = -1;

  private final ByteInput input;
  private final TextWindow window;
  private final TextOptions options;
  private final Dtype dtype;
  private final TextHead head;
  private final NumberParser parser;
  private final BadText badText;

  /** Whether what follows the last number is looked at too: then a position says one thing only. */
  private final boolean looksAhead;

  /** Whether the head stands in front of what is read here, and has been read for several. */
  private boolean headIsElsewhere;

  /** Null until the head of the text has been read. */
  private TextScanner scanner;

  /** The offset where the part ends that is being read; {@link #NONE} if it is no part. */
  private long partEnd = NONE;

  TextSource(ByteInput input, TextOptions options, Dtype dtype) {
    this(input, options, dtype, new TextWindow(input));
  }

  private TextSource(ByteInput input, TextOptions options, Dtype dtype, TextWindow window) {
    this(input, options, dtype, window, new TextHead(input.name(), window, options));
  }

  private TextSource(
      ByteInput input, TextOptions options, Dtype dtype, TextWindow window, TextHead head) {
    this.input = input;
    this.options = options;
    this.dtype = dtype;
    this.window = window;
    this.parser = NumberParser.of(dtype);
    this.head = head;
    this.looksAhead = input.another() != null;
    this.badText = new BadText(input.name(), options.bad(), parser.expected());
  }

  /** The lines of a part of a file; whatever the file's head says holds for them too. */
  TextSource(ShardInput input, TextOptions options, Dtype dtype, TextHead head) {
    this(input, options, dtype, new TextWindow(input, input.from()), head);
    scanner = head.scanner(parser);
    scanner.resume(0, 1, 0);
    badText.names(head);
    headIsElsewhere = true;
  }

  /** Reads the head at once if a file's columns are to be checked. */
  TextSource checkColumns() throws IOException {
    if (!options.columns().isEmpty() && input.seekable()) {
      begin();
    }
    return this;
  }

  @Override
  public Supply fill(ByteBuffer target) throws IOException {
    if (partEnd != NONE) {
      return fillPart(target);
    }
    if (scanner == null && !begin()) {
      return window.isLast() ? Supply.END : Supply.MORE;
    }
    int start = target.position();
    for (int reads = 0; reads < MOST_READS || isPartFilled(target, start); ) {
      switch (scanner.scan(window.bytes(), window.end(), window.isLast(), target)) {
        case TARGET -> {
          return Supply.MORE;
        }
        case BAD -> badText.handle(scanner, window.bytes(), target);
        case INPUT -> {
          if (window.isLast()) {
            return Supply.END;
          }
          if (!(target.hasRemaining() || looksAhead) || !read(scanner.next())) {
            return Supply.MORE;
          }
          reads++;
        }
      }
    }
    return Supply.MORE;
  }

  private static boolean isPartFilled(ByteBuffer target, int start) {
    return target.position() > start && target.hasRemaining();
  }

  private Supply fillPart(ByteBuffer target) {
    if (scanner == null) {
      return Supply.END;
    }
    int end = (int) (partEnd - window.offset());
    while (true) {
      switch (scanner.scan(window.bytes(), end, true, target)) {
        case TARGET -> {
          return Supply.MORE;
        }
        case BAD -> badText.handle(scanner, window.bytes(), target);
        case INPUT -> {
          return Supply.END;
        }
      }
    }
  }

  /** Lines that begin in there: each line feed is the end of a line, whatever stands around it. */
  @Override
  public boolean part(SourcePosition from, long to) throws IOException {
    if (from.line > 0) {
      resume(from);
    }
    partEnd = 0;
    if (scanner == null && !begin()) {
      return false;
    }
    if (from.line == 0 && !goToLine(Math.max(from.offset, head.end()), to)) {
      partEnd = window.offset() + scanner.next();
      return !window.isLast() || window.offset() + window.end() > to;
    }
    return endPart(to);
  }

  /** Goes to the first line that begins at an offset or behind it, but in front of another. */
  private boolean goToLine(long from, long to) throws IOException {
    boolean isLine = from == head.end();
    window.drop(window.seek(isLine ? from : from - 1));
    scanner.resume(0, 0, 0);
    long line = isLine ? from : lineBehind(from - 1, to - 1);
    if (line != NONE) {
      scanner.resume((int) (line - window.offset()), 0, 0);
    }
    return line != NONE;
  }

  /** Ends the part with the line in which {@code to} lies, or in front of it. */
  private boolean endPart(long to) throws IOException {
    long begin = window.offset() + scanner.next();
    long line = to <= begin ? begin : lineBehind(Math.max(to - 1, begin), Long.MAX_VALUE);
    partEnd = line == NONE ? window.offset() + window.end() : line;
    return line != NONE;
  }

  /**
   * The offset behind the first line feed at an offset or behind it, but in front of another; with
   * the text up to there in the window.
   *
   * @return {@link #NONE} if there is none
   */
  private long lineBehind(long from, long to) throws IOException {
    long searched = from;
    while (searched < to) {
      int end = (int) Math.min(window.end(), to - window.offset());
      int at = (int) (searched - window.offset());
      int line = at < end ? Lines.behindFeed(window.bytes(), at, end) : -1;
      if (line >= 0) {
        return window.offset() + line;
      }
      searched = Math.max(searched, window.offset() + end);
      if (searched - from > MOST_OF_LINE) {
        throw new UnsupportedOperationException(
            input.name() + ": no line feed within " + MOST_OF_LINE + " bytes from byte " + from);
      }
      if (searched < to && !window.isLast()) {
        read(scanner.next());
      } else {
        return NONE;
      }
    }
    return NONE;
  }

  @Override
  public long partLength() {
    return TextWindow.PART_BYTES;
  }

  @Override
  public Source another() {
    ByteInput beside = input.another();
    if (beside instanceof ShardInput shard && scanner != null) {
      return new TextSource(shard, options, dtype, head);
    }
    return beside == null ? null : new TextSource(beside, options, dtype);
  }

  /** Reads the head; false if it is not there yet, or there is none. */
  private boolean begin() throws IOException {
    while (!head.read()) {
      if (window.isLast() || !read(0)) {
        return false;
      }
    }
    scanner = head.scanner(parser);
    badText.names(head);
    return true;
  }

  /** Reads more text, keeping what the scanner needs; false if none is there yet. */
  private boolean read(int from) throws IOException {
    window.drop(from);
    if (scanner != null) {
      scanner.shift(from);
    }
    int count = window.read();
    if (count == TextWindow.FULL) {
      throw tooLong();
    }
    return count != 0;
  }

  private BatonException tooLong() {
    long line = scanner == null ? head.line() : scanner.line();
    return window.tooLong(line, parser.expected());
  }

  @Override
  public void position(SourcePosition into) {
    boolean begun = scanner != null;
    into.offset = begun ? window.offset() + scanner.restart() : 0;
    into.line = begun ? scanner.restartLine() : 1;
    into.part = begun ? scanner.part() : 0;
  }

  @Override
  public void resume(SourcePosition from) throws IOException {
    partEnd = NONE;
    if (from.offset == 0 && from.part == 0 && !headIsElsewhere) {
      if (scanner != null) {
        window.seek(0);
        scanner = null; // the head is read anew
      }
      return;
    }
    if (!input.seekable()) {
      input.seek(from.offset);
    }
    if (scanner == null && !begin()) {
      throw FileInput.tooShort(input.name(), from.offset, window.offset() + window.end());
    }
    scanner.resume(window.seek(from.offset), from.line, from.part);
  }

  @Override
  public boolean isResumable() {
    return input.seekable();
  }

  @Override
  public int rowLength() {
    return Math.max(1, options.columns().size());
  }

  @Override
  public long size() {
    return input.size();
  }

  @Override
  public long consumed() {
    return input.consumed();
  }

  @Override
  public long bad() {
    return badText.count();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
