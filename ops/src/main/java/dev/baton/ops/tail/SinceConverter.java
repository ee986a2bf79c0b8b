package dev.baton.ops.tail;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment: how long ago ({@code 90s}, {@code 5m}, {@code 2h}, {@code 1d}), or RFC 3339. */
final class SinceConverter implements ITypeConverter<Instant> {
  private static final Pattern AGO =
      Pattern.compile("([0-9]{1,9}) ?(s|m|min|h|d)?", Pattern.CASE_INSENSITIVE);

  @Override
  public Instant convert(String text) {
    Matcher ago = AGO.matcher(text.strip());
    if (ago.matches()) {
      long count = Long.parseLong(ago.group(1));
      String unit = ago.group(2) == null ? "s" : ago.group(2).toLowerCase(Locale.ROOT);
      return Instant.now()
          .minus(
              switch (unit) {
                case "d" -> Duration.ofDays(count);
                case "h" -> Duration.ofHours(count);
                case "m", "min" -> Duration.ofMinutes(count);
                default -> Duration.ofSeconds(count);
              });
    }
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException notAMoment) {
      throw new TypeConversionException(
          "expected 90s, 5m, 2h, 1d or a time like 2026-11-25T12:00:00Z, found '" + text + "'");
    }
  }
}
