package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberTable;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import dev.baton.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Loaders and processors in processes of their own; every slot comes out exactly once. */
@Timeout(120)
final class ProcessesTest {
  private static final int SLOTS = 6;
  private static final int KILLS = Integer.getInteger("baton.kills", 10);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Path channel;
  private final Map<String, ChildJvm> members = new TreeMap<>();

  @BeforeEach
  void create() {
    channel = dir.resolve("channel");
    Channel.create(channel, Channels.small(SLOTS)).close();
  }

  @AfterEach
  void endChildren() {
    members.values().forEach(ChildJvm::close);
  }

  @Test
  void shouldHandOverBetweenTwoProcesses() throws Exception {
    startLoader("loader-0", 2000);
    startProcessor("processor-0");

    awaitAll();

    assertEquals(List.of(2000L), publishedBy(1));
    assertExactlyOnce(1, 1, true);
  }

  @Test
  void shouldHandOverBetweenThreeLoadersAndThreeProcessors() throws Exception {
    for (int i = 0; i < 3; i++) {
      startLoader("loader-" + i, 700);
    }
    // Processors that saw the end of the first loaders alone would leave the last one waiting.
    members.values().forEach(loader -> loader.awaitOutput("attached"));
    for (int i = 0; i < 3; i++) {
      startProcessor("processor-" + i);
    }

    awaitAll();

    assertEquals(List.of(700L, 700L, 700L), publishedBy(3));
    assertExactlyOnce(3, 3, true);
  }

  @Test
  void shouldLoseNothingWhoeverIsKilledWhenever() throws Exception {
    long seed = Long.getLong("baton.seed", System.nanoTime());
    System.out.printf(
        "ProcessesTest: %d kills; again with -Dbaton.seed=%d -Dbaton.kills=%d%n",
        KILLS, seed, KILLS);
    Random random = new Random(seed);
    for (int i = 0; i < 2; i++) {
      startLoader("loader-" + i, Long.MAX_VALUE);
      startProcessor("processor-" + i);
    }
    List<String> names = List.copyOf(members.keySet());
    members.values().forEach(member -> member.awaitOutput("attached"));

    for (int kill = 0; kill < KILLS; kill++) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(150_000)));
      String name = names.get(random.nextInt(names.size()));
      members.get(name).kill();
      start(name);
      if (random.nextBoolean()) {
        members.get(name).awaitOutput("attached");
      }
    }
    Files.createFile(end());
    awaitAll();

    assertExactlyOnce(2, 2, false);
  }

  private void startLoader(String name, long slots) throws IOException {
    Files.writeString(dir.resolve(name + ".slots"), Long.toString(slots));
    start(name);
  }

  private void startProcessor(String name) throws IOException {
    start(name);
  }

  private void start(String name) throws IOException {
    Path log = dir.resolve(name + "." + System.nanoTime() + ".log");
    members.put(
        name,
        name.startsWith("loader")
            ? ChildJvm.start(
                log,
                ChildLoader.class,
                channel.toString(),
                name,
                Files.readString(dir.resolve(name + ".slots")),
                end().toString())
            : ChildJvm.start(
                log, ChildProcessor.class, channel.toString(), name, output(name).toString()));
  }

  private Path end() {
    return dir.resolve("end");
  }

  private Path output(String name) {
    return dir.resolve(name + ".txt");
  }

  private void awaitAll() throws InterruptedException {
    for (ChildJvm member : members.values()) {
      assertEquals(0, member.await(), member::output);
    }
  }

  private List<Long> publishedBy(int loaders) {
    List<Long> published = new ArrayList<>();
    MemberTable table = new MemberTable(Channels.words(channel));
    for (int i = 0; i < loaders; i++) {
      published.add(table.find("loader-" + i).orElseThrow().committedSequence());
    }
    return published;
  }

  private void assertExactlyOnce(int loaders, int processors, boolean inOrder) throws IOException {
    Map<String, Integer> lines = new TreeMap<>();
    for (int i = 0; i < processors; i++) {
      Map<String, Long> last = new TreeMap<>();
      for (String line : Files.readAllLines(output("processor-" + i))) {
        assertEquals(1, lines.merge(line, 1, Integer::sum), line + " came twice");
        String[] parts = line.split(" ", -1);
        long number = Long.parseLong(parts[2]);
        Long before = last.put(parts[0], number);
        assertTrue(!inOrder || before == null || before < number, line + " after " + before);
        assertEquals(number + 1, Long.parseLong(parts[1]), line);
      }
    }
    long published = 0;
    List<Long> counts = publishedBy(loaders);
    for (int i = 0; i < loaders; i++) {
      for (long number = 0; number < counts.get(i); number++) {
        String line = "loader-" + i + " " + (number + 1) + " " + number;
        assertTrue(lines.containsKey(line), line + " was lost");
      }
      published += counts.get(i);
    }
    assertEquals(published, lines.size());
    Words words = Channels.words(channel);
    for (int slot = 0; slot < SLOTS; slot++) {
      long word = words.getLong(ControlLayout.slot(slot) + SlotLayout.WORD);
      assertTrue(SlotWord.is(word, SlotState.FREE), "slot " + slot);
    }
  }
}
