package dev.baton.ops.tail;

import dev.baton.exchange.Token;
import dev.baton.exchange.TokenKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the token log: a token, or that some are missing before the next.
 *
 * @param member whose outbox it stands in
 * @param incarnation of that member
 * @param kind publish, abort, release, requeue, end, or gap
 * @param number in that outbox, from 1; of a gap the first that is missing
 * @param missing how many are, for a gap; 0 otherwise
 * @param nanos when, on the monotonic clock
 */
record TokenLine(
    String member,
    long incarnation,
    String kind,
    long number,
    long missing,
    int slot,
    long generation,
    long sequence,
    long length,
    long attempts,
    long nanos) {
  static final String GAP = "gap";

  static TokenLine of(String member, long incarnation, Token token) {
    return new TokenLine(
        member,
        incarnation,
        token.kind().name().toLowerCase(Locale.ROOT),
        token.number(),
        0,
        token.kind() == TokenKind.END ? -1 : token.slot(),
        token.generation(),
        token.sequence(),
        token.length(),
        token.attempts(),
        token.nanos());
  }

  /** That the tokens between two were not found. */
  static TokenLine gap(String member, long incarnation, long from, Token next) {
    return new TokenLine(
        member, incarnation, GAP, from, next.number() - from, -1, 0, 0, 0, 0, next.nanos());
  }

  /** Key=value pairs, as in the services' logs. */
  String text(Instant time) {
    StringBuilder text =
        new StringBuilder(String.format(Locale.ROOT, "%-27s ", time))
            .append("event=")
            .append(kind)
            .append(" member=")
            .append(member)
            .append(" incarnation=")
            .append(incarnation)
            .append(" number=")
            .append(number);
    if (kind.equals(GAP)) {
      text.append(" missing=").append(missing);
    } else if (slot >= 0) {
      text.append(" slot=").append(slot).append(" generation=").append(generation);
      append(text, "sequence", sequence);
      append(text, "length", length);
      append(text, "attempts", attempts);
    } else {
      append(text, "sequence", sequence);
    }
    return text.toString();
  }

  /** For programs. */
  Map<String, Object> fields(Instant time) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", time.toString());
    fields.put("member", member);
    fields.put("incarnation", incarnation);
    fields.put("kind", kind);
    fields.put("number", number);
    if (kind.equals(GAP)) {
      fields.put("missing", missing);
    } else {
      fields.put("slot", slot < 0 ? null : slot);
      fields.put("generation", slot < 0 ? null : generation);
      fields.put("sequence", sequence);
      fields.put("length", length);
      fields.put("attempts", attempts);
    }
    return fields;
  }

  private static void append(StringBuilder text, String key, long value) {
    if (value != 0) {
      text.append(' ').append(key).append('=').append(value);
    }
  }
}
