package dev.baton.ops.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What a loader is given that never comes to an end by itself: pieces of random whole numbers, at a
 * pace. The seed decides what each piece is; how many there are, how long it goes on.
 */
abstract class Feed {
  /** A whole number of so many bits is one that {@code <f4} has exactly. */
  private static final int BITS = 24;

  private final SplittableRandom random;
  private final long bytesPerSecond;
  private final int mostNumbers;
  private final DigestChannel digest = new DigestChannel();
  private boolean isCommitted;
  private long due = System.nanoTime();

  /**
   * @param mostNumbers of one piece
   */
  Feed(SplittableRandom random, long bytesPerSecond, int mostNumbers) {
    this.random = random;
    this.bytesPerSecond = bytesPerSecond;
    this.mostNumbers = mostNumbers;
  }

  /** The source that the loader reads it by. */
  abstract String spec();

  /** Gives one more piece. */
  abstract void give(int[] numbers) throws IOException;

  /** Gives what is left of pieces that are only begun. */
  abstract void finish() throws IOException;

  /** Whether the source is left as it has to be; what is wrong, or empty. */
  abstract String fault() throws IOException;

  /** Whether the loader has published any of it, and so knows where to go on. */
  final boolean isCommitted() {
    return isCommitted;
  }

  final SplittableRandom random() {
    return random;
  }

  /**
   * Gives the next piece, if it is due: on a slow machine the pace is slower.
   *
   * @param committed whether the loader has published any of it
   */
  final void turn(boolean committed) throws IOException {
    isCommitted = committed;
    if (System.nanoTime() - due < 0) {
      return;
    }
    int[] numbers = piece();
    give(numbers);
    byte[] bytes = raw(numbers);
    digest.write(ByteBuffer.wrap(bytes));
    due = System.nanoTime() + TimeUnit.SECONDS.toNanos(bytes.length) / bytesPerSecond;
  }

  /** Of any order of magnitude, and now and then of nothing. */
  private int[] piece() {
    int most = Math.min(mostNumbers, 2 << random.nextInt(Integer.SIZE - 2));
    return random.ints(random.nextInt(most), -(1 << BITS), 1 << BITS).toArray();
  }

  /** As elements of a slot. */
  static byte[] raw(int[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Shape.ITEM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  /** One a line. */
  static byte[] text(int[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> number + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Bytes of elements given so far. */
  final long bytes() {
    return digest.bytes();
  }

  /** All that was given; nothing more is. */
  final Input input() {
    return new Input(null, digest.sha256(), digest.bytes(), Set.of());
  }
}
