package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Arrays in a mapped file, and a word for each, in a line of its own, that says whose turn it is:
 * what two cores can do at best, with nothing that survives a death, tells anything or lets anybody
 * else take part. An array's word counts up: even while the sender may fill, odd while the receiver
 * may read.
 */
final class BareRing {
  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LINE = 128; // neighbouring lines of 64 bytes may be fetched in pairs
  private static final long LOOK_NANOS = 1_000_000;

  private final ByteBuffer words;
  private final ByteBuffer[] arrays;

  private BareRing(Path file, int bytes, int slots) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int wordBytes = LINE * slots;
      words = channel.map(FileChannel.MapMode.READ_WRITE, 0, wordBytes);
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_WRITE, wordBytes, (long) bytes * slots);
      arrays = new ByteBuffer[slots];
      for (int i = 0; i < slots; i++) {
        arrays[i] = all.slice(i * bytes, bytes).order(ByteOrder.LITTLE_ENDIAN);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it. */
  static BareRing make(Setup setup) {
    Path file = file(setup);
    Path unfinished = setup.directory().resolve("ring.new");
    long length = (long) setup.slots() * (LINE + setup.bytes());
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), length - 1);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BareRing(file, setup.bytes(), setup.slots());
  }

  /** Opens it as soon as it is there. */
  static BareRing open(Setup setup) {
    Path file = file(setup);
    while (!Files.exists(file)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return new BareRing(file, setup.bytes(), setup.slots());
  }

  private static Path file(Setup setup) {
    return setup.directory().resolve("ring-" + setup.slots());
  }

  int slots() {
    return arrays.length;
  }

  ByteBuffer array(int slot) {
    return arrays[slot];
  }

  void await(int slot, long word) {
    while ((long) WORD.getAcquire(words, slot * LINE) != word) {
      Thread.onSpinWait();
    }
  }

  void set(int slot, long word) {
    WORD.setRelease(words, slot * LINE, word);
  }
}
