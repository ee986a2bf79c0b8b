package dev.baton.ops.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tmpfs of a size that is soon full. Only root can mount one. */
record SmallDisk(Path root) {
  static boolean isAllowed() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0
          && Files.isExecutable(Path.of("/bin/mount"));
    } catch (IOException unknown) {
      return false;
    }
  }

  static SmallDisk mount(Path root, String size) throws IOException, InterruptedException {
    Files.createDirectories(root);
    run("/bin/mount", "-t", "tmpfs", "-o", "mode=700,size=" + size, "tmpfs", root.toString());
    return new SmallDisk(root);
  }

  Path file(String name) {
    return root.resolve(name);
  }

  /** Changes the size while it is in use. */
  void resize(String size) throws IOException, InterruptedException {
    run("/bin/mount", "-o", "remount,size=" + size, root.toString());
  }

  /** Takes it away, and all that is on it. */
  void unmount() throws IOException, InterruptedException {
    run("/bin/umount", "--lazy", root.toString());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": exit code " + process.exitValue());
    }
  }
}
