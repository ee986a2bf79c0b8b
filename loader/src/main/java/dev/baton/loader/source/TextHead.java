package dev.baton.loader.source;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.loader.source.TextOptions.Column;
import dev.baton.loader.source.TextOptions.Header;
import dev.baton.text.Delimiter;
import dev.baton.text.FieldReader;
import dev.baton.text.Lines;
import dev.baton.text.NumberParser;
import dev.baton.text.NumberScanner;
import dev.baton.text.RowScanner;
import dev.baton.text.TextScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The beginning of a text: a byte order mark, blank lines and comments, and perhaps a line that
 * names the columns. Finds out what the lines behind it are read by.
 */
final class TextHead {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final String name;
  private final TextWindow window;
  private final TextOptions options;
  private int next;
  private long line = 1;
  private int lineEnd;
  private int contentFrom;
  private Delimiter delimiter;
  private List<String> names = List.of();

  TextHead(String name, TextWindow window, TextOptions options) {
    this.name = name;
    this.window = window;
    this.options = options;
    this.delimiter = options.delimiter();
  }

  /** Reads it from the window, which begins with the text; false if more of it is needed. */
  boolean read() {
    byte[] text = window.bytes();
    int end = window.end();
    next = 0;
    line = 1;
    if (mayBeByteOrderMark(text, end) && !window.isLast()) {
      return false;
    }
    passByteOrderMark(text, end);
    if (!passEmptyLines(text, end)) {
      return false;
    }
    boolean wants = options.hasFields() || options.header() != Header.NONE;
    if (!wants || (!options.hasFields() && beginsNumber(text[contentFrom]))) {
      return true;
    }
    if (!isLineComplete(text, end)) {
      return false;
    }
    readLine(text, end);
    return true;
  }

  /**
   * Reads it from a file, of which the window takes in as much as that needs.
   *
   * @return false if nothing but empty lines and comments stand in the file
   * @throws IOException if reading fails
   */
  boolean readAll() throws IOException {
    while (!read()) {
      if (window.isLast()) {
        return false;
      }
      if (window.read() == TextWindow.FULL) {
        throw window.tooLong(line, "a first line");
      }
    }
    return true;
  }

  /** Whether the text is so short that it could be the beginning of one, of any encoding. */
  private static boolean mayBeByteOrderMark(byte[] text, int end) {
    return end == 0 || (end < BYTE_ORDER_MARK.length && text[0] < 0);
  }

  private void passByteOrderMark(byte[] text, int end) {
    if (end >= 2 && (text[0] ^ text[1]) == 1 && Math.min(text[0], text[1]) == -2) {
      throw new BatonException(
          Reason.BAD_DATA,
          name + ": line 1: expected ASCII or UTF-8, found UTF-16",
          "iconv -f UTF-16 -t UTF-8 " + name);
    }
    if (Arrays.mismatch(text, 0, Math.min(end, 3), BYTE_ORDER_MARK, 0, 3) < 0) {
      next = BYTE_ORDER_MARK.length;
    }
  }

  /** Goes to the first line with anything in it; false if it is not in the window. */
  private boolean passEmptyLines(byte[] text, int end) {
    while (next < end) {
      lineEnd = Lines.end(text, next, end);
      contentFrom = Lines.passBlanks(text, next, lineEnd);
      if (contentFrom < lineEnd && text[contentFrom] != '#') {
        return true;
      }
      if (!isLineComplete(text, end)) {
        return false;
      }
      passLine(text, end);
    }
    return false;
  }

  private boolean isLineComplete(byte[] text, int end) {
    boolean mayGoOn = lineEnd == end || (text[lineEnd] == '\r' && lineEnd + 1 == end);
    return window.isLast() || !mayGoOn;
  }

  private void passLine(byte[] text, int end) {
    line += lineEnd < end ? 1 : 0;
    next = Lines.next(text, lineEnd, end);
  }

  private void readLine(byte[] text, int end) {
    Delimiter found = delimiter == null ? Delimiter.detect(text, next, lineEnd) : delimiter;
    delimiter = found;
    boolean named = options.columns().stream().anyMatch(column -> column.number() == 0);
    boolean header =
        options.header() == Header.SKIP
            || named
            || (options.header() == Header.AUTO && isHeader(text, new FieldReader(found)));
    if (header) {
      FieldReader fields = new FieldReader(found);
      fields.begin(text, next, lineEnd);
      names = new ArrayList<>();
      while (fields.advance()) {
        names.add(fields.name());
      }
      passLine(text, end);
    }
  }

  /** Whether the first field that is not empty begins like a name, and no field is a number. */
  private boolean isHeader(byte[] text, FieldReader fields) {
    NumberParser parser = NumberParser.of(Dtype.F8);
    ByteBuffer unused = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    boolean seen = false;
    fields.begin(text, next, lineEnd);
    while (fields.advance()) {
      if (parser.parse(text, fields.from(), fields.to(), unused, 0)) {
        return false;
      }
      if (!seen && fields.from() < fields.to() && !beginsName(text[fields.from()])) {
        return false;
      }
      seen |= fields.from() < fields.to();
    }
    return seen;
  }

  private static boolean beginsNumber(byte first) {
    return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
  }

  private static boolean beginsName(byte first) {
    return first < 0 || first == '_' || Character.isLetter(first);
  }

  /** Where what follows the head begins, in bytes from the text's beginning. */
  long end() {
    return next;
  }

  /** The line that is being read, from 1. */
  long line() {
    return line;
  }

  /** The name of a column, from 1; empty if there is none. */
  String columnName(int field) {
    return field >= 1 && field <= names.size() ? names.get(field - 1) : "";
  }

  /**
   * A scanner for what follows the head.
   *
   * @throws BatonException {@code USAGE} if a column that the spec names does not exist
   */
  TextScanner scanner(NumberParser parser) {
    TextScanner scanner =
        options.hasFields()
            ? new RowScanner(parser, delimiter, columnNumbers())
            : new NumberScanner(parser);
    scanner.resume(next, line, 0);
    return scanner;
  }

  private int[] columnNumbers() {
    return options.columns().stream().mapToInt(this::columnNumber).toArray();
  }

  private int columnNumber(Column column) {
    int number = column.number() > 0 ? column.number() : names.indexOf(column.name()) + 1;
    if (number == 0 || (!names.isEmpty() && number > names.size())) {
      throw new BatonException(
          Reason.USAGE,
          name
              + ": columns="
              + (column.number() > 0 ? String.valueOf(number) : column.name())
              + ": found no such column; line "
              + (line - 1)
              + " has "
              + String.join(", ", names),
          "give names as they stand there, or numbers from 1 to " + names.size());
    }
    return number;
  }
}
