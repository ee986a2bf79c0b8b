package dev.baton.bench.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Numbers to be read and printed. */
public enum Texts {
  /** The seed's: 1 to 127, round and round. */
  SEED {
    @Override
    float number(Random random, int index) {
      return index % 127 + 1;
    }

    @Override
    String text(Random random, int index) {
      return Integer.toString(index % 127 + 1);
    }
  },
  /** Eight to ten digits with a point in between, half of them negative. */
  DECIMAL {
    @Override
    float number(Random random, int index) {
      return Float.parseFloat(text(random, index));
    }

    @Override
    String text(Random random, int index) {
      int whole = random.nextInt(-999, 1_000);
      return "%s%d.%06d"
          .formatted(random.nextBoolean() ? "-" : "", Math.abs(whole), random.nextInt(1_000_000));
    }
  },
  /** Any finite float, each bit pattern as likely as the other. */
  RANDOM {
    @Override
    float number(Random random, int index) {
      float number;
      do {
        number = Float.intBitsToFloat(random.nextInt());
      } while (!Float.isFinite(number));
      return number;
    }

    @Override
    String text(Random random, int index) {
      return Float.toString(number(random, index));
    }
  };

  private static final long SEED_OF_RANDOM = 20_261_125;

  abstract float number(Random random, int index);

  abstract String text(Random random, int index);

  /** So many floats, the same at every call. */
  public float[] floats(int count) {
    Random random = new Random(SEED_OF_RANDOM);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = number(random, i);
    }
    return floats;
  }

  /** So many lines, the same at every call. */
  public byte[] lines(int count) {
    Random random = new Random(SEED_OF_RANDOM);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(text(random, i)).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes a file of lines, the same ones over and over. */
  public void write(Path file, int count, int times) throws IOException {
    byte[] lines = lines(count);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int i = 0; i < times; i++) {
        out.write(lines);
      }
    }
  }
}
