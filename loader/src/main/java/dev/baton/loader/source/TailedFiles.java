package dev.baton.loader.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that bear, or have borne, a name: {@code FILE}, and beside it {@code FILE.1}, {@code
 * FILE.2} or {@code FILE-20261125}, as rotation leaves them. Compressed ones are not read again.
 */
final class TailedFiles {
  private static final Pattern ROTATED = Pattern.compile("[.-](\\d[\\d.-]*)");

  /**
   * A file, as it was when somebody looked.
   *
   * @param key device and inode
   * @param modified when it was last written to
   */
  record Found(Path path, Object key, long inode, FileTime modified) {
    static Optional<Found> at(Path path, LinkOption... options) throws IOException {
      try {
        BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, options);
        if (!seen.isRegularFile()) {
          return Optional.empty();
        }
        long inode = (long) Files.getAttribute(path, "unix:ino", options);
        return Optional.of(new Found(path, seen.fileKey(), inode, seen.lastModifiedTime()));
      } catch (NoSuchFileException gone) {
        return Optional.empty();
      }
    }
  }

  private final Path file;

  TailedFiles(Path file) {
    this.file = file;
  }

  /** The name that is followed. */
  Path file() {
    return file;
  }

  /** Whether the name is another file's now; not if it is nobody's. */
  boolean isBorneByAnother(Object key) throws IOException {
    return Found.at(file).filter(found -> !found.key().equals(key)).isPresent();
  }

  /** Opens the file that bears the name; empty if there is none now. */
  Optional<TailInput> openCurrent() throws IOException {
    Optional<Found> current = Found.at(file);
    return current.isPresent() ? open(current.get()) : Optional.empty();
  }

  /** Opens what came after a file that was rotated; empty if there is nothing yet. */
  Optional<TailInput> openAfter(Found last) throws IOException {
    List<Found> rotated = rotated();
    Optional<Found> now =
        rotated.stream().filter(each -> each.key().equals(last.key())).findFirst();
    if (now.isPresent()) {
      List<Found> later =
          rotated.stream().filter(each -> OLDEST_FIRST.compare(each, now.get()) > 0).toList();
      for (Found each : later) {
        Optional<TailInput> next = open(each);
        if (next.isPresent()) {
          return next;
        }
      }
    }
    return openCurrent();
  }

  /** Opens the file that was read up to an offset, wherever it is now; empty if it is not found. */
  Optional<TailInput> openMarked(long mark, long offset) throws IOException {
    List<Found> all = new ArrayList<>();
    Found.at(file).ifPresent(all::add);
    all.addAll(named(Pattern.compile(".+")));
    all.sort(Comparator.comparing(each -> !TailMark.isInode(mark, each.inode())));
    for (Found each : all) {
      // Nothing was read of it yet: then it has nothing but its number.
      if (offset > 0 || TailMark.isInode(mark, each.inode())) {
        Optional<TailInput> input = open(each);
        if (input.isPresent() && TailMark.isContent(mark, input.get().channel(), offset)) {
          return input;
        }
        if (input.isPresent()) {
          input.get().close();
        }
      }
    }
    return Optional.empty();
  }

  /** Empty if the name is another file's at the next moment. */
  private Optional<TailInput> open(Found found) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(found.path(), StandardOpenOption.READ);
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
    Optional<Found> now = Found.at(found.path());
    if (now.isEmpty() || !Objects.equals(now.get().key(), found.key())) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new TailInput(this, found, channel));
  }

  private List<Found> rotated() throws IOException {
    return named(ROTATED);
  }

  /** Files beside the followed one whose names go on behind its own so; the oldest first. */
  private List<Found> named(Pattern rest) throws IOException {
    String name = file.getFileName().toString();
    List<Found> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(file.getParent())) {
      for (Path path : all) {
        String other = path.getFileName().toString();
        if (other.startsWith(name) && rest.matcher(other.substring(name.length())).matches()) {
          Found.at(path, LinkOption.NOFOLLOW_LINKS).ifPresent(found::add);
        }
      }
    }
    found.sort(OLDEST_FIRST);
    return found;
  }

  /** Where two were written to in the same tick of the clock: FILE.2 before FILE.1. */
  private static final Comparator<Found> OLDEST_FIRST =
      Comparator.comparing(Found::modified)
          .thenComparing(Comparator.comparingLong(TailedFiles::count).reversed())
          .thenComparing(Found::path);

  /** The number behind a name; 0 if there is none, or it is a date. */
  private static long count(Found found) {
    Matcher number =
        Pattern.compile(".*\\.(\\d{1,6})").matcher(found.path().getFileName().toString());
    return number.matches() ? Long.parseLong(number.group(1)) : 0;
  }
}
