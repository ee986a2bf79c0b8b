package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.text.TextScanner;
import java.nio.ByteBuffer;

/** What happens to text that is no number: it is refused, left out or replaced, and counted. */
final class BadText {
  private static final int MOST_SHOWN = 40;

  private final String input;
  private final TextOptions.Bad policy;
  private final String expected;
  private TextHead head;
  private long count;

  BadText(String input, TextOptions.Bad policy, String expected) {
    this.input = input;
    this.policy = policy;
    this.expected = expected;
  }

  /** Where the names of columns stand. */
  void names(TextHead head) {
    this.head = head;
  }

  /** How many have been left out or replaced. */
  long count() {
    return count;
  }

  /**
   * Deals with the bad text at which the scanner stopped.
   *
   * @throws BatonException {@code BAD_DATA} if it is to be refused
   */
  void handle(TextScanner scanner, byte[] text, ByteBuffer target) {
    boolean isNew = !scanner.isReadAgain();
    switch (policy) {
      case FAIL -> throw refusal(scanner, text);
      case SKIP -> scanner.passBad();
      case NAN -> scanner.replaceBad(target);
    }
    count += isNew ? 1 : 0;
  }

  private BatonException refusal(TextScanner scanner, byte[] text) {
    int from = scanner.badFrom();
    StringBuilder message = new StringBuilder(input);
    message.append(": line ").append(scanner.line());
    message.append(", column ").append(scanner.bytesInLine(from) + 1);
    int field = scanner.badField();
    if (field > 0) {
      message.append(", field ").append(field);
      String name = head.columnName(field);
      message.append(name.isEmpty() ? "" : " (" + name + ")");
    }
    message.append(": expected ").append(expected).append(", found ");
    append(message, text, from, scanner.badTo());
    return new BatonException(
        Reason.BAD_DATA,
        message.toString(),
        "mend the line; or bad=skip leaves such "
            + (field > 0 ? "rows" : "values")
            + " out, bad=nan puts NaN in their place (floating point only), header=skip passes a"
            + " line of names");
  }

  /** In quotes, shortened, and whatever is not printable ASCII as {@code \xNN}. */
  private static void append(StringBuilder message, byte[] text, int from, int to) {
    if (from == to) {
      message.append("nothing");
      return;
    }
    message.append('\'');
    for (int i = from; i < Math.min(to, from + MOST_SHOWN); i++) {
      if (text[i] >= ' ' && text[i] < 0x7F && text[i] != '\\') {
        message.append((char) text[i]);
      } else {
        message.append(String.format("\\x%02x", text[i]));
      }
    }
    message.append(to - from > MOST_SHOWN ? "' ... (" + (to - from) + " bytes)" : "'");
  }
}
