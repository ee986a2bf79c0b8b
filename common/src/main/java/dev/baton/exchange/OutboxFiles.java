package dev.baton.exchange;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.store.ChronicleSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.PrecreatedFiles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;

/** How an outbox lies on disk: the one place that knows Chronicle Queue's settings. */
final class OutboxFiles {
  /** Tokens of one file; {@code -Dbaton.outbox.tokens=1024} lets tests roll more often. */
  static final int TOKENS_A_FILE = Math.max(1, Integer.getInteger("baton.outbox.tokens", 1 << 16));

  /** What these tokens take with their index; the rest of the file stays a hole. */
  static final long FILE_BYTES = 9L << 19;

  /** The queue's list of its files. Its first page is all that an outbox ever needs of it. */
  private static final String LIST = "metadata.cq4t";

  private static final long LIST_BYTES = 64 << 10;

  /** Files that stay: the one being written, and those that a slow reader may still be in. */
  static final int FILES_KEPT = 3;

  /**
   * A cycle a second: the shortest there is. What counts as a second is up to {@link RollClock},
   * since an outbox rolls when its file is full and not with time.
   */
  private static final RollCycle ROLL_CYCLE = TestRollCycles.TEST_SECONDLY;

  private static final DateTimeFormatter NAMES =
      DateTimeFormatter.ofPattern(ROLL_CYCLE.format(), Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final long BLOCK_BYTES = 256 << 10;

  /** A file whose writer was killed before it wrote the header would be waited for at every try. */
  private static final long HEADER_MILLIS = 20;

  static {
    ChronicleSettings.apply();
  }

  private OutboxFiles() {}

  /**
   * Opens for appending. The directory is new, so no lock of a dead writer can stand in it, and the
   * clock's file has been made in advance.
   */
  static SingleChronicleQueue forAppending(Path directory, TimeProvider clock) throws IOException {
    Reserve.write(directory.resolve(LIST), LIST_BYTES);
    return builder(directory).timeProvider(clock).build();
  }

  /**
   * Opens for reading only.
   *
   * @throws BatonException {@link Reason#PERMISSION} if the queue, or what is in it, is a symbolic
   *     link: Chronicle Queue would follow it
   */
  static SingleChronicleQueue forReading(Path directory) {
    refuseLinks(directory);
    return builder(directory).readOnly(true).timeoutMS(HEADER_MILLIS).build();
  }

  private static void refuseLinks(Path directory) {
    List<Path> opened = new ArrayList<>(List.of(directory.getParent(), directory));
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
      listing.forEach(opened::add);
    } catch (IOException absent) {
      return; // Chronicle says so
    }
    for (Path each : opened) {
      if (Files.isSymbolicLink(each)) {
        throw new BatonException(
            Reason.PERMISSION,
            each + " is a symbolic link: expected an outbox's own files",
            "see who put it there: ls -l " + each);
      }
    }
  }

  /** The name of the file that a queue writes at a time. */
  static String nameAt(long millis) {
    return NAMES.format(Instant.ofEpochMilli(millis)) + SingleChronicleQueue.SUFFIX;
  }

  /** Where the queue will find a file that was made in advance. */
  static Path inAdvance(Path directory, String name) {
    return PrecreatedFiles.preCreatedFile(directory.resolve(name).toFile()).toPath();
  }

  /**
   * Removes all but the newest files of a queue.
   *
   * @throws IOException if one cannot be deleted; all that can be are
   */
  static void trim(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory, "*.cq4")) {
      listing.forEach(files::add);
    }
    Collections.sort(files); // their names are dates: the oldest first
    IOException failure = null;
    for (Path file : files.subList(0, Math.max(0, files.size() - FILES_KEPT))) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Removes the files that were made in advance and never written to. */
  static void removeReserve(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return; // somebody removed all of it
    }
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory, "*.precreated")) {
      for (Path file : listing) {
        Files.delete(file);
      }
    }
  }

  /** The cycle of the oldest file of a queue: its name is that second, in UTC. */
  static OptionalInt oldestCycle(Path directory) throws IOException {
    OptionalInt oldest = OptionalInt.empty();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory, "*.cq4")) {
      for (Path file : listing) {
        String second = file.getFileName().toString().replaceFirst("\\.cq4$", "");
        int cycle = (int) LocalDateTime.parse(second, NAMES).toEpochSecond(ZoneOffset.UTC);
        oldest = OptionalInt.of(Math.min(cycle, oldest.orElse(cycle)));
      }
    } catch (DateTimeParseException foreign) {
      throw new IOException(directory + " holds a file that is no outbox's: " + foreign, foreign);
    }
    return oldest;
  }

  private static SingleChronicleQueueBuilder builder(Path directory) {
    return SingleChronicleQueueBuilder.binary(directory)
        .rollCycle(ROLL_CYCLE)
        .blockSize(BLOCK_BYTES)
        .checkInterrupts(false);
  }
}
