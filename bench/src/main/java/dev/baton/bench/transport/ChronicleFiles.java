package dev.baton.bench.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.time.SetTimeProvider;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;

/**
 * A Chronicle Queue that carries arrays. Blocks are four times a message, as its documentation
 * asks, and at least the default of 64 MiB. It rolls after so many bytes, so that files that were
 * read can go: a queue only grows.
 */
final class ChronicleFiles {
  private static final long DEFAULT_BLOCK = 64L << 20;
  private static final long FILE_BYTES = 512L << 20;
  private static final int FILES_KEPT = 2;

  private ChronicleFiles() {}

  static SingleChronicleQueue open(Path directory, int bytes, SetTimeProvider clock) {
    return SingleChronicleQueueBuilder.binary(directory)
        .rollCycle(TestRollCycles.TEST_SECONDLY)
        .timeProvider(clock)
        .blockSize(Math.max(DEFAULT_BLOCK, 4L * bytes))
        .checkInterrupts(false)
        .build();
  }

  /** After so many messages a new file begins. */
  static long messagesAFile(int bytes) {
    return Math.max(1, FILE_BYTES / (bytes + 64L));
  }

  /** Removes files that were read long ago. */
  static void trim(Path directory) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory, "*.cq4")) {
      listing.forEach(files::add);
      Collections.sort(files);
      for (Path file : files.subList(0, Math.max(0, files.size() - FILES_KEPT))) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The queue's own memory from a position on: filled or read where it is. */
  static ByteBuffer memory(Bytes<?> bytes, long position, int length) {
    ByteBuffer all = bytes.bytesStore().toTemporaryDirectByteBuffer();
    int from = (int) (position - bytes.bytesStore().start());
    return all.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
