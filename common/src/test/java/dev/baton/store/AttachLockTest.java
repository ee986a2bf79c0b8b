package dev.baton.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class AttachLockTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(30);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private final List<String> notices = new ArrayList<>();
  private ChannelDirectory directory;

  @BeforeEach
  void name() {
    directory = new ChannelDirectory(dir);
  }

  @Test
  void shouldBeHeldDuringTheStepOnly() throws IOException {
    boolean held =
        AttachLock.holding(
            directory, 0, notices::add, () -> KernelLock.isHeld(directory.attachLock()));

    assertTrue(held);
    assertFalse(KernelLock.isHeld(directory.attachLock()));
  }

  @Test
  void shouldBeGivenBackWhenTheStepFails() throws IOException {
    assertThrows(
        IOException.class,
        () ->
            AttachLock.holding(
                directory,
                0,
                notices::add,
                () -> {
                  throw new IOException("no");
                }));

    assertFalse(KernelLock.isHeld(directory.attachLock()));
  }

  @Test
  void shouldSayWhatItWaitsForAndGiveUpInTime() throws Exception {
    ChildJvm holder =
        ChildJvm.start(dir.resolve("log"), LockHolder.class, directory.attachLock().toString());
    holder.awaitOutput("holding");

    BatonException gaveUp =
        assertThrows(
            BatonException.class,
            () ->
                AttachLock.holding(
                    directory, TimeUnit.MILLISECONDS.toNanos(1100), notices::add, () -> 1));

    assertEquals(Reason.TRY_AGAIN, gaveUp.reason());
    assertTrue(gaveUp.getMessage().contains(directory.attachLock().toString()));
    assertEquals(1, notices.size(), notices.toString());
    holder.kill();
  }

  @Test
  void shouldPassOnWhenItsHolderIsKilled() throws Exception {
    ChildJvm holder =
        ChildJvm.start(dir.resolve("log"), LockHolder.class, directory.attachLock().toString());
    holder.awaitOutput("holding");
    Thread waiting =
        new Thread(
            () -> {
              try {
                AttachLock.holding(directory, LONG, notices::add, () -> notices.add("step"));
              } catch (IOException e) {
                notices.add(e.toString());
              }
            });
    waiting.start();

    holder.kill();
    waiting.join();

    assertEquals(List.of("step"), notices);
  }
}
