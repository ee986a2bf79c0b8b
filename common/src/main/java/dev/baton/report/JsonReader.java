package dev.baton.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259), strictly: what {@link Json} writes, and all else that the format allows
 * but a key that comes twice. Objects become maps in their order, arrays lists, whole numbers
 * {@code Long}, others {@code Double}.
 */
public final class JsonReader {
  private static final int MOST_DEPTH = 100;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException with place, expected and found if it is no JSON
   */
  public static Object read(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value();
    reader.skipSpace();
    if (reader.at < text.length()) {
      throw reader.refused("the end");
    }
    return value;
  }

  private Object value() {
    skipSpace();
    if (depth++ > MOST_DEPTH) {
      throw refused("less than " + MOST_DEPTH + " values in each other");
    }
    Object value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          case 't' -> word("true", true);
          case 'f' -> word("false", false);
          case 'n' -> word("null", null);
          default -> number();
        };
    depth--;
    return value;
  }

  private Map<String, Object> object() {
    Map<String, Object> fields = new LinkedHashMap<>();
    expect('{');
    while (!ends('}', fields.isEmpty())) {
      skipSpace();
      int start = at;
      String key = string();
      skipSpace();
      expect(':');
      Object value = value();
      if (fields.containsKey(key)) {
        at = start;
        throw refused("a key that is not there yet");
      }
      fields.put(key, value);
    }
    return fields;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    expect('[');
    while (!ends(']', elements.isEmpty())) {
      elements.add(value());
    }
    return elements;
  }

  /** Whether an object or array ends here; passes over the comma before its next element. */
  private boolean ends(char end, boolean first) {
    skipSpace();
    if (peek() == end) {
      at++;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    expect('"');
    while (peek() != '"') {
      char c = peek();
      if (c < ' ') {
        throw refused("a character of a string");
      }
      at++;
      string.append(c == '\\' ? escaped() : c);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
          throw refused("four hexadecimal digits");
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> {
        at--;
        throw refused("one of \" \\ / b f n r t u");
      }
    };
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(start, at);
    if (number.matches("-?(0|[1-9][0-9]{0,17})")) {
      return Long.parseLong(number);
    }
    if (number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      return Double.parseDouble(number);
    }
    at = start;
    throw refused("a value");
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw refused(word);
    }
    at += word.length();
    return value;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw refused("'" + c + "'");
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw refused("more");
    }
    return text.charAt(at);
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException refused(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new IllegalArgumentException(
        "no JSON at character " + at + ": expected " + expected + ", found " + found);
  }
}
