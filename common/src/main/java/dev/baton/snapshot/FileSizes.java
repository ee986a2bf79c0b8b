package dev.baton.snapshot;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Adds up the sizes of files in a directory whose owner may be removing some meanwhile. */
final class FileSizes extends SimpleFileVisitor<Path> {
  private long total;

  /** Of all files seen so far, bytes. */
  long total() {
    return total;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    total += attributes.size();
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
    if (failed instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE; // just removed, or no outbox was ever there
    }
    throw failed;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
    return failed == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, failed);
  }
}
