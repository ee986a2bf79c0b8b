package dev.baton.store;

import java.io.IOException;
import java.nio.file.Path;

/** Takes a lock, says so, and waits for the end of its input. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    KernelLock lock = KernelLock.tryAcquire(Path.of(args[0]));
    System.out.println(lock != null ? "holding" : "refused");
    while (lock != null && System.in.read() >= 0) {}
    System.out.println("done");
  }
}
