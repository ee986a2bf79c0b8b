package dev.baton.loader.source;

import dev.baton.array.Dtype;
import dev.baton.io.Spec;
import dev.baton.text.Delimiter;
import dev.baton.text.FieldReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a spec says about a text.
 *
 * @param header whether the first line with anything in it names columns
 * @param columns which to read, by number from 1 or by name; empty for all
 * @param delimiter what separates fields; null if the text is to show that
 * @param bad what to do about what is no number
 */
record TextOptions(Header header, List<Column> columns, Delimiter delimiter, Bad bad) {
  /** Whether there is a header. */
  enum Header {
    AUTO,
    SKIP,
    NONE
  }

  /** What to do about what is no number. */
  enum Bad {
    FAIL,
    SKIP,
    NAN
  }

  /** A column: a number from 1, or else a name. */
  record Column(int number, String name) {}

  static final TextOptions PLAIN = new TextOptions(Header.NONE, List.of(), null, Bad.FAIL);

  /** Whether the text is read row by row. */
  boolean hasFields() {
    return delimiter != null || !columns.isEmpty();
  }

  /**
   * Reads a spec.
   *
   * @throws dev.baton.error.BatonException {@code USAGE} if a value is none of those possible
   */
  static TextOptions of(Spec spec, Dtype dtype) {
    spec.allow("header", "columns", Delimiter.KEY, "bad", ByteInput.COMPRESSION, Shard.KEY);
    if (!dtype.isNumeric()) {
      throw spec.usage("no text stands for the channel's dtype " + dtype + "; use raw: or npy:");
    }
    Header header =
        word(Header.class, spec.choice("header", "auto", List.of("auto", "skip", "none")));
    Bad bad = word(Bad.class, spec.choice("bad", "fail", List.of("fail", "skip", "nan")));
    if (bad == Bad.NAN && dtype.kind() != Dtype.Kind.FLOAT) {
      throw spec.usage("bad=nan: the channel's dtype " + dtype + " has no NaN; use bad=skip");
    }
    List<Column> columns = columns(spec);
    boolean named = columns.stream().anyMatch(column -> column.number() == 0);
    if (named && header == Header.NONE) {
      throw spec.usage("header=none: columns= needs a header to find names in, or numbers");
    }
    return new TextOptions(header, columns, Delimiter.of(spec), bad);
  }

  private static <E extends Enum<E>> E word(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private static List<Column> columns(Spec spec) {
    List<Column> columns = new ArrayList<>();
    if (spec.option("columns").isEmpty()) {
      return columns;
    }
    byte[] text = spec.option("columns").get().getBytes(StandardCharsets.UTF_8);
    FieldReader fields = new FieldReader(new Delimiter((byte) ',', false));
    fields.begin(text, 0, text.length);
    while (fields.advance()) {
      boolean quoted = fields.from() > 0 && text[fields.from() - 1] == '"';
      columns.add(column(spec, fields.name(), quoted));
      if (!fields.isWellFormed()) {
        throw spec.usage("columns=: a quote is not closed");
      }
    }
    return columns;
  }

  /** Digits mean a number, unless in quotes. */
  private static Column column(Spec spec, String name, boolean quoted) {
    if (name.isEmpty()) {
      throw spec.usage("columns=: expected column numbers from 1, or names, separated by commas");
    }
    if (quoted || !name.matches("[0-9]+")) {
      return new Column(0, name);
    }
    int number = name.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(name);
    if (number < 1 || number > TextWindow.MOST_BYTES) {
      throw spec.usage(
          "columns="
              + name
              + ": expected a number from 1 to "
              + TextWindow.MOST_BYTES
              + "; a name of digits in quotes");
    }
    return new Column(number, "");
  }
}
