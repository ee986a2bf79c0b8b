package dev.baton.io;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a user wrote for a source or a sink: {@code kind:argument?key=value&key=value}. {@code %XX}
 * stands for the byte with that hexadecimal number (UTF-8), so that a path may hold a question mark
 * ({@code %3F}).
 *
 * @param text what the user wrote
 * @param kind the kind, resolved: never empty
 * @param argument what stands between the kind and the question mark; may be empty
 * @param options the keys and values in the order written
 */
public record Spec(String text, String kind, String argument, Map<String, String> options) {
  /** Keeps a copy of the options. */
  public Spec {
    options = Map.copyOf(options);
  }

  /**
   * Splits a spec into its parts. A text whose part before the first colon is one of {@code kinds}
   * has that kind; everything else is a bare path, and its kind comes from {@code kindOfPath}. A
   * path that is the name of a kind is more likely a kind without its colon, and is refused: a sink
   * would make a file of that name.
   *
   * @throws BatonException {@code USAGE} for an unknown kind, a kind without a colon, an empty or
   *     repeated key, or a broken {@code %XX}
   */
  public static Spec parse(String text, Set<String> kinds, UnaryOperator<String> kindOfPath) {
    int question = text.indexOf('?');
    String head = question < 0 ? text : text.substring(0, question);
    String tail = question < 0 ? "" : text.substring(question + 1);
    int colon = head.indexOf(':');
    String prefix = colon < 0 ? "" : head.substring(0, colon);
    boolean hasKind = prefix.matches("[a-z][a-z0-9-]*");
    if (hasKind && !kinds.contains(prefix)) {
      throw new BatonException(
          Reason.USAGE,
          "spec '" + text + "': unknown kind '" + prefix + "', expected one of " + sorted(kinds),
          Suggestion.of(prefix, kinds)
              .map(near -> "did you mean '" + near + ":'?")
              .orElse("write a path with a colon in it as text:" + text));
    }
    if (kinds.contains(text)) {
      throw new BatonException(
          Reason.USAGE,
          "spec '"
              + text
              + "': expected a kind with a colon behind it, or a path, found a kind alone",
          "write '" + text + ":' for that kind, './" + text + "' for a file of that name");
    }
    String argument = decode(hasKind ? head.substring(colon + 1) : head, text);
    String kind = hasKind ? prefix : kindOfPath.apply(argument);
    return new Spec(text, kind, argument, options(tail, text));
  }

  /** The value of a key, or empty if it is not given. */
  public Optional<String> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /**
   * The value of a key that takes one of a few words.
   *
   * @throws BatonException {@code USAGE} if it is none of {@code values}
   */
  public String choice(String key, String byDefault, List<String> values) {
    String value = options.getOrDefault(key, byDefault);
    if (!values.contains(value)) {
      throw usage(key + "=" + value + ": expected one of " + String.join(" ", values));
    }
    return value;
  }

  /**
   * The value of a key that takes a whole number.
   *
   * @throws BatonException {@code USAGE} if it is no number or outside {@code min} to {@code max}
   */
  public long number(String key, long byDefault, long min, long max) {
    String value = options.get(key);
    if (value == null) {
      return byDefault;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw usage(key + "=" + value + ": expected a whole number from " + min + " to " + max);
    }
    throw usage(key + "=" + value + ": expected a whole number from " + min + " to " + max);
  }

  /**
   * Refuses keys that this kind does not know.
   *
   * @throws BatonException {@code USAGE} naming the key and the nearest known one
   */
  public void allow(String... keys) {
    Set<String> known = Set.of(keys);
    for (String key : options.keySet()) {
      if (!known.contains(key)) {
        throw new BatonException(
            Reason.USAGE,
            "spec '"
                + text
                + "': "
                + kind
                + ": has no key '"
                + key
                + "', expected "
                + (known.isEmpty() ? "none" : "one of " + sorted(known)),
            Suggestion.of(key, known).map(near -> "did you mean '" + near + "='?").orElse(""));
      }
    }
  }

  /** A refusal of this spec with {@link Reason#USAGE}. */
  public BatonException usage(String problem) {
    return new BatonException(Reason.USAGE, "spec '" + text + "': " + problem, "");
  }

  private static String sorted(Set<String> words) {
    return String.join(" ", words.stream().sorted().toList());
  }

  private static Map<String, String> options(String tail, String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : tail.isEmpty() ? new String[0] : tail.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (equals <= 0 || options.containsKey(key)) {
        throw new BatonException(
            Reason.USAGE,
            "spec '" + text + "': '" + pair + "': expected key=value, each key once",
            "separate pairs with '&'; write a literal '?', '&' or '%' as %3F, %26 or %25");
      }
      options.put(key, decode(pair.substring(equals + 1), text));
    }
    return options;
  }

  private static String decode(String part, String text) {
    byte[] in = part.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.write(in[i]);
        continue;
      }
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new BatonException(
            Reason.USAGE,
            "spec '" + text + "': '%' is not followed by two hexadecimal digits",
            "write a literal '%' as %25");
      }
      out.write((high << 4) | low);
      i += 2;
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
