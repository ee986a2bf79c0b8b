package dev.baton.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.array.Dtype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A text gives the same numbers and the same bad values, wherever its window is cut. */
final class ScannerFuzzTest {
  private static final Dtype DTYPE = Dtype.of(Dtype.Kind.FLOAT, 8);

  @FuzzTest(maxDuration = "5s")
  void shouldScanFreeFormAlikeWhereverItIsCut(byte[] input) {
    if (input.length > 0) {
      byte[] text = Arrays.copyOfRange(input, 1, input.length);
      int cut = (input[0] & 0xFF) % (text.length + 1);
      assertEquals(
          scan(new NumberScanner(NumberParser.of(DTYPE)), text, text.length),
          scan(new NumberScanner(NumberParser.of(DTYPE)), text, cut));
    }
  }

  @FuzzTest(maxDuration = "5s")
  void shouldScanColumnsAlikeWhereverTheyAreCut(byte[] input) {
    if (input.length > 0) {
      byte[] text = Arrays.copyOfRange(input, 1, input.length);
      int cut = (input[0] & 0xFF) % (text.length + 1);
      Delimiter delimiter = Delimiter.detect(text, 0, text.length);
      assertEquals(
          scan(new RowScanner(NumberParser.of(DTYPE), delimiter, 1), text, text.length),
          scan(new RowScanner(NumberParser.of(DTYPE), delimiter, 1), text, cut));
    }
  }

  /** What a scanner says of a text, of which it first sees {@code cut} bytes. */
  private static String scan(TextScanner scanner, byte[] text, int cut) {
    ByteBuffer target =
        ByteBuffer.allocate(Double.BYTES * (text.length + 1)).order(ByteOrder.LITTLE_ENDIAN);
    StringBuilder said = new StringBuilder();
    int to = cut;
    for (int turn = 0; ; turn++) {
      assertTrue(turn <= 2 * text.length + 3, "it goes round and round");
      TextScanner.Stop stop = scanner.scan(text, to, to == text.length, target);
      if (stop == TextScanner.Stop.BAD) {
        assertTrue(scanner.badFrom() <= scanner.badTo() && scanner.badTo() <= text.length);
        said.append("bad ").append(scanner.badFrom()).append(' ').append(scanner.badTo());
        said.append(" in line ").append(scanner.line()).append('\n');
        scanner.passBad();
      } else if (to == text.length) {
        assertEquals(TextScanner.Stop.INPUT, stop);
        return said + Arrays.toString(Arrays.copyOf(target.array(), target.position()));
      }
      if (stop != TextScanner.Stop.BAD) {
        to = text.length;
      }
    }
  }
}
