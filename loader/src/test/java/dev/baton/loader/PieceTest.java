package dev.baton.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.io.Elements;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PieceTest {
  private static final int VALUES = 5_000;
  private static final int BETWEEN_MARKS = 256;

  @TempDir Path dir;

  @Test
  void shouldTakeNoMoreMemoryThanItMay() throws IOException {
    try (Source source = open("1\n".repeat(VALUES))) {
      Piece large = piece(source, 8 * 20 * BETWEEN_MARKS);
      Piece small = piece(source, 8 * 19 * BETWEEN_MARKS);

      large.read(source.another());
      small.read(source.another());

      assertFalse(large.isRefused());
      assertTrue(small.isRefused(), "5,000 values end behind the 19th mark");
      assertTrue(small.isLast());
      assertFalse(small.isDealt(), "what it could take is right");
      assertEquals(19 * BETWEEN_MARKS, small.lines() - 1);
    }
  }

  @Test
  void shouldEndInFrontOfABadLineAndNotBeRefused() throws IOException {
    try (Source source = open("1\n".repeat(2 * BETWEEN_MARKS + 1) + "x\n1\n")) {
      Piece piece = piece(source, 1 << 20);

      piece.read(source.another());

      assertFalse(piece.isRefused());
      assertTrue(piece.isLast());
      assertEquals(2 * BETWEEN_MARKS, piece.lines() - 1, "as far as it is marked");
    }
  }

  private static Piece piece(Source source, long mostBytes) throws IOException {
    SourcePosition start = new SourcePosition();
    source.position(start);
    Piece piece = new Piece(Double.BYTES, 1, mostBytes);
    piece.begin(0, start, 1 << 17, BETWEEN_MARKS);
    return piece;
  }

  private Source open(String text) throws IOException {
    Path file = Files.writeString(dir.resolve("a.txt"), text);
    var found = Providers.onClassPath().sources().resolve("text:" + file);
    return found.provider().open(found.spec(), new Elements(Dtype.F8, 1));
  }
}
