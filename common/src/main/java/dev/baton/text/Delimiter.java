package dev.baton.text;

import dev.baton.io.Spec;
import java.util.Map;

/**
 * What separates the fields of a row: one character, or any amount of white space.
 *
 * @param character the ASCII character, or a space for white space
 * @param isWhiteSpace whether any run of spaces and tabs separates
 */
public record Delimiter(byte character, boolean isWhiteSpace) {
  /** The key that chooses one. */
  public static final String KEY = "delimiter";

  /** Any run of spaces and tabs. */
  public static final Delimiter WHITE_SPACE = new Delimiter((byte) ' ', true);

  private static final Map<String, Character> NAMES =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|', "colon", ':');

  /** What may be part of a number, a quote, a comment or the end of a line. */
  private static final String NEVER = "+-.\"#\r\n";

  /**
   * Reads the key {@link #KEY}: one ASCII character that is part of no number, or {@code comma
   * semicolon tab pipe colon space}.
   *
   * @return null if the key is not given
   * @throws dev.baton.error.BatonException {@code USAGE} for anything else
   */
  public static Delimiter of(Spec spec) {
    String value = spec.option(KEY).orElse(null);
    if (value == null) {
      return null;
    }
    if (value.equals("space") || value.equals(" ")) {
      return WHITE_SPACE;
    }
    char character = value.length() == 1 ? value.charAt(0) : NAMES.getOrDefault(value, '\0');
    if (character == 0
        || character > 0x7E
        || Character.isLetterOrDigit(character)
        || NEVER.indexOf(character) >= 0) {
      throw spec.usage(
          KEY
              + "="
              + value
              + ": expected comma, semicolon, tab, space, pipe, colon, or one other character that"
              + " is no letter, digit, sign, point, quote or #");
    }
    return new Delimiter((byte) character, false);
  }

  /**
   * The delimiter that a line seems to use: the first of comma, semicolon and tab that stands in it
   * outside of quotes, else white space.
   */
  public static Delimiter detect(byte[] text, int from, int to) {
    boolean semicolon = false;
    boolean tab = false;
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      quoted ^= text[i] == '"';
      if (!quoted && text[i] == ',') {
        return new Delimiter((byte) ',', false);
      }
      semicolon |= !quoted && text[i] == ';';
      tab |= !quoted && text[i] == '\t';
    }
    if (!semicolon && !tab) {
      return WHITE_SPACE;
    }
    return new Delimiter((byte) (semicolon ? ';' : '\t'), false);
  }
}
