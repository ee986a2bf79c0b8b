package dev.baton.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads chosen columns, or all fields, of a text of rows, a line each. A row is read as a whole
 * before any of it goes to the target. {@code docs/text-format.md} has the grammar.
 */
public final class RowScanner implements TextScanner {
  private final NumberParser parser;
  private final FieldReader fields;
  private final int itemSize;

  /** The chosen columns, from 1, ascending; and the place of each in the row to give. */
  private final int[] columns;

  private final int[] places;

  /** The elements of the row that was read last, from its position on not given yet. */
  private ByteBuffer row;

  private int next;
  private long line = 1;
  private long rowStart;
  private long rowLine = 1;

  /** Elements of the first row that were given before a stop. */
  private int given;

  private int lineEnd = -1;
  private int searched;
  private int chosen;
  private int badFrom;
  private int badTo;
  private int badField;
  private boolean inRow;
  private boolean isBad;

  /**
   * @param columns which fields to read, from 1, in the order in which to give them; all if empty
   */
  public RowScanner(NumberParser parser, Delimiter delimiter, int... columns) {
    this.parser = parser;
    this.fields = new FieldReader(delimiter);
    this.itemSize = parser.itemSize();
    Integer[] order = new Integer[columns.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Integer.compare(columns[a], columns[b]));
    this.places = Arrays.stream(order).mapToInt(i -> i).toArray();
    this.columns = Arrays.stream(order).mapToInt(i -> columns[i]).toArray();
    this.row = room(Math.max(16, columns.length)).limit(0);
  }

  private ByteBuffer room(int elements) {
    return ByteBuffer.allocate(elements * itemSize).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Stop scan(byte[] text, int to, boolean last, ByteBuffer target) {
    if (target.order() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalArgumentException("target is not little-endian");
    }
    while (!isBad) {
      if (!inRow) {
        give(target);
      }
      if (!target.hasRemaining()) {
        return Stop.TARGET;
      }
      if (!inRow) {
        if (!findLine(text, to, last)) {
          return Stop.INPUT;
        }
        beginRow(text);
      }
      isBad = inRow && !readRow(text);
      if (!isBad) {
        endRow(text, to);
      }
    }
    return Stop.BAD;
  }

  private void give(ByteBuffer target) {
    if (!row.hasRemaining()) {
      return;
    }
    int end = row.limit();
    row.limit(Math.min(end, row.position() + target.remaining()));
    target.put(row);
    row.limit(end);
  }

  /** Finds the end of the line; false if it is not in the window. */
  private boolean findLine(byte[] text, int to, boolean last) {
    if (next == to && last) {
      return false;
    }
    lineEnd = Lines.end(text, Math.max(next, searched), to);
    searched = lineEnd;
    boolean mayGoOn = lineEnd == to || (text[lineEnd] == '\r' && lineEnd + 1 == to);
    return last || !mayGoOn;
  }

  /** Begins the line's row, unless the line is blank or a comment. */
  private void beginRow(byte[] text) {
    inRow = isRow(text);
    rowStart = next;
    rowLine = line;
    chosen = 0;
    row.clear().limit(0);
    fields.begin(text, next, lineEnd);
  }

  private boolean isRow(byte[] text) {
    int at = Lines.passBlanks(text, next, lineEnd);
    boolean content = at < lineEnd && text[at] != '#';
    return content || fields.delimits(text, next, at);
  }

  /** Reads the row's fields from where it stopped; false at a bad one. */
  private boolean readRow(byte[] text) {
    boolean all = columns.length == 0;
    while ((all || chosen < columns.length) && fields.advance()) {
      while (all ? chosen < fields.number() : isChosen(fields.number())) {
        int at = place();
        if (!fields.isWellFormed() || !parser.parse(text, fields.from(), fields.to(), row, at)) {
          return bad(fields.from(), fields.to(), fields.number());
        }
        chosen++;
      }
    }
    return all || chosen == columns.length || bad(lineEnd, lineEnd, columns[chosen]);
  }

  private boolean isChosen(int field) {
    return chosen < columns.length && columns[chosen] == field;
  }

  /** Where in the row the element of the chosen field goes. */
  private int place() {
    int at = (columns.length == 0 ? chosen : places[chosen]) * itemSize;
    if (at == row.capacity()) {
      row = room(2 * chosen).put(row.clear());
    }
    row.clear();
    return at;
  }

  private boolean bad(int from, int to, int field) {
    badFrom = from;
    badTo = to;
    badField = field;
    row.clear().limit(0);
    return false;
  }

  private void endRow(byte[] text, int to) {
    if (inRow) {
      row.clear().limit(chosen * itemSize);
      row.position(Math.min(row.limit(), given * itemSize));
      given = 0;
    }
    passLine(text, to);
  }

  private void passLine(byte[] text, int to) {
    next = Lines.next(text, lineEnd, to);
    if (lineEnd < to) {
      line++;
    }
    inRow = false;
    searched = next;
  }

  @Override
  public int next() {
    return next;
  }

  @Override
  public void shift(int by) {
    next -= by;
    searched -= by;
    rowStart -= by;
  }

  @Override
  public int badFrom() {
    return badFrom;
  }

  @Override
  public int badTo() {
    return badTo;
  }

  @Override
  public int badField() {
    return badField;
  }

  @Override
  public boolean isReadAgain() {
    return given > 0;
  }

  @Override
  public void passBad() {
    isBad = false;
    inRow = false;
    next = lineEnd;
  }

  @Override
  public void replaceBad(ByteBuffer target) {
    isBad = false;
    int at = place();
    parser.putMissing(row, at);
    chosen++;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public long bytesInLine(int index) {
    return index - rowStart;
  }

  @Override
  public long restart() {
    return row.hasRemaining() || inRow ? rowStart : next;
  }

  @Override
  public long restartLine() {
    return row.hasRemaining() || inRow ? rowLine : line;
  }

  /** How many elements of the row at {@link #restart} have been given. */
  @Override
  public long part() {
    return !inRow && row.hasRemaining() ? row.position() / itemSize : given;
  }

  @Override
  public void resume(int index, long line, long part) {
    this.next = index;
    this.searched = index;
    this.line = line;
    this.given = (int) part;
    this.row.clear().limit(0);
    this.inRow = false;
    this.isBad = false;
  }
}
