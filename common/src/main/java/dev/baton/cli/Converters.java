package dev.baton.cli;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import dev.baton.array.Dtype;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the texts of options become values, with messages that say what was expected and found. */
final class Converters {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,12}) ?([KMG]?)i?B?", CASE_INSENSITIVE);

  private Converters() {}

  /** Bytes, written as {@code 16MB}, {@code 512 KiB} or {@code 4096}; powers of 1024. */
  static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      Matcher size = SIZE.matcher(text);
      if (!size.matches()) {
        throw new TypeConversionException("expected a size like 16MB, found '" + text + "'");
      }
      int power = "KMG".indexOf(size.group(2).toUpperCase(Locale.ROOT));
      int shift = size.group(2).isEmpty() ? 0 : 10 * (power + 1);
      return Long.parseLong(size.group(1)) << shift;
    }
  }

  static void register(CommandLine command) {
    ITypeConverter<Integer> toInt = Converters::toInt;
    ITypeConverter<Long> toLong = Converters::toLong;
    ITypeConverter<Double> toDouble = Converters::toDouble;
    ITypeConverter<Boolean> toBoolean = Converters::toBoolean;
    command
        .registerConverter(Integer.class, toInt)
        .registerConverter(int.class, toInt)
        .registerConverter(Long.class, toLong)
        .registerConverter(long.class, toLong)
        .registerConverter(Double.class, toDouble)
        .registerConverter(double.class, toDouble)
        .registerConverter(Boolean.class, toBoolean)
        .registerConverter(boolean.class, toBoolean)
        .registerConverter(Dtype.class, Dtype::parse);
  }

  private static int toInt(String text) {
    long value = toLong(text);
    if (value != (int) value) {
      throw new TypeConversionException(
          "expected at most " + Integer.MAX_VALUE + ", found " + text);
    }
    return (int) value;
  }

  /** Digits, which may be grouped with underscores: 125_000_000. */
  private static long toLong(String text) {
    try {
      return Long.parseLong(text.replaceAll("(?<=[0-9])_(?=[0-9])", ""));
    } catch (NumberFormatException notANumber) {
      throw new TypeConversionException("expected a whole number, found '" + text + "'");
    }
  }

  private static double toDouble(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      throw new TypeConversionException("expected a number, found '" + text + "'");
    }
  }

  /** In the environment people write switches in many ways. */
  private static boolean toBoolean(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw new TypeConversionException("expected true or false, found '" + text + "'");
    };
  }
}
