package dev.baton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is passed over, against looking at each byte. */
@Timeout(120)
final class NumberSkimTest {
  private static final long SEED = Long.getLong("baton.seed", System.nanoTime());
  private static final int TEXTS = 3_000;
  private static final int LONGEST = 5 * NumberBlock.BYTES;
  private static final String[] NUMBERS = {"1", "-2", "+3", "127", "1.5e+03", "-12.345678", "nan"};
  private static final String[] SEPARATORS = {
    "\n", " ", ",", ";", "\t", "\r\n", ", ", "\n\n", " \r\n ", " ; ", "\r", "#", "\u00e4"
  };

  /** Those in front of the carriage return alone. */
  private static final int EASY_SEPARATORS = 10;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final NumberSkim skim = new NumberSkim();

  NumberSkimTest() {
    System.out.println("number skim: -Dbaton.seed=" + SEED);
  }

  @Test
  void shouldCountNumbersAndLinesUpToWhereItStops() {
    for (int i = 0; i < TEXTS; i++) {
      byte[] text = text(random.nextInt(LONGEST), random.nextInt(4) == 0 ? 2_000 : 0);
      int from = random.nextInt(text.length + 1);
      int to = from + random.nextInt(text.length - from + 1);
      check(text, from, to, random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(LONGEST));
    }
  }

  @Test
  void shouldPassOverAllButTheEndOfWhatIsEasy() {
    for (int i = 0; i < TEXTS / 10; i++) {
      byte[] text = text(1 + random.nextInt(LONGEST), 0);
      int stop = skim.skim(text, 0, text.length, Long.MAX_VALUE);
      assertTrue(stop > text.length - 40, stop + " of " + text.length + ", seed " + SEED);
    }
  }

  @Test
  void shouldStopInFrontOfWhatDoesNotTell() {
    for (int i = 0; i < TEXTS / 10; i++) {
      byte[] text = text(LONGEST, 0);
      int odd = random.nextInt(text.length - 1);
      text[odd] = (byte) (random.nextBoolean() ? '#' : '\u00e4');
      assertTrue(skim.skim(text, 0, text.length, Long.MAX_VALUE) <= odd, "seed " + SEED);
      check(text, 0, text.length, Long.MAX_VALUE);
    }
  }

  @Test
  void shouldGiveWhatIsAskedForButAFew() {
    byte[] text = text(LONGEST, 0);
    for (int most = 1; most < 3_000; most++) {
      long passed = check(text, 0, text.length, most);
      assertTrue(passed >= most - 8, passed + " of " + most + ", seed " + SEED);
    }
  }

  private long check(byte[] text, int from, int to, long most) {
    int stop = skim.skim(text, from, to, most);
    String which = "from %d to %d, most %d, seed %d".formatted(from, to, most, SEED);
    long numbers = 0;
    long lines = 0;
    int lineStart = from;
    for (int i = from; i < stop; i++) {
      boolean begins = i == from || Separator.stands(text[i - 1]);
      numbers += begins && !Separator.stands(text[i]) ? 1 : 0;
      if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n')) {
        lines++;
        lineStart = i + 1;
      }
    }
    assertEquals(numbers, skim.numbers(), which);
    assertTrue(numbers <= most, which);
    if (numbers > 0) {
      assertTrue(!Separator.stands(text[stop]) && Separator.stands(text[stop - 1]), which);
      assertEquals(lines, skim.lines(), which);
      assertTrue(lines == 0 || lineStart == skim.lineStart(), which);
    }
    return numbers;
  }

  /** Of a few kinds of numbers and separators, at least so many bytes. */
  private byte[] text(int length, int oddOneIn) {
    String separator = SEPARATORS[random.nextInt(EASY_SEPARATORS)];
    boolean mixed = random.nextBoolean();
    StringBuilder text = new StringBuilder();
    while (text.length() <= length) {
      boolean odd = oddOneIn > 0 && random.nextInt(oddOneIn) == 0;
      int kinds = odd ? SEPARATORS.length : EASY_SEPARATORS;
      text.append(NUMBERS[random.nextInt(NUMBERS.length)]);
      text.append(odd || mixed ? SEPARATORS[random.nextInt(kinds)] : separator);
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
