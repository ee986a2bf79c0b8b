package dev.baton.store;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeSet;

/**
 * The files of {@code set-aside/}: for each array {@code NAME.npy}, and its story {@code NAME.json}
 * beside it. An array is there once its story is; what a writer that died has left is replaced by
 * the next, who writes the same.
 */
public final class SetAsideFiles {
  private static final String ARRAY = ".npy";
  private static final String STORY = ".json";
  private static final String UNFINISHED = ".new";

  private final ChannelDirectory directory;

  /** Of a channel. */
  public SetAsideFiles(ChannelDirectory directory) {
    this.directory = directory;
  }

  /**
   * Writes an array and its story.
   *
   * @param header the array's {@code .npy} header; not moved
   * @param elements the array; not moved
   * @throws IOException with needed and free space; nothing is left then
   */
  public void put(String name, ByteBuffer header, ByteBuffer elements, String story)
      throws IOException {
    byte[] told = story.getBytes(StandardCharsets.UTF_8);
    long needed = (long) header.capacity() + elements.remaining() + told.length;
    try {
      makeDirectory();
      write(unfinished(array(name)), header.duplicate().clear(), elements.duplicate());
      CrashPoint.ASIDE_ARRAY_WRITTEN.reached();
      move(array(name));
      CrashPoint.ASIDE_ARRAY_NAMED.reached();
      write(unfinished(story(name)), ByteBuffer.wrap(told));
      move(story(name));
      CrashPoint.ASIDE_STORY_NAMED.reached();
    } catch (IOException failed) {
      discard(failed, name);
      throw explained(failed, needed);
    }
  }

  /** The names of all arrays that are there, sorted. */
  public List<String> names() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> stories =
        Files.newDirectoryStream(directory.setAside(), "*" + STORY)) {
      for (Path story : stories) {
        String file = story.getFileName().toString();
        names.add(file.substring(0, file.length() - STORY.length()));
      }
    } catch (NoSuchFileException never) {
      return List.of();
    }
    return List.copyOf(names);
  }

  /** An array's story as it was written. */
  public String readStory(String name) throws IOException {
    try (InputStream in = Files.newInputStream(existing(name), LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Where an array is. */
  public Path array(String name) {
    return directory.setAside().resolve(name + ARRAY);
  }

  /** Removes an array, then its story: after a death in between it is there to be removed again. */
  public void remove(String name) throws IOException {
    Path story = existing(name);
    Files.deleteIfExists(array(name));
    CrashPoint.ASIDE_HALF_REMOVED.reached();
    Files.delete(story);
  }

  /** Whether anything is set aside, also half. */
  public boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.setAside())) {
      return !entries.iterator().hasNext();
    } catch (NoSuchFileException never) {
      return true;
    }
  }

  private Path existing(String name) throws IOException {
    if (!names().contains(name)) { // and so it is no path to somewhere else
      throw new BatonException(
          Reason.NO_INPUT,
          "no array '" + name + "' is set aside in channel " + directory,
          "see which are: baton set-aside ls " + directory);
    }
    return story(name);
  }

  private Path story(String name) {
    return directory.setAside().resolve(name + STORY);
  }

  private static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + UNFINISHED);
  }

  private void makeDirectory() throws IOException {
    try {
      Access.createDirectory(directory.setAside());
    } catch (FileAlreadyExistsException usual) {
      return;
    }
  }

  private static void write(Path file, ByteBuffer... parts) throws IOException {
    Files.deleteIfExists(file); // a dead writer's
    try (FileChannel channel = Access.createFile(file)) {
      for (ByteBuffer part : parts) {
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
    }
  }

  private static void move(Path file) throws IOException {
    Files.move(unfinished(file), file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Half an array would only take space from the whole one. */
  private void discard(IOException failed, String name) {
    for (Path file : List.of(unfinished(array(name)), unfinished(story(name)), array(name))) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException left) {
        failed.addSuppressed(left);
      }
    }
  }

  private IOException explained(IOException failed, long needed) {
    String free;
    try {
      free = ", " + Sizes.human(FreeSpace.in(directory.path())) + " free there";
    } catch (IOException unknown) {
      free = "";
    }
    return new IOException(
        directory.setAside() + ": needs " + Sizes.human(needed) + free + ": " + failed.getMessage(),
        failed);
  }
}
