package dev.baton.npy;

import dev.baton.error.BatonException;
import java.util.ArrayList;
import java.util.List;

/**
 * The dictionary in a {@code .npy} header, read by a small strict parser: exactly the keys {@code
 * descr}, {@code fortran_order} and {@code shape}, each once, in any order; strings without
 * escapes, True and False, and tuples of whole numbers. Nothing is evaluated.
 *
 * @param descr the dtype as NumPy notes it, {@code <f4} for instance
 * @param fortranOrder whether the first index moves fastest
 * @param shape lengths of the dimensions, none negative
 */
record NpyDict(String descr, boolean fortranOrder, List<Long> shape) {
  /** NumPy's own limit. */
  private static final int MAX_DIMENSIONS = 64;

  /**
   * @throws BatonException {@code BAD_DATA} if the text is anything else
   */
  static NpyDict parse(String where, String text) {
    return new Parser(where, text).dict();
  }

  private static final class Parser {
    private final String where;
    private final String text;
    private int at;
    private String descr;
    private Boolean fortranOrder;
    private List<Long> shape;

    Parser(String where, String text) {
      this.where = where;
      this.text = text;
    }

    NpyDict dict() {
      expect('{');
      while (peek() != '}') {
        entry();
        if (peek() != '}') {
          expect(',');
        }
      }
      expect('}');
      peek();
      if (at < text.length()) {
        throw expected("nothing behind the dictionary");
      }
      require(descr, "descr");
      require(fortranOrder, "fortran_order");
      require(shape, "shape");
      return new NpyDict(descr, fortranOrder, shape);
    }

    private void entry() {
      String key = string("a key");
      expect(':');
      switch (key) {
        case "descr" -> descr = once(descr, key, plainDescr());
        case "fortran_order" -> fortranOrder = once(fortranOrder, key, bool());
        case "shape" -> shape = once(shape, key, tuple());
        default ->
            throw NpyHeader.refused(
                where,
                ".npy header: expected the keys descr, fortran_order and shape, found "
                    + Excerpt.of(key),
                "save the array again with numpy.save");
      }
    }

    private String plainDescr() {
      if (peek() == '[' || peek() == '(') {
        throw NpyHeader.refused(
            where,
            "expected a plain dtype, found a structured one: " + Excerpt.of(text.substring(at)),
            "save it as opaque records: array.view('V%d' % array.itemsize), or a field of it");
      }
      return string("a dtype");
    }

    private String string(String what) {
      char quote = peek();
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw expected(what + " in quotes");
      }
      String value = text.substring(at + 1, end);
      if (value.indexOf('\\') >= 0) {
        throw expected(what + " without backslashes");
      }
      at = end + 1;
      return value;
    }

    private Boolean bool() {
      peek();
      for (String word : List.of("True", "False")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw expected("True or False");
    }

    private List<Long> tuple() {
      List<Long> lengths = new ArrayList<>();
      expect('(');
      boolean comma = true;
      while (peek() != ')') {
        if (!comma) {
          throw expected("',' or ')'");
        }
        if (lengths.size() == MAX_DIMENSIONS) {
          throw expected("at most " + MAX_DIMENSIONS + " dimensions");
        }
        lengths.add(length());
        comma = peek() == ',';
        at += comma ? 1 : 0;
      }
      if (lengths.size() == 1 && !comma) {
        throw expected("',' behind the only dimension");
      }
      expect(')');
      return lengths;
    }

    private long length() {
      peek();
      int start = at;
      while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
        at++;
      }
      String digits = text.substring(start, at);
      // Python 2 wrote long integers with an L behind them.
      at += at < text.length() && text.charAt(at) == 'L' ? 1 : 0;
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException notALength) {
        at = start;
        throw expected("a length from 0 to 2^63 - 1");
      }
    }

    private void expect(char wanted) {
      if (peek() != wanted) {
        throw expected("'" + wanted + "'");
      }
      at++;
    }

    /** The next character that is no white space; 0 at the end. */
    private char peek() {
      while (at < text.length() && " \t\r\n\f".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private <T> T once(T before, String key, T value) {
      if (before != null) {
        throw NpyHeader.refused(
            where,
            ".npy header: expected the key '" + key + "' once, found it twice",
            "save the array again with numpy.save");
      }
      return value;
    }

    private void require(Object value, String key) {
      if (value == null) {
        throw NpyHeader.refused(
            where,
            ".npy header: expected the key '" + key + "', found none",
            "save the array again with numpy.save");
      }
    }

    private BatonException expected(String what) {
      String found = at < text.length() ? Excerpt.of(text.substring(at)) : "its end";
      return NpyHeader.refused(
          where,
          ".npy header, character " + (at + 1) + ": expected " + what + ", found " + found,
          "save the array again with numpy.save");
    }
  }
}
