package dev.baton.aside;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.report.JsonReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads a story back, and believes nothing of it that is not there in its form. */
final class StoryReader {
  private final String where;
  private final Map<?, ?> fields;

  private StoryReader(String where, Object value) {
    this.where = where;
    if (!(value instanceof Map<?, ?> object)) {
      throw refused("an object", value);
    }
    this.fields = object;
  }

  /**
   * Reads a story.
   *
   * @param where for messages
   * @throws BatonException {@code BAD_DATA} with expected and found
   */
  static SetAsideStory read(String where, String text) {
    StoryReader story;
    try {
      story = new StoryReader(where, JsonReader.read(text));
    } catch (IllegalArgumentException malformed) {
      throw new BatonException(
          Reason.BAD_DATA,
          where + ": " + malformed.getMessage(),
          "the array beside it is whole all the same; keep it, then drop both",
          malformed);
    }
    StoryReader place = story.object("position");
    return new SetAsideStory(
        story.text("loader"),
        story.number("sequence"),
        story.index("slot"),
        story.number("generation"),
        story.number("offset"),
        story.number("length"),
        story.text("dtype"),
        story.index("row_length"),
        new SetAsideStory.Position(
            place.number("source"),
            place.number("offset"),
            place.number("line"),
            place.number("part")),
        story.text("damage"),
        story.text("set_aside_by"),
        story.time("set_aside_at"),
        story.index("attempts"),
        story.tries());
  }

  private List<SetAsideStory.Try> tries() {
    if (!(fields.get("tries") instanceof List<?> list)) {
      throw refused("a list 'tries'", fields.get("tries"));
    }
    return list.stream().map(each -> new StoryReader(where, each).failedTry()).toList();
  }

  private SetAsideStory.Try failedTry() {
    return new SetAsideStory.Try(
        text("processor"), number("incarnation"), time("ended_at"), text("outcome"));
  }

  private StoryReader object(String key) {
    return new StoryReader(where, fields.get(key));
  }

  private String text(String key) {
    if (fields.get(key) instanceof String text) {
      return text;
    }
    throw refused("a text '" + key + "'", fields.get(key));
  }

  private long number(String key) {
    if (fields.get(key) instanceof Long number) {
      return number;
    }
    throw refused("a whole number '" + key + "'", fields.get(key));
  }

  private int index(String key) {
    long number = number(key);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw refused("'" + key + "' from 0 to " + Integer.MAX_VALUE, number);
    }
    return (int) number;
  }

  private Instant time(String key) {
    try {
      return Instant.parse(text(key));
    } catch (DateTimeException malformed) {
      throw refused("a time '" + key + "' such as 2026-01-31T12:00:00Z", text(key));
    }
  }

  private BatonException refused(String expected, Object found) {
    return new BatonException(
        Reason.BAD_DATA,
        where + ": expected " + expected + ", found " + found,
        "the array beside it is whole all the same; keep it, then drop both");
  }
}
