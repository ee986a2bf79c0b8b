package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.crash.CrashPoint;
import dev.baton.store.ChannelDirectory;
import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.table.AbstractTSQueueLock;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A member that is killed in the middle of an append, with its queue's lock taken. Chronicle Queue
 * waits 15 s for such a lock before it breaks it, or at once if no process has the number of the
 * dead one: in a container one does.
 */
final class QueueLockIT {
  private static final int SLOT_BYTES = 4_096;

  /** As others may call Chronicle's lock; none of these words may be in a log. */
  private static final String WAITED = "(?s).*([Uu]nlocking|chronicle\\.write\\.lock|write lock).*";

  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldNotWaitForTheLockOfItsOwnDeath() {
    String expected =
        Numbers.sha256(Numbers.write(scene.file("input"), scene.random(), 9 * SLOT_BYTES));
    Deaths.at(CrashPoint.TOKEN_HALF_APPENDED, loader());
    Deaths.at(CrashPoint.TOKEN_HALF_APPENDED, processor());
    requireLocked("l");
    requireLocked("p");

    Started loader = loader().start();
    Finished processed = processor().run().requireSuccess();
    Finished loaded = loader.finished().requireSuccess();

    assertEquals(expected, Numbers.sha256(scene.file("output")));
    assertFalse(processed.out().matches(WAITED), processed::out);
    assertFalse(loaded.out().matches(WAITED), loaded::out);
    requireLocked("l"); // nobody has broken it: nobody wanted it
    requireLocked("p");
  }

  /** By a process that is no more, in the outbox of the first incarnation. */
  private void requireLocked(String member) {
    Path outbox = new ChannelDirectory(scene.channel()).outbox(member, 1);
    try (SingleChronicleQueue queue =
        SingleChronicleQueueBuilder.single(outbox.toFile())
            .rollCycle(TestRollCycles.TEST_SECONDLY)
            .readOnly(true)
            .build()) {
      long holder = queue.metaStore().acquireValueFor("chronicle.write.lock").getVolatileValue();
      assertTrue(holder != AbstractTSQueueLock.UNLOCKED, () -> "no lock in " + outbox);
    }
  }

  private Launch loader() {
    return scene
        .loader("--source", "raw:" + scene.file("input"), "--name", "l")
        .and("--slots", 2, "--slot-length", SLOT_BYTES / 4);
  }

  private Launch processor() {
    return scene.processor("--sink", "raw:" + scene.file("output"), "--name", "p");
  }
}
