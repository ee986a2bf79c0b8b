package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.aside.SetAside;
import dev.baton.crash.CrashPoint;
import dev.baton.layout.Activity;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotFileLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One bit that flips in a channel with checksums, anywhere, at rest, while a member starts, or in
 * use: what comes out is what went in, or what is missing is set aside, or somebody stops and says
 * what is damaged; and nothing wrong comes out. {@code -Dbaton.flips=200 -Dbaton.seed=N} for more,
 * and for the same again.
 */
@Timeout(3_600)
final class BitFlipIT {
  private static final int FLIPS = Integer.getInteger("baton.flips", 12);
  private static final int SLOTS = 4;
  private static final int SLOT_BYTES = 4_096;
  private static final int INPUT_SLOTS = 40;

  /** What decides of an .npy header. */
  private static final int NPY_BYTES = 128;

  /** Of which slot, in the middle of the work, one dies. */
  private static final int MIDDLE = 12;

  /** What is copied: all but the token queues, which may be deleted. */
  private static final int MOST_BYTES = 1 << 20;

  /** Bad data, no input, an I/O error, try again, and asked to leave, by this test. */
  private static final Set<Integer> DOCUMENTED = Set.of(0, 65, 66, 74, 75, 143);

  @RegisterExtension final Scene scene = new Scene();

  private final Map<String, Integer> fates = new TreeMap<>();
  private Random random;
  private byte[] input;
  private String flipped;

  @Test
  void shouldPassNothingWrongAsRight() throws IOException {
    random = scene.random();
    input = Numbers.write(scene.file("input"), random, INPUT_SLOTS * SLOT_BYTES);
    stopInTheMiddle();
    Tree.copy(scene.channel(), scene.file("at-rest"), MOST_BYTES);
    Files.copy(scene.file("output"), scene.file("output-at-rest"));
    for (int i = 0; i < FLIPS; i++) {
      Moment moment = Moment.values()[i % Moment.values().length];
      List<Started> both = goOn(moment);
      judge(moment, both.stream().map(each -> finished(each, both)).toList());
    }
    scene.say(FLIPS + " flips: " + fates);
  }

  /** All slots but one are ready; that one is held by a dead processor, its output written. */
  private void stopInTheMiddle() {
    Started loader = loader().start();
    Deaths.requireDeath(
        Deaths.armed(processor(), CrashPoint.OUTPUT_WRITTEN, MIDDLE).run(),
        CrashPoint.OUTPUT_WRITTEN);
    LiveChannel channel = new LiveChannel(scene.channel());
    loader.await("a full channel", () -> channel.does("l", Activity.WAITING_FOR_FREE));
    assertEquals(Deaths.KILLED, loader.kill().exit());
  }

  /** Both go on where they stopped, and the flip comes at its moment. */
  private List<Started> goOn(Moment moment) throws IOException {
    Tree.remove(scene.channel());
    Tree.copy(scene.file("at-rest"), scene.channel(), MOST_BYTES);
    Files.write(scene.file("output"), Numbers.read(scene.file("output-at-rest")));
    if (moment == Moment.AT_REST) {
      flip();
      return List.of(loader().start(), processor().start());
    }
    int rate = INPUT_SLOTS * SLOT_BYTES / Long.BYTES; // what is left takes most of a second
    List<Started> both =
        List.of(loader().and("--rate", rate).start(), processor().and("--rate", rate).start());
    if (moment == Moment.AT_THE_START) {
      // There once its owner has found its own record sound; it takes a while to fill.
      Path outbox =
          scene.channel().resolve("outbox").resolve(random.nextBoolean() ? "l/000002" : "p/000002");
      both.get(0).await("an outbox", () -> Files.exists(outbox));
      flip();
      return both;
    }
    LiveChannel channel = new LiveChannel(scene.channel());
    long before = channel.sequence("p");
    both.get(1).await("work", () -> channel.sequence("p") > before);
    flip();
    return both;
  }

  private Launch loader() {
    return scene
        .loader("--name", "l", "--source", "raw:" + scene.file("input"), "--dtype", "<i8")
        .and("--slots", SLOTS, "--slot-length", SLOT_BYTES / Long.BYTES, "--checksum");
  }

  private Launch processor() {
    return scene.processor("--name", "p", "--sink", "raw:" + scene.file("output"));
  }

  /** Once one has stopped, the other would wait for it for ever, and is asked to leave. */
  private Finished finished(Started each, List<Started> both) {
    Patience.until(
        "the end of " + each + " after " + flipped,
        () -> !each.process().isAlive() || both.stream().anyMatch(BitFlipIT::hasStopped));
    both.stream()
        .filter(one -> one.process().isAlive() && both.stream().anyMatch(BitFlipIT::hasStopped))
        .forEach(one -> one.process().destroy()); // SIGTERM, and nothing if it has just ended
    return each.finished();
  }

  /** When the bit flips. */
  private enum Moment {
    AT_REST("at rest"),
    AT_THE_START("at the start"),
    IN_USE("in use");

    private final String words;

    Moment(String words) {
      this.words = words;
    }
  }

  /** A processor that set something aside has seen the end, and ends with 65, too. */
  private static boolean hasStopped(Started each) {
    return !each.process().isAlive() && each.process().exitValue() != 0;
  }

  private void judge(Moment moment, List<Finished> both) throws IOException {
    String fate = "survived";
    boolean complete = true;
    for (Finished each : both) {
      String said = each.out() + each.err();
      assertTrue(DOCUMENTED.contains(each.exit()), () -> flipped + ": " + each);
      assertFalse(said.contains("\n\tat "), () -> flipped + ": " + each);
      if (each.exit() == 0) {
        continue;
      }
      boolean setAside = each.err().contains("could not be processed");
      complete &= setAside;
      if (setAside) {
        fate = "set aside";
      } else if (each.exit() != 143) {
        fate = "refused with " + each.exit();
        assertEquals(1, each.err().lines().count(), () -> flipped + ": " + each);
        assertTrue(said.contains(scene.channel().toString()), () -> flipped + ": " + each);
        assertTrue(
            said.contains("expected") || said.contains("damaged"), () -> flipped + ": " + each);
      }
    }
    int missing = requireNothingWrong(complete);
    int kept = new SetAside(new ChannelDirectory(scene.channel())).names().size();
    assertTrue(!complete || missing <= kept, () -> flipped + ": lost " + missing + ", " + both);
    fates.merge(moment.words + ", " + fate, 1, Integer::sum);
    scene.say(
        moment.words + ", " + flipped + ": " + fate + both.stream().map(Finished::err).toList());
  }

  /** Slot after slot of the input, each once and in order; answers how many are not there. */
  private int requireNothingWrong(boolean complete) {
    byte[] output = Numbers.read(scene.file("output"));
    int next = 0;
    int found = 0;
    for (int at = 0; at < output.length; at += SLOT_BYTES) {
      int end = Math.min(output.length, at + SLOT_BYTES);
      byte[] slot = Arrays.copyOfRange(output, at, end);
      while (next < INPUT_SLOTS && !isSlot(next, slot)) {
        next++;
      }
      assertTrue(next < INPUT_SLOTS, () -> flipped + ": not what went in, or not in its order");
      assertTrue(end - at == SLOT_BYTES || !complete, () -> flipped + ": half a slot");
      next++;
      found++;
    }
    return INPUT_SLOTS - found;
  }

  private boolean isSlot(int which, byte[] slot) {
    int from = which * SLOT_BYTES;
    return Arrays.equals(input, from, from + slot.length, slot, 0, slot.length);
  }

  /** The header, a member's record, a slot's header, a slot's file, a lock file. */
  private void flip() {
    ChannelDirectory directory = new ChannelDirectory(scene.channel());
    Path file = directory.control();
    int bit = random.nextInt(Byte.SIZE);
    int slot = random.nextInt(SLOTS);
    int at = 0;
    switch (random.nextInt(9)) {
      case 0, 1 -> at = random.nextInt(random.nextBoolean() ? 128 : ControlLayout.MEMBER_TABLE);
      case 2, 3 -> at = ControlLayout.member(random.nextInt(2)) + random.nextInt(512);
      case 4, 5 -> at = ControlLayout.slot(slot) + random.nextInt(SlotLayout.SIZE);
      case 6 -> file = directory.memberLock(random.nextBoolean() ? "l" : "p");
      default -> {
        file = directory.slot(slot);
        at = random.nextInt(random.nextBoolean() ? SlotFileLayout.DATA + SLOT_BYTES : NPY_BYTES);
      }
    }
    flipped = file.getFileName() + ", byte " + at + ", bit " + bit;
    try {
      Damage.flip(file, at, bit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
