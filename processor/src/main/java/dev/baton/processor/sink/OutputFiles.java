package dev.baton.processor.sink;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Spec;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Opens the file that a sink's spec names, or standard output for {@code -}. */
public final class OutputFiles {
  private static final ByteBuffer NO_HEADER = ByteBuffer.allocate(0);

  private OutputFiles() {}

  /**
   * Checks a spec's argument without touching a file.
   *
   * @throws BatonException {@code USAGE} if there is no path, or one that promises compression
   */
  public static void check(Spec spec) {
    pathOf(spec);
  }

  /**
   * Opens the file for writing, creating it (mode 0660 less the umask) if there is none.
   *
   * @param position 0 or less to begin anew, replacing what the file holds; otherwise everything
   *     behind the first {@code position} bytes is cut off
   * @throws BatonException {@code USAGE} as {@link #check}; {@code CANNOT_CREATE} if it is a
   *     directory or its directory is missing; {@code PERMISSION} if it may not be written; {@code
   *     TRY_AGAIN} if another process is writing it; {@code CONFIGURATION} if it is missing or
   *     shorter than {@code position}
   * @throws IOException if it cannot be opened for another reason
   */
  public static FileOutput open(Spec spec, long position) throws IOException {
    return openBehind(spec, NO_HEADER, position);
  }

  /**
   * Opens the file as {@link #open} does, with a header at its beginning, which is written before
   * the rest is cut off: whatever the old header said, what stands in the file is never less.
   *
   * @param header all of its bytes; not moved
   * @param position 0 or less to begin anew behind the header; otherwise at least its length
   */
  public static FileOutput openBehind(Spec spec, ByteBuffer header, long position)
      throws IOException {
    if (spec.argument().equals("-")) {
      FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
      return new FileOutput("standard output", null, out, false, 0);
    }
    Path path = pathOf(spec);
    refuseImpossible(path, position);
    boolean regular = !Files.exists(path) || Files.isRegularFile(path);
    FileChannel channel = openChannel(path);
    try {
      if (regular) {
        lock(channel, path);
        refuseShorter(channel, path, position);
      }
      long kept = regular ? Math.max(position, header.capacity()) : 0;
      FileOutput output = new FileOutput(path.toString(), path, channel, regular, kept);
      if (regular) {
        output.overwrite(header.clear(), 0);
        channel.truncate(kept).position(kept);
      }
      return output;
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  private static Path pathOf(Spec spec) {
    String argument = spec.argument();
    if (argument.isEmpty()) {
      throw spec.usage(
          "expected " + spec.kind() + ":FILE, or " + spec.kind() + ":- for standard output");
    }
    if (argument.endsWith(".gz")) {
      throw new BatonException(
          Reason.USAGE,
          "spec '"
              + spec.text()
              + "': the ending .gz promises compression, and sinks do not compress",
          "leave .gz off and compress the file later, or write to standard output: "
              + spec.kind()
              + ":- | gzip");
    }
    try {
      return Path.of(argument);
    } catch (InvalidPathException invalid) {
      throw spec.usage("no path: " + invalid.getReason());
    }
  }

  private static void refuseImpossible(Path path, long position) {
    if (Files.isDirectory(path)) {
      throw cannotCreate(
          path + ": expected a file to write, found a directory", "name a file in it");
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw cannotCreate(
          path + ": the directory " + parent + " does not exist", "mkdir -p " + parent);
    }
    if (position > 0 && !Files.exists(path)) {
      throw tooShort(path, position, "found no file");
    }
  }

  private static FileChannel openChannel(Path path) throws IOException {
    try {
      return FileChannel.open(
          path,
          Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw----")));
    } catch (AccessDeniedException denied) {
      throw new BatonException(
          Reason.PERMISSION,
          path + ": this user may not write it",
          "ls -ld " + path + " " + path.toAbsolutePath().getParent(),
          denied);
    }
  }

  /** Keeps the lock until the channel is closed. A file system without locks goes without. */
  private static void lock(FileChannel channel, Path path) {
    boolean taken;
    try {
      taken = channel.tryLock() == null;
    } catch (OverlappingFileLockException mine) {
      taken = true;
    } catch (IOException unsupported) {
      taken = false;
    }
    if (taken) {
      throw new BatonException(
          Reason.TRY_AGAIN,
          path + ": another sink is writing this file",
          "give each processor an output file of its own");
    }
  }

  private static void refuseShorter(FileChannel channel, Path path, long position)
      throws IOException {
    long size = channel.size();
    if (size < position) {
      throw tooShort(path, position, "found " + size);
    }
  }

  private static BatonException tooShort(Path path, long position, String found) {
    return new BatonException(
        Reason.CONFIGURATION,
        path + ": expected the " + position + " bytes that this processor wrote before, " + found,
        "put the file back, or start under another --name to begin a new one");
  }

  private static BatonException cannotCreate(String message, String hint) {
    return new BatonException(Reason.CANNOT_CREATE, message, hint);
  }
}
