package dev.baton.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/**
 * An event as keys and values, whichever way it was logged: {@code event=attached member={}
 * channel={}} with arguments, an event's name alone with pairs of slf4j's fluent API, or a
 * sentence, which becomes {@code msg}. Arguments need no quotes around them, and numbers stay
 * numbers.
 */
final class Pairs {
  static final String MESSAGE = "msg";
  private static final String HOLE = "{}";
  private static final String EVENT = "event";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** {@code key="value with spaces"}, {@code key=value}, or a word without a key. */
  private static final Pattern TOKEN =
      Pattern.compile("([A-Za-z0-9_.-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S*))|(\\S+)");

  private final List<KeyValuePair> pairs = new ArrayList<>();

  private Pairs() {}

  static List<KeyValuePair> of(ILoggingEvent event) {
    Pairs all = new Pairs();
    String template = String.valueOf(event.getMessage());
    if (template.startsWith(EVENT + "=")) {
      Object[] arguments = event.getArgumentArray();
      all.parse(template, arguments == null ? List.of() : Arrays.asList(arguments));
    } else {
      String text = String.valueOf(event.getFormattedMessage());
      all.add(NAME.matcher(text).matches() ? EVENT : MESSAGE, text);
    }
    if (event.getKeyValuePairs() != null) {
      all.pairs.addAll(event.getKeyValuePairs());
    }
    return all.pairs;
  }

  private void parse(String template, List<Object> arguments) {
    Iterator<Object> left = arguments.iterator();
    for (Matcher token = TOKEN.matcher(template); token.find(); ) {
      if (token.group(4) != null) {
        word(token.group(4), left);
      } else if (token.group(3) != null) {
        add(token.group(1), value(token.group(3), left));
      } else {
        add(token.group(1), value(token.group(2).replaceAll("\\\\(.)", "$1"), left));
      }
    }
  }

  /** An argument without a key is pairs by itself. */
  private void word(String word, Iterator<Object> left) {
    if (word.equals(HOLE) && left.hasNext()) {
      parse(String.valueOf(left.next()), List.of());
    } else {
      add(MESSAGE, word);
    }
  }

  private static Object value(String pattern, Iterator<Object> left) {
    if (pattern.equals(HOLE) && left.hasNext()) {
      return left.next();
    }
    String value = pattern;
    for (int hole = value.indexOf(HOLE); hole >= 0 && left.hasNext(); ) {
      String filled = value.substring(0, hole) + left.next();
      value = filled + value.substring(hole + HOLE.length());
      hole = value.indexOf(HOLE, filled.length());
    }
    return value;
  }

  private void add(String key, Object value) {
    pairs.add(new KeyValuePair(key, value));
  }
}
