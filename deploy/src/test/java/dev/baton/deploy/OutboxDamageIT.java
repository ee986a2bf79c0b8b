package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.layout.SlotState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Token queues that something deletes, cuts short or writes to, while services run and while all
 * are down: everybody goes on, at once or when it is started again, nothing is lost and nothing
 * comes twice.
 */
final class OutboxDamageIT {
  private static final int CASES = 10;
  private static final int SLOTS = 8;
  private static final int SLOT_BYTES = 64;

  /** So that outboxes roll on the way: some of them meet what was done to them only then. */
  private static final int TOKENS_A_FILE = 128;

  private static final int SLOTS_PER_CASE = 2 * TOKENS_A_FILE;

  @RegisterExtension final Scene scene = new Scene();

  private final Map<String, Started> members = new LinkedHashMap<>();
  private LiveChannel channel;
  private Random random;

  @Test
  void shouldGoOnWhateverBecomesOfOutboxesThatAreInUse() {
    run(
        () -> {
          damage();
          startFaulted();
        },
        "l",
        "p",
        "q");
  }

  @Test
  void shouldStartWhateverBecameOfOutboxesWhileAllWereDown() {
    run(
        () -> {
          members.values().forEach(each -> assertEquals(Deaths.KILLED, each.kill().exit()));
          damage();
          List.copyOf(members.keySet()).forEach(this::start);
        },
        "l",
        "p");
  }

  /** From one end of the input to the other, with so many cases on the way. */
  private void run(Runnable damaging, String... names) {
    channel = new LiveChannel(scene.channel());
    random = scene.random();
    Numbers.write(scene.file("l"), random, (CASES + 1) * SLOTS_PER_CASE * SLOT_BYTES);
    Stream.of(names).forEach(this::start);
    members.values().forEach(each -> each.awaitOut("event=attached"));
    for (int i = 1; i <= CASES; i++) {
      long mark = channel.sequence("l") + random.nextInt(SLOTS_PER_CASE);
      Patience.until(
          "slot " + mark,
          () -> {
            startFaulted();
            return channel.sequence("l") >= mark;
          });
      damaging.run();
    }
    while (members.values().stream().anyMatch(each -> each.finished().exit() != 0)) {
      startFaulted();
    }
    members.values().forEach(each -> each.finished().requireSuccess());

    long[] in = Numbers.records(scene.file("l"));
    long[] out = Numbers.records(Stream.of(names).skip(1).map(scene::file).toArray(Path[]::new));
    assertEquals(-1, Arrays.mismatch(in, out), () -> in.length + " in, " + out.length + " out");
    assertEquals(SLOTS, channel.slots(SlotState.FREE));
  }

  /**
   * A mapped file that is cut short is a bus error, which Java throws as an error wherever its
   * thread happens to be by then. Mostly that is where the file is read; elsewhere the member stops
   * and says so, and goes on when it is started again.
   */
  private void startFaulted() {
    for (Map.Entry<String, Started> member : members.entrySet()) {
      if (!member.getValue().process().isAlive()) {
        Finished ended = member.getValue().finished();
        if (ended.exit() != 0) {
          ended.requireRefusal(74, scene.channel().toString(), "mapped");
          scene.say(member.getKey() + " stopped: " + ended.err().strip());
          member.setValue(launch(member.getKey()).start());
        }
      }
    }
  }

  private void start(String name) {
    members.put(name, launch(name).start());
  }

  private Launch launch(String name) {
    Launch launch =
        name.equals("l")
            ? scene
                .loader("--source", "raw:" + scene.file(name), "--dtype", "V16")
                .and("--slots", SLOTS, "--slot-length", SLOT_BYTES / 16)
            : scene.processor("--sink", "raw:" + scene.file(name), "--max-attempts", 15);
    return launch
        .and("--name", name)
        .with("BATON_JAVA_OPTS", "-Dbaton.outbox.tokens=" + TOKENS_A_FILE);
  }

  /** One case: all queues, or those of a random member. */
  private void damage() {
    Path all = scene.channel().resolve("outbox");
    String name = List.copyOf(members.keySet()).get(random.nextInt(members.size()));
    try {
      switch (random.nextInt(4)) {
        case 0 -> delete(all);
        case 1 -> delete(all.resolve(name));
        case 2 -> cut(anyFile(all.resolve(name)));
        default -> flip(anyFile(all.resolve(name)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(Path directory) throws IOException {
    scene.say("deleted: " + directory);
    for (boolean isGone = false; !isGone; ) {
      try {
        Tree.remove(directory);
        isGone = true;
      } catch (NoSuchFileException | DirectoryNotEmptyException rolledMeanwhile) {
        // its owner deletes and makes files, too
      }
    }
  }

  private void cut(Optional<Path> file) throws IOException {
    if (file.isPresent()) {
      long bytes = random.nextInt((int) Files.size(file.get()));
      scene.say("cut to " + bytes + " bytes: " + file.get());
      Damage.cut(file.get(), bytes);
    }
  }

  /** Where the queue's own words are, too: at the beginning. */
  private void flip(Optional<Path> file) throws IOException {
    if (file.isPresent()) {
      int size = (int) Files.size(file.get());
      int flips = 1 + random.nextInt(64);
      scene.say(flips + " bits flipped: " + file.get());
      for (int i = 0; i < flips; i++) {
        int at = random.nextInt(random.nextBoolean() ? size : Math.min(size, 1_024));
        Damage.flip(file.get(), at, random.nextInt(Byte.SIZE));
      }
    }
  }

  /** Its owner makes files, empty at first, and deletes them. */
  private static boolean hasBytes(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  /** A file of the queues of a member; none if they were deleted. */
  private Optional<Path> anyFile(Path outbox) throws IOException {
    if (!Files.isDirectory(outbox)) {
      return Optional.empty();
    }
    try (Stream<Path> below = Files.walk(outbox)) {
      List<Path> files = below.filter(OutboxDamageIT::hasBytes).sorted().toList();
      return files.isEmpty()
          ? Optional.empty()
          : Optional.of(files.get(random.nextInt(files.size())));
    }
  }
}
