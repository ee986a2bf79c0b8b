package dev.baton.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a size that is soon full. Only root can mount one. */
final class SmallDisk implements AutoCloseable {
  private final Path root;

  private SmallDisk(Path root) {
    this.root = root;
  }

  /** Mounts it with further options, if any. */
  static SmallDisk mount(Path root, String size, String... options) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw new AssertionError("this test mounts a small tmpfs: run it as root, as CI does");
    }
    Files.createDirectory(root);
    String all = String.join(",", "mode=700,size=" + size, String.join(",", options));
    run("mount", "-t", "tmpfs", "-o", all.replaceFirst(",$", ""), "tmpfs", root.toString());
    return new SmallDisk(root);
  }

  Path file(String name) {
    return root.resolve(name);
  }

  /** Changes the size while it is in use. */
  void resize(String size) {
    run("mount", "-o", "remount,size=" + size, root.toString());
  }

  /** Takes all that is free. */
  void fill() throws IOException {
    byte[] zeros = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      if (Files.getFileStore(root).getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  void empty() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return root.resolve("filler");
  }

  @Override
  public void close() {
    run("umount", "--lazy", root.toString());
  }

  private static void run(String command, String... arguments) {
    Finished run = new Launch(Path.of("/bin", command), (Object[]) arguments).run();
    if (run.exit() != 0) {
      throw new AssertionError(command + " " + String.join(" ", arguments) + ": " + run);
    }
  }
}
