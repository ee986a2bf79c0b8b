package dev.baton.loader.source;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories of a spool, and the way of a file through them: each step is one rename, so at
 * any moment a file is in one place.
 *
 * <pre>
 * DIR/prices.csv                       moved in by others
 * DIR/loading/READER/42.prices.csv     taken: the reader's 42nd; it is being read, or not yet published
 * DIR/loading/READER/reason.42.prices.csv   why it is going to fail
 * DIR/done/prices.csv                  published
 * DIR/failed/prices.csv[.reason]       refused
 * </pre>
 *
 * The number stands in the reader's committed position too, and so tells what is published. Used by
 * one thread; several readers may share a spool.
 */
final class Spool {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final Pattern TAKEN = Pattern.compile("(\\d{1,14})\\.(.+)");
  private static final Pattern REASON = Pattern.compile("reason\\.\\d{1,14}\\.(.+)");
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..*|.*(~|\\.(tmp|temp|part|partial|filepart|swp))");

  /** With a number in front, and an ending behind it, it must still be a file's name. */
  private static final int MOST_NAME_BYTES = 200;

  private final Path directory;
  private final PathMatcher matcher;
  private final Path loading;
  private final Path done;
  private final Path failed;
  private final Deque<String> waiting = new ArrayDeque<>();
  private final NavigableMap<Long, String> taken = new TreeMap<>();
  private Set<String> ignored = Set.of();
  private Path own;

  Spool(Path directory, String glob) {
    this.directory = directory;
    this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    this.loading = directory.resolve("loading");
    this.done = directory.resolve("done");
    this.failed = directory.resolve("failed");
  }

  /**
   * Makes what is missing of the directories, and looks what an earlier life of the reader took.
   */
  void openFor(String reader) throws IOException {
    own = loading.resolve(reader);
    for (Path each : List.of(loading, own, done, failed)) {
      if (!Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(each);
      }
      if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
        throw new BatonException(
            Reason.NO_INPUT,
            "spool: " + each + ": expected a directory, found something else",
            "move it away: no symbolic link is followed");
      }
    }
    for (String name : list(own)) {
      Matcher file = TAKEN.matcher(name);
      if (file.matches()) {
        taken.put(Long.parseLong(file.group(1)), file.group(2));
      }
    }
    for (String name : list(own)) { // a death between a failed file's move and its reason's
      Matcher reason = REASON.matcher(name);
      if (reason.matches() && !taken.containsKey(Long.parseLong(name.split("\\.", 3)[1]))) {
        moveReason(own.resolve(name), freeBeside(reason.group(1)));
      }
    }
  }

  /** The files taken and not put away yet, by number. */
  NavigableMap<Long, String> taken() {
    return taken;
  }

  /** Where a taken file is. */
  Path path(long number) {
    return own.resolve(number + "." + taken.get(number));
  }

  /** Takes the next file, in the order of names; false if there is none now. */
  boolean take(long number) throws IOException {
    if (waiting.isEmpty()) {
      scan();
    }
    while (!waiting.isEmpty()) {
      String name = waiting.removeFirst();
      if (isFree(name)) {
        try {
          Files.move(
              directory.resolve(name),
              own.resolve(number + "." + name),
              StandardCopyOption.ATOMIC_MOVE);
          taken.put(number, name);
          CrashPoint.SPOOL_TAKEN.reached();
          return true;
        } catch (NoSuchFileException another) {
          LOG.debug("event=spool_lost file=\"{}\" why=\"another took it\"", name);
        }
      }
    }
    return false;
  }

  private void scan() throws IOException {
    Set<String> passed = new HashSet<>();
    for (String name : list(directory)) {
      boolean wanted =
          !TEMPORARY.matcher(name).matches()
              && matcher.matches(directory.resolve(name).getFileName());
      if (!wanted) {
        continue;
      }
      Optional<String> why = refusal(name);
      if (why.isEmpty()) {
        waiting.add(name);
      } else if (!why.get().isEmpty()) {
        passed.add(name);
        if (!ignored.contains(name)) {
          LOG.warn("event=spool_ignored file=\"{}\" why=\"{}\"", name, why.get());
        }
      }
    }
    ignored = passed;
  }

  /** Why a name is left where it is; an empty reason for a directory, empty if it is not. */
  private Optional<String> refusal(String name) {
    Path path = directory.resolve(name);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("");
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("no regular file: nothing else is followed");
    }
    return name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES
        ? Optional.of("its name is longer than " + MOST_NAME_BYTES + " bytes")
        : Optional.empty();
  }

  /** Whether no other reader has a file of that name: both would end up in the same place. */
  private boolean isFree(String name) throws IOException {
    for (String reader : list(loading)) {
      Path theirs = loading.resolve(reader);
      if (!theirs.equals(own) && Files.isDirectory(theirs, LinkOption.NOFOLLOW_LINKS)) {
        for (String file : list(theirs)) {
          Matcher matched = TAKEN.matcher(file);
          if (matched.matches() && matched.group(2).equals(name)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Notes why a file is going to fail; before it is committed that the reader is done with it. */
  void fails(long number, String reason) throws IOException {
    Path draft = own.resolve(".reason");
    Files.writeString(draft, reason);
    Files.move(draft, reason(number), StandardCopyOption.ATOMIC_MOVE);
    CrashPoint.SPOOL_REASON_WRITTEN.reached();
  }

  /** A file is read anew: what was found before does not count. */
  void begins(long number) throws IOException {
    Files.deleteIfExists(reason(number));
  }

  /** Puts away all files with a smaller number: they are published, as far as they could be. */
  void putAway(long before) throws IOException {
    while (!taken.isEmpty() && taken.firstKey() < before) {
      Map.Entry<Long, String> first = taken.firstEntry();
      putAway(first.getKey(), first.getValue());
      taken.remove(first.getKey());
    }
  }

  private void putAway(long number, String name) throws IOException {
    Path reason = reason(number);
    boolean refused = Files.exists(reason, LinkOption.NOFOLLOW_LINKS);
    Path to = free(refused ? failed : done, name);
    try {
      Files.move(path(number), to, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      LOG.error("event=spool_file_gone file=\"{}\" why=\"somebody else moved it\"", path(number));
    }
    CrashPoint.SPOOL_MOVED.reached();
    if (refused) {
      moveReason(reason, Path.of(to + ".reason"));
    }
  }

  private static void moveReason(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path reason(long number) {
    return own.resolve("reason." + number + "." + taken.get(number));
  }

  /** A name in a directory that is not taken, nor its reason's: x.csv, x~2.csv, x~3.csv ... */
  private static Path free(Path directory, String name) {
    return names(directory, name)
        .filter(path -> !exists(path) && !exists(Path.of(path + ".reason")))
        .findFirst()
        .orElseThrow();
  }

  /** Where the reason of a file goes that is in failed/ already, without one. */
  private Path freeBeside(String name) {
    return names(failed, name)
        .filter(path -> !exists(Path.of(path + ".reason")))
        .map(path -> Path.of(path + ".reason"))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Path> names(Path directory, String name) {
    int dot = name.indexOf('.', 1);
    String stem = dot < 0 ? name : name.substring(0, dot);
    String ending = dot < 0 ? "" : name.substring(dot);
    return Stream.iterate(1, i -> i + 1)
        .map(i -> directory.resolve(i == 1 ? name : stem + "~" + i + ending));
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Names, sorted by their characters' codes, as {@code LC_ALL=C ls} does. */
  private static List<String> list(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException gone) {
      return List.of(); // another reader's, that somebody removed
    }
    names.sort(null);
    return names;
  }
}
