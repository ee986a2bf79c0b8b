package dev.baton.loader.source;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.text.NumberParser;
import dev.baton.text.TextScanner;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Numbers in a text, in free form or in columns, from any input. */
final class TextSource implements Source {
  /** So many times a fill that gets nothing reads on, before its caller may look around. */
  private static final int MOST_READS = 64;

  private final ByteInput input;
  private final TextWindow window;
  private final TextOptions options;
  private final Dtype dtype;
  private final TextHead head;
  private final NumberParser parser;
  private final BadText badText;

  /** Whether what follows the last number is looked at too: then a position says one thing only. */
  private final boolean looksAhead;

  /** Null until the head of the text has been read. */
  private TextScanner scanner;

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

  @Override
  public long skim(long most) throws IOException {
    if (scanner == null && !begin()) {
      return 0;
    }
    long passed = scanner.skim(window.bytes(), window.end(), most);
    boolean nearEnd = window.end() - scanner.next() <= window.end() / 4;
    if (passed == 0 && nearEnd && !window.isLast() && read(scanner.next())) {
      passed = scanner.skim(window.bytes(), window.end(), most);
    }
    return passed;
  }

  @Override
  public long fetch(long offset) throws IOException {
    return scanner == null ? offset : window.fetch(offset);
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
    if (from.offset == 0 && from.part == 0) {
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
