package dev.baton.text;

import java.nio.charset.StandardCharsets;

/**
 * Goes through the fields of one line. A field may stand in double quotes, with the delimiter in it
 * and a quote written twice; blanks around a field do not belong to it. Allocates nothing but what
 * {@link #name} returns. Used by one thread at a time.
 */
public final class FieldReader {
  private final Delimiter delimiter;
  private byte[] text;
  private int next;
  private int end;
  private int from;
  private int to;
  private int number;
  private boolean wellFormed;

  /** Fields separated by this. */
  public FieldReader(Delimiter delimiter) {
    this.delimiter = delimiter;
  }

  /** Begins a line: its bytes, without the line end. */
  public void begin(byte[] line, int lineFrom, int lineTo) {
    text = line;
    end = lineTo;
    next = delimiter.isWhiteSpace() ? skipBlanks(lineFrom) : lineFrom;
    number = 0;
    // A delimiter at the end has an empty field behind it; white space has not.
    if (delimiter.isWhiteSpace() && next == end) {
      next = end + 1;
    }
  }

  /** Goes to the next field; false if there is none. */
  public boolean advance() {
    if (next > end) {
      return false;
    }
    number++;
    from = skipBlanks(next);
    wellFormed = true;
    if (from < end && text[from] == '"') {
      readQuoted();
    } else {
      to = findDelimiter(from);
      next = to;
      trim();
    }
    next = delimiter.isWhiteSpace() ? behindBlanks() : next + 1;
    return true;
  }

  private int behindBlanks() {
    int at = skipBlanks(next);
    return at == end ? end + 1 : at;
  }

  private void readQuoted() {
    from++;
    to = from;
    while (to < end && (text[to] != '"' || (to + 1 < end && text[to + 1] == '"'))) {
      to += text[to] == '"' ? 2 : 1;
    }
    to = Math.min(to, end);
    int behind = skipBlanks(Math.min(to + 1, end));
    next = findDelimiter(Math.min(to + 1, end));
    wellFormed = to < end && (delimiter.isWhiteSpace() ? next == to + 1 : next == behind);
  }

  private void trim() {
    while (to > from && isBlank(text[to - 1])) {
      to--;
    }
  }

  private int findDelimiter(int start) {
    int at = start;
    while (at < end && !isDelimiter(text[at])) {
      at++;
    }
    return at;
  }

  private int skipBlanks(int start) {
    int at = start;
    while (at < end && isBlank(text[at])) {
      at++;
    }
    return at;
  }

  /** Whether these blanks separate fields, even empty ones. */
  boolean delimits(byte[] blanks, int blanksFrom, int blanksTo) {
    for (int i = blanksFrom; i < blanksTo; i++) {
      if (!delimiter.isWhiteSpace() && blanks[i] == delimiter.character()) {
        return true;
      }
    }
    return false;
  }

  private boolean isDelimiter(byte character) {
    return delimiter.isWhiteSpace()
        ? character == ' ' || character == '\t'
        : character == delimiter.character();
  }

  private boolean isBlank(byte character) {
    return character == ' ' || (character == '\t' && delimiter.character() != '\t');
  }

  /** Which field of the line this is, from 1; 0 before the first. */
  public int number() {
    return number;
  }

  /** Where the field's content begins. */
  public int from() {
    return from;
  }

  /** Where the field's content ends. */
  public int to() {
    return to;
  }

  /** Whether the field, if quoted, ends with the quote. */
  public boolean isWellFormed() {
    return wellFormed;
  }

  /** The field as a name. */
  public String name() {
    return new String(text, from, to - from, StandardCharsets.UTF_8).replace("\"\"", "\"");
  }
}
