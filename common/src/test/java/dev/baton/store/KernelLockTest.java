package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.testing.ChildJvm;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class KernelLockTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Path file;

  @BeforeEach
  void name() {
    file = dir.resolve("a.lock");
  }

  @Test
  void shouldBeHeldByOneOfThisJvm() throws IOException {
    KernelLock lock = KernelLock.tryAcquire(file);

    assertNotNull(lock);
    assertNull(KernelLock.tryAcquire(file));
    assertTrue(KernelLock.isHeld(file));

    lock.close();
    assertFalse(KernelLock.isHeld(file));
    try (KernelLock again = KernelLock.tryAcquire(file)) {
      assertNotNull(again);
    }
  }

  /** Java closes a descriptor that nobody refers to, and the lock would end with it. */
  @Test
  void shouldBeHeldThoughItWasForgotten() throws IOException {
    WeakReference<KernelLock> forgotten = new WeakReference<>(KernelLock.tryAcquire(file));

    System.gc();

    assertNotNull(forgotten.get());
    forgotten.get().close();
  }

  @Test
  void shouldBelongToNobodyWithoutAFile() throws IOException {
    assertFalse(KernelLock.isHeld(file));
    assertFalse(Files.exists(file), "who looks makes no file");
  }

  @Test
  void shouldKeepAnotherProcessOut() throws Exception {
    try (KernelLock lock = KernelLock.tryAcquire(file)) {
      assertNotNull(lock);
      assertTrue(KernelLock.isHeld(file), "looking must not end our own lock");
      assertNull(KernelLock.tryAcquire(file), "nor must trying again");

      ChildJvm child = ChildJvm.start(dir.resolve("log"), LockHolder.class, file.toString());

      assertEquals(0, child.await());
      assertTrue(child.output().contains("refused"), child.output());
    }
  }

  /** One file may have several paths; POSIX knows the file only. */
  @Test
  void shouldKeepAnotherProcessOutWhenTriedUnderAnotherPath() throws Exception {
    Path there = Files.createDirectory(dir.resolve("there"));
    Path alias = Files.createSymbolicLink(dir.resolve("alias"), there).resolve("a.lock");
    Path real = there.resolve("a.lock");
    try (KernelLock lock = KernelLock.tryAcquire(real)) {
      assertNotNull(lock);
      assertNull(KernelLock.tryAcquire(alias));
      assertTrue(KernelLock.isHeld(alias));

      ChildJvm child = ChildJvm.start(dir.resolve("log"), LockHolder.class, real.toString());

      assertEquals(0, child.await());
      assertTrue(child.output().contains("refused"), child.output());
    }
  }

  @Test
  void shouldEndWithTheProcessThatIsKilled() throws Exception {
    ChildJvm child = ChildJvm.start(dir.resolve("log"), LockHolder.class, file.toString());
    child.awaitOutput("holding");

    assertTrue(KernelLock.isHeld(file));
    assertNull(KernelLock.tryAcquire(file));

    child.kill();

    assertFalse(KernelLock.isHeld(file));
    try (KernelLock lock = KernelLock.tryAcquire(file)) {
      assertNotNull(lock);
    }
  }

  @Test
  void shouldNotEndTheNextHoldersLockWhenClosedTwice() throws Exception {
    KernelLock first = KernelLock.tryAcquire(file);
    first.close();
    try (KernelLock second = KernelLock.tryAcquire(file)) {
      assertNotNull(second);

      first.close();

      assertTrue(KernelLock.isHeld(file));
      assertNull(KernelLock.tryAcquire(file));
      ChildJvm child = ChildJvm.start(dir.resolve("log"), LockHolder.class, file.toString());
      assertEquals(0, child.await());
      assertTrue(child.output().contains("refused"), child.output());
    }
  }

  /** A lock on a removed file excludes nobody: who comes later locks the new file of that name. */
  @Test
  void shouldTakeTheFileThatStandsThereNow() throws IOException {
    try (KernelLock old = KernelLock.tryAcquire(file)) {
      assertNotNull(old);
      Files.delete(file);

      try (KernelLock lock = KernelLock.tryAcquire(file)) {
        assertNotNull(lock);
        assertTrue(KernelLock.isHeld(file));
        assertNull(KernelLock.tryAcquire(file));
      }
    }
  }

  /** Looking takes a shared lock for a moment. Whoever wants the lock must not take it for held. */
  @Test
  void shouldBeTakenWhileOthersLook() throws Exception {
    KernelLock.tryAcquire(file).close();
    Path log = dir.resolve("log");
    int times = 20_000;
    try (ChildJvm looker =
        ChildJvm.start(log, LockLooker.class, file.toString(), Integer.toString(times))) {
      looker.awaitOutput("looking");
      int tries = 0;
      while (looker.isAlive()) {
        try (KernelLock lock = KernelLock.tryAcquire(file)) {
          assertNotNull(lock, "try " + tries);
        }
        tries++;
      }
      assertEquals(0, looker.await());
      assertTrue(tries > 100, "tries " + tries);
    }
  }

  @Test
  void shouldGoToOneThreadAtATime() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    int[] holders = new int[1];
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tasks.add(pool.submit(() -> takeOften(go, holders)));
      }
      go.countDown();
      for (Future<?> task : tasks) {
        task.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals(0, holders[0]);
  }

  private Void takeOften(CountDownLatch go, int[] holders) throws Exception {
    go.await();
    for (int taken = 0; taken < 200; ) {
      KernelLock lock = KernelLock.tryAcquire(file);
      if (lock != null) {
        assertEquals(1, ++holders[0]);
        holders[0]--;
        lock.close();
        taken++;
      } else {
        Thread.onSpinWait();
      }
    }
    return null;
  }

  /** Code that locks the file without this class; its lock must live through our looking. */
  @Test
  void shouldLeaveALockAloneThatOtherCodeOfThisJvmHolds() throws Exception {
    try (FileChannel other =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock theirs = other.lock()) {
      assertTrue(theirs.isValid());
      assertTrue(KernelLock.isHeld(file));
      assertNull(KernelLock.tryAcquire(file));

      ChildJvm child = ChildJvm.start(dir.resolve("log"), LockHolder.class, file.toString());

      assertEquals(0, child.await());
      assertTrue(child.output().contains("refused"), child.output());
    }
  }
}
