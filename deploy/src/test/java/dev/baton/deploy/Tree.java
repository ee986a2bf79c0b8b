package dev.baton.deploy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** A directory and all below it. */
final class Tree {
  private Tree() {}

  /** What files a directory holds, at any depth, with their sizes; a line each. */
  static String listing(Path root) throws IOException {
    StringBuilder listing = new StringBuilder();
    for (Path each : below(root)) {
      String size = Files.isRegularFile(each) ? " " + Files.size(each) : "";
      listing.append(root.relativize(each)).append(size).append('\n');
    }
    return listing.toString();
  }

  /** Copies all files of at most so many bytes. */
  static void copy(Path from, Path to, long mostBytes) throws IOException {
    for (Path each : below(from)) {
      if (Files.isRegularFile(each) && Files.size(each) <= mostBytes) {
        Path copy = to.resolve(from.relativize(each).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy);
      }
    }
  }

  /** Removes it. */
  static void remove(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static List<Path> below(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(each -> !each.equals(root)).sorted().toList();
    }
  }
}
