package dev.baton.store;

import java.io.IOException;
import java.nio.file.Path;

/** Looks at a lock again and again. */
final class LockLooker {
  private LockLooker() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    KernelLock.isHeld(file);
    System.out.println("looking");
    for (int times = Integer.parseInt(args[1]); times > 0; times--) {
      KernelLock.isHeld(file);
    }
  }
}
