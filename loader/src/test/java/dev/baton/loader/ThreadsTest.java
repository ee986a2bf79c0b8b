package dev.baton.loader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.array.Dtype;
import dev.baton.channel.BorrowedSlot;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.error.BatonException;
import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.io.SourceProvider;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.service.Marks;
import dev.baton.service.Pace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slots that several threads fill: they are those that one fills, with the same positions. */
@Timeout(120)
final class ThreadsTest {
  private static final long SEED = Long.getLong("baton.seed", System.nanoTime());
  private static final int JOB = 1;
  private static final int ROUNDS = 2;

  @TempDir Path dir;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Providers providers = Providers.onClassPath();
  private int channels;

  ThreadsTest() {
    System.out.println("threads: -Dbaton.seed=" + SEED);
  }

  @Test
  void shouldFillTheSameSlotsFromNumbersInFreeForm() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String plain = file("plain.txt", column("\n"));
      check(plain, "text:" + file("crlf.txt", column("\r\n")));
      check(plain + "?bad=skip", "text:" + file("free.txt", freeForm()) + "?bad=nan");
      check("text:" + file("spaces.txt", column(" ")), "text:" + file("semi.txt", column(";")));
      check("text:" + file("bad.txt", column("\nx,,y\n")) + "?bad=skip");
    }
  }

  @Test
  void shouldFillTheSameSlotsFromManyPieces() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(freeForm()).append(column("\n"));
    }
    check("text:" + file("long.txt", text.toString()) + "?bad=skip");
    check("text:" + file("table.csv", table("7").repeat(12)) + "?columns=c,b&bad=nan");
    check("debug:?end=" + (400_000 + random.nextInt(100_000)));
  }

  /** Bad values alone in a piece, and behind a slot that ends with a piece's last value. */
  @Test
  void shouldCountEachBadValueOnce() throws IOException {
    String bad = "x\n".repeat(4_512);
    String piece = "1\n".repeat(60_000) + bad; // as long as pieces are
    check(1_000, 8, 1, "text:" + file("behind.txt", piece + piece + bad) + "?bad=skip");
    String much = "x\n".repeat(200_000);
    String middle = "1\n".repeat(10_500) + much + "1\n".repeat(100);
    check(1_000, 8, 1, "text:" + file("middle.txt", middle + much) + "?bad=skip");
    check(1_000, 2, 1, "text:" + file("begin.txt", much + middle) + "?bad=skip");
  }

  @Test
  void shouldLeaveToOneWhatCannotBeCut() throws IOException {
    String line = "1 ".repeat(600_000);
    check(100_000, 8, 1, "text:" + file("line.txt", line), "debug:?end=200000");
    check(9_000, 8, 1, "text:" + file("returns.txt", line.replace(' ', '\r')));
  }

  @Test
  void shouldFillTheSameSlotsFromColumns() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String table = "text:" + file("table.csv", table("x"));
      check(table + "?columns=c,a,c&bad=nan", table + "?columns=3,1,1&bad=skip");
      check(table + "?delimiter=comma&bad=nan", table + "?columns=b&bad=skip");
      String good = "text:" + file("good.csv", table("7"));
      check(good + "?columns=c,b", good + "?delimiter=comma&header=skip", good + "?columns=1,2");
    }
  }

  @Test
  void shouldFillTheSameSlotsFromOtherSources() throws IOException {
    byte[] elements = new byte[Float.BYTES * (20_000 + random.nextInt(20_000))];
    ByteBuffer values = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements.length; i += Float.BYTES) {
      values.putFloat(i, random.nextInt(1 << 24));
    }
    Path raw = Files.write(dir.resolve("a.raw"), elements);
    check("raw:" + raw + "?dtype=f4", "debug:?end=123457", "raw:" + raw + "?dtype=u4&order=big");
    check("text:" + file("empty.txt", "# none\n"), "raw:" + raw + "?dtype=f4", "debug:?end=1");
  }

  /** Where a source ends with a slot, in the middle and at last, its end is said in one way. */
  @Test
  void shouldGoOnInTheNextSourceWhereOneEndsWithASlot() throws IOException {
    int slotLength = 500;
    for (String behind : List.of("", "\n", " ", " # none", "\n\n# none\n")) {
      for (int slots : new int[] {1, 12, 200}) { // up to more text than is read at once
        String text = "0.25,-17\n".repeat(slots * slotLength / 2).stripTrailing() + behind;
        String spec = "text:" + file("whole.txt", text);
        check(slotLength, 1 + random.nextInt(8), 1, spec, spec, spec + "?columns=1,2");
      }
    }
    Path raw = Files.write(dir.resolve("a.raw"), new byte[Float.BYTES * slotLength * 40]);
    check(slotLength, 8, 1, "raw:" + raw + "?dtype=f4", "debug:?end=" + 40 * slotLength);
  }

  @Test
  void shouldFillTheSameSlotsFromShards() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String free = "text:" + file("free.txt", freeForm()) + "?shard=";
      check(free + "1/3", free + "2/3");
      try (SourceSequence shard = open(free + "1/3")) {
        assertEquals(0, shard.readByOne().length);
      }
      check("text:" + file("table.csv", table("x")) + "?columns=c,a&bad=skip&shard=2/2");
      check("text:" + file("bad.txt", column("\n") + "oops\n" + column("\n")) + "?shard=1/1");
      Path raw = Files.write(dir.resolve("a.raw"), new byte[Float.BYTES * 20_000]);
      check("raw:" + raw + "?dtype=f4&shard=2/3", free + "3/3", free + "40000/50000");
    }
  }

  /** Everything in front of it is published, and it is named as by one. */
  @Test
  void shouldRefuseTheSameLineAfterTheSameSlots() throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      String good = column("\n");
      check("text:" + file("bad.txt", good + "oops\n" + good));
      check("text:" + file("row.csv", table("7") + "1,2\n" + table("7")) + "?columns=a,b,c");
      check("text:" + file("empty-field.txt", good + "1,,2\n" + good));
    }
  }

  /** What is given back by a stop is filled again by the next start, by however many threads. */
  @Test
  void shouldGoOnWhereItLeft() throws IOException {
    String spec = "text:" + file("a.txt", freeForm());
    List<String> whole = load(1, 1_000, 4, 1, spec);
    Geometry geometry = new Geometry(4, 1_000, Dtype.F8, 1);
    List<String> parts = new ArrayList<>();
    boolean ended = false;
    try (Channel channel = Channel.create(dir.resolve("stops"), geometry);
        Processor processor = channel.attachProcessor("p", JOB)) {
      while (!ended) {
        try (SourceSequence source = open(spec);
            Loader loader = channel.attachLoader("l", JOB);
            LoaderWork work = work(loader, source, 1 + random.nextInt(4), 1)) {
          source.resume(loader.committedPosition());
          for (int turns = random.nextInt(60); turns > 0 && !work.isEnd(); turns--) {
            turn(work, processor, 1, parts);
          }
          ended = work.isEnd();
          work.leave();
        }
      }
      drain(processor, 1, parts);
    }
    // A start that leaves publishes what it has: other slots, the same values in the same order.
    assertEquals(values(whole), values(parts), "seed " + SEED);
  }

  @Test
  void shouldFillAsManySlotsAsThereAre() throws IOException {
    Geometry geometry = new Geometry(8, 1_000, Dtype.F8, 1);
    try (Channel channel = Channel.create(dir.resolve("held"), geometry);
        SourceSequence source = open("debug:");
        Loader loader = channel.attachLoader("l", JOB);
        LoaderWork work = work(loader, source, 3, 1)) {
      while (loader.record().committedSequence() < 8) {
        if (work.doWork() == 0) {
          work.awaitThreads();
        }
      }
      assertEquals(8_000, loader.committedValues());
    }
  }

  /** What a thread dies of ends the loader: nobody waits for it. */
  @Test
  void shouldMeetWhatEndsAThread() throws IOException {
    Geometry geometry = new Geometry(4, 1_000, Dtype.F8, 1);
    try (Channel channel = Channel.create(dir.resolve("error"), geometry);
        SourceSequence source = new SourceSequence(List.of(new Failing()));
        Loader loader = channel.attachLoader("l", JOB);
        LoaderWork work = work(loader, source, 2, 1)) {
      StackOverflowError met =
          assertThrows(
              StackOverflowError.class,
              () -> {
                while (work.doWork() >= 0) {
                  work.awaitThreads();
                }
              });
      assertEquals("too deep", met.getMessage());
    }
  }

  private static final class Failing implements Source {
    @Override
    public Supply fill(ByteBuffer target) {
      throw new AssertionError("one thread fills");
    }

    @Override
    public boolean part(SourcePosition from, long to) {
      throw new StackOverflowError("too deep");
    }

    @Override
    public void position(SourcePosition into) {}

    @Override
    public void resume(SourcePosition from) {}

    @Override
    public Source another() {
      return this;
    }

    @Override
    public void close() {}
  }

  private void check(String... specs) throws IOException {
    int slotLength = 6 * (1 + random.nextInt(random.nextBoolean() ? 200 : 4_000));
    int step = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1;
    int slots = 1 + random.nextInt(8);
    check(slotLength, slots, step, specs);
  }

  private void check(int slotLength, int slots, int step, String... specs) throws IOException {
    List<String> expected = load(1, slotLength, slots, step, specs);
    for (int threads : new int[] {2, 4}) {
      List<String> found = load(threads, slotLength, slots, step, specs);
      for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
        assertEquals(
            expected.get(i),
            found.get(i),
            "%d threads, %s, seed %d".formatted(threads, String.join(" ", specs), SEED));
      }
      assertEquals(expected.size(), found.size());
    }
  }

  /** What each slot held, where its source went on behind it, and how it ended. */
  private List<String> load(int threads, int slotLength, int slots, int step, String... specs)
      throws IOException {
    Geometry geometry = new Geometry(slots, slotLength, Dtype.F8, 1);
    List<String> published = new ArrayList<>();
    try (Channel channel = Channel.create(dir.resolve("c" + channels++), geometry);
        SourceSequence source = open(specs);
        Loader loader = channel.attachLoader("l", JOB);
        Processor processor = channel.attachProcessor("p", JOB);
        LoaderWork work = work(loader, source, threads, step)) {
      String outcome;
      try {
        while (!work.isEnd()) {
          turn(work, processor, step, published);
        }
        outcome = "bad " + loader.record().counter(Counter.BAD_VALUES) + " " + work.bad();
      } catch (BatonException refused) {
        outcome = refused.getMessage();
      }
      drain(processor, step, published);
      published.add(outcome);
      SourcePosition end = loader.committedPosition();
      published.add("end " + end.input() + " " + end.offset + " " + end.line + " " + end.part);
    }
    return published;
  }

  private LoaderWork work(Loader loader, SourceSequence source, int threads, int step) {
    Linger never = new Linger(Long.MAX_VALUE, System::nanoTime);
    Pace pace = Pace.of(Optional.empty());
    return new LoaderWork(
        loader, source, pace, step, threads, Long.MAX_VALUE, never, Marks.on(null));
  }

  private SourceSequence open(String... specs) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String spec : specs) {
      Kinds.Found<SourceProvider> found = providers.sources().resolve(spec);
      sources.add(found.provider().open(found.spec(), new Elements(Dtype.F8, 1)));
    }
    return new SourceSequence(sources);
  }

  private static void turn(LoaderWork work, Processor processor, int step, List<String> published)
      throws IOException {
    if (work.doWork() == 0) {
      if (work.isFilledByThreads()) {
        work.awaitThreads();
      }
      drain(processor, step, published);
    }
  }

  /** Of every step-th element only: the others keep what the slot held before. */
  private static void drain(Processor processor, int step, List<String> published) {
    for (BorrowedSlot slot = processor.poll(); slot != null; slot = processor.poll()) {
      SourcePosition at = slot.position();
      ByteBuffer bytes = slot.array().byteBuffer();
      StringBuilder text = new StringBuilder();
      text.append(slot.sequence()).append(' ').append(at.input()).append(' ').append(at.offset);
      text.append(' ').append(at.line).append(' ').append(at.part).append(':');
      for (int i = 0; i < bytes.limit(); i += step * Double.BYTES) {
        text.append(' ').append(bytes.getDouble(i));
      }
      published.add(text.toString());
      slot.release();
    }
  }

  private static String values(List<String> published) {
    StringBuilder values = new StringBuilder();
    for (String slot : published) {
      values.append(slot.contains(":") ? slot.substring(slot.indexOf(':') + 1) : "");
    }
    return values.toString();
  }

  private String file(String name, String text) throws IOException {
    Path path = dir.resolve(channels + name);
    return Files.write(path, text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private String column(String separator) {
    StringBuilder text = new StringBuilder();
    for (int i = 5_000 + random.nextInt(40_000); i > 0; i--) {
      text.append(number()).append(separator);
    }
    return text.toString();
  }

  private String number() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.toString(random.nextDouble());
      case 1 -> "+" + random.nextInt(1000) + "e+" + random.nextInt(20);
      case 2 -> "-" + random.nextInt(100_000) + ".25";
      default -> Integer.toString(random.nextInt(200));
    };
  }

  private String freeForm() {
    String[] separators = {
      "\n", "\n", "\r\n", "\r", " ", ", ", ",", ";\n", " , ", " # 1,2 \u00e4\n"
    };
    StringBuilder text = new StringBuilder("# head\n\nname, other\n");
    for (int i = 30_000 + random.nextInt(10_000); i > 0; i--) {
      text.append(number()).append(separators[random.nextInt(separators.length)]);
    }
    return text.toString();
  }

  /** With something else in place of one number in fifty. */
  private String table(String other) {
    StringBuilder text = new StringBuilder("# head\n\n\"a\", b ,c\n");
    for (int i = 5_000 + random.nextInt(8_000); i > 0; i--) {
      text.append(i).append(',');
      text.append(random.nextInt(50) == 0 ? other : number()).append(",\"");
      text.append(random.nextInt(200)).append("\"");
      text.append(random.nextInt(9) == 0 ? "\r\n# none,1\n\n" : "\n");
    }
    return text.toString();
  }
}
