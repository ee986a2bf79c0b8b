package dev.baton.report;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Writes JSON (RFC 8259) from maps, collections, numbers, booleans, strings and null. Indented for
 * people; an object of scalars inside another value takes one line.
 */
public final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /** A value as indented JSON, without a line break at the end. */
  public static String of(Object value) {
    Json json = new Json();
    json.value(value, 0);
    return json.out.toString();
  }

  /** A value as JSON on one line. */
  public static String line(Object value) {
    Json json = new Json();
    json.flat(value);
    return json.out.toString();
  }

  /** A string in quotes. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** A number, a boolean, null, or anything else as a string. JSON has no NaN: it becomes null. */
  public static String scalar(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return "null";
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    return quote(value.toString());
  }

  private void value(Object value, int depth) {
    if (isFlat(value) && (depth > 0 || isScalar(value))) {
      flat(value);
    } else if (value instanceof Map<?, ?> object) {
      object(object, depth);
    } else {
      array((Collection<?>) value, depth);
    }
  }

  private void object(Map<?, ?> object, int depth) {
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> all = object.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<?, ?> field = all.next();
      indent(depth + 1);
      out.append(quote(field.getKey().toString())).append(": ");
      value(field.getValue(), depth + 1);
      out.append(all.hasNext() ? "," : "");
    }
    indent(depth);
    out.append('}');
  }

  private void array(Collection<?> array, int depth) {
    out.append('[');
    for (Iterator<?> all = array.iterator(); all.hasNext(); ) {
      indent(depth + 1);
      value(all.next(), depth + 1);
      out.append(all.hasNext() ? "," : "");
    }
    indent(depth);
    out.append(']');
  }

  private void flat(Object value) {
    if (value instanceof Map<?, ?> object) {
      out.append('{');
      for (Map.Entry<?, ?> field : object.entrySet()) {
        out.append(out.charAt(out.length() - 1) == '{' ? "" : ", ");
        out.append(quote(field.getKey().toString())).append(": ");
        flat(field.getValue());
      }
      out.append('}');
    } else if (value instanceof Collection<?> array) {
      out.append('[');
      for (Object element : array) {
        out.append(out.charAt(out.length() - 1) == '[' ? "" : ", ");
        flat(element);
      }
      out.append(']');
    } else {
      out.append(scalar(value));
    }
  }

  private void indent(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private static boolean isScalar(Object value) {
    return !(value instanceof Map) && !(value instanceof Collection);
  }

  private static boolean isFlat(Object value) {
    if (value instanceof Map<?, ?> object) {
      return object.values().stream().allMatch(Json::isScalar);
    }
    return value instanceof Collection<?> array ? array.isEmpty() : true;
  }
}
