package dev.baton.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.channel.Channel;
import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.channel.SettingAside;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.exchange.Exchange;
import dev.baton.io.Delivery;
import dev.baton.io.Sink;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotFileLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.service.Marks;
import dev.baton.service.Pace;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A processor's duty cycle, where something goes wrong with a slot. */
@Timeout(60)
final class ProcessorWorkTest {
  private static final int JOB = 1;
  private static final int SLOT_LENGTH = 16;

  @TempDir Path dir;

  private Channel channel;
  private ControlStore control;
  private Exchange exchange;
  private Processor processor;
  private final Bytes sink = new Bytes();

  @BeforeEach
  void publishTwo() {
    publish(2);
  }

  /** Slots that count on from 0. */
  private void publish(int slots) {
    channel = Channel.create(dir.resolve("c"), new Geometry(slots, SLOT_LENGTH, Dtype.I8, 1));
    control = ControlStore.open(new ChannelDirectory(channel.path()));
    exchange = new Exchange(control.words());
    try (Loader loader = channel.attachLoader("l", JOB)) {
      long next = 0;
      for (int i = 0; i < slots; i++) {
        ClaimedSlot slot = loader.poll();
        for (int j = 0; j < SLOT_LENGTH; j++) {
          slot.array().longBuffer().put(j, next++);
        }
        slot.publish(SLOT_LENGTH);
      }
      loader.end();
    }
    processor = channel.attachProcessor("p", JOB);
  }

  @AfterEach
  void close() {
    processor.close();
    control.close();
    channel.close();
  }

  /** What it wrote for that slot must not count: another may have written it, too. */
  @Test
  void shouldStopWhereItHadCommittedWhenItsSlotWasTaken() throws IOException {
    ProcessorWork work = work();
    work.doWork();
    long committed = sink.position;
    sink.onEnd = () -> assertTrue(exchange.requeue(1, exchange.word(1), false));

    BatonException lost = assertThrows(BatonException.class, work::doWork);

    assertEquals(Reason.TRY_AGAIN, lost.reason());
    assertTrue(lost.getMessage().startsWith("slot 1 was taken from processor p"));
    assertEquals(1, processor.record().counter(Counter.SWAPS_LOST));
    assertEquals(committed, processor.committedOutput(), "what its sink is cut to");
    assertEquals(1, processor.record().committedSequence());
  }

  @Test
  void shouldSetASlotAsideThatItsSinkRefusesAgainAndAgain() throws IOException {
    sink.onWrite = first -> refuse(first == 0);
    ProcessorWork work = work();

    run(work, 5); // three tries, the setting aside, the other slot

    assertEquals(SLOT_LENGTH * Long.BYTES, sink.position, "the other slot is there");
    SetAsideStory story = only(aside());
    assertEquals("l", story.loader());
    assertEquals(1, story.sequence());
    assertEquals(SLOT_LENGTH, story.length());
    assertEquals("<i8", story.dtype());
    assertEquals(3, story.attempts());
    assertEquals("refused refused refused", story.outcomes());
    assertEquals("p", story.tries().get(0).processor());
    assertEquals(1, processor.record().counter(Counter.SLOTS_SET_ASIDE));
    assertTrue(processor.isEnd(), "the line is clear");
  }

  @Test
  void shouldKeepTheArrayAsItWas() throws IOException {
    sink.onWrite = first -> refuse(first == 0);

    run(work(), 5);

    byte[] file = Files.readAllBytes(aside().array(only(aside()).name()));
    ByteBuffer array = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SLOT_LENGTH; i++) {
      assertEquals(i, array.getLong(SlotFileLayout.DATA + i * Long.BYTES));
    }
    assertEquals(SlotFileLayout.DATA + SLOT_LENGTH * Long.BYTES, file.length);
    String header = new String(file, 0, SlotFileLayout.DATA, StandardCharsets.ISO_8859_1);
    assertTrue(header.contains("'descr': '<i8'") && header.contains("(16 "), header);
  }

  /** A full disk is not the data's fault. */
  @Test
  void shouldNotHoldItAgainstTheDataThatTheSinkCannotWrite() throws IOException {
    sink.onWrite =
        first -> {
          throw new UncheckedIOException(new IOException("no space left"));
        };
    for (int i = 0; i < 5; i++) {
      assertThrows(UncheckedIOException.class, work()::doWork);
    }

    assertEquals(0, SlotWord.attempts(exchange.word(0)));
    assertTrue(aside().isEmpty());
  }

  @Test
  void shouldStopWhenTheSinkRefusesEverything() {
    processor.close();
    channel.close();
    control.close();
    dir = dir.resolve("more");
    assertTrue(dir.toFile().mkdir());
    publish(5);
    sink.onWrite = first -> refuse(true);
    ProcessorWork work = work();

    BatonException refused = assertThrows(BatonException.class, () -> run(work, 4 * (3 + 1)));

    assertEquals("no", refused.getMessage());
    assertEquals(3, processor.record().counter(Counter.SLOTS_SET_ASIDE));
    assertEquals(0, SlotWord.attempts(exchange.word(3)), "this one may be good");
  }

  @Test
  void shouldKeepASlotThatCannotBeSetAsideAndGoOnWithOthers() throws IOException {
    Path place = channel.path().resolve("set-aside");
    Files.createFile(place); // no directory can be made there
    sink.onWrite = first -> refuse(first == 0);
    ProcessorWork work = work();

    run(work, 5);

    assertEquals(SLOT_LENGTH * Long.BYTES, sink.position, "the other slot is there");
    assertTrue(SlotWord.is(exchange.word(0), SlotState.READING), "and this one is kept");
    assertFalse(processor.isEnd());
    Files.delete(place);
    Awaitility.await().until(() -> work.doWork() > 0);
    assertEquals(1, only(aside()).sequence());
    assertTrue(processor.isEnd());
  }

  @Test
  void shouldGiveBackASlotThatCannotBeSetAsideWithoutCountingATry() throws IOException {
    Files.createFile(channel.path().resolve("set-aside"));
    sink.onWrite = first -> refuse(first == 0);
    ProcessorWork work = work();
    run(work, 5);

    work.giveBackAll();

    assertTrue(SlotWord.is(exchange.word(0), SlotState.READY));
    assertEquals(3, SlotWord.attempts(exchange.word(0)));
  }

  /** Neither the sink nor another try can make the array what it was. */
  @Test
  void shouldSetAnArrayAsideAtOnceThatIsNotWhatWasPublished() throws IOException {
    ProcessorWork work = work();
    run(work, 2);
    try (Loader loader = channel.attachLoader("m", JOB)) {
      loader.useChecksums(true);
      loader.poll().publish(SLOT_LENGTH);
      loader.poll().publish(SLOT_LENGTH);
      loader.end();
    }
    Path file = new ChannelDirectory(channel.path()).slot(0);
    try (FileChannel slot = FileChannel.open(file, StandardOpenOption.WRITE)) {
      slot.write(ByteBuffer.wrap(new byte[] {77}), SlotFileLayout.DATA);
    }

    run(work, 2);

    assertEquals(3 * SLOT_LENGTH * Long.BYTES, sink.position, "the other slot is there");
    SetAsideStory story = only(aside());
    assertEquals("m", story.loader());
    assertEquals(0, story.attempts());
    assertTrue(story.damage().startsWith("array damaged: published with checksum "), story::damage);
    assertTrue(processor.isEnd(), "the line is clear");
  }

  @Test
  void shouldSetASlotAsideWhoseWordIsDamaged() throws IOException {
    int word = ControlLayout.slot(0) + SlotLayout.WORD;
    control.words().putLong(word, control.words().getLong(word) ^ 1L << 33);
    ProcessorWork work = work();

    Awaitility.await()
        .until(
            () -> {
              work.doWork();
              return processor.isEnd();
            });

    assertEquals(SLOT_LENGTH * Long.BYTES, sink.position, "the other slot is there");
    assertTrue(only(aside()).damage().startsWith("slot word damaged: "));
  }

  private static void run(ProcessorWork work, int turns) throws IOException {
    for (int i = 0; i < turns; i++) {
      work.doWork();
    }
  }

  private static void refuse(boolean yes) {
    if (yes) {
      throw new BatonException(Reason.BAD_DATA, "no", "");
    }
  }

  private SetAside aside() {
    return new SetAside(new ChannelDirectory(channel.path()));
  }

  private static SetAsideStory only(SetAside aside) throws IOException {
    assertEquals(1, aside.names().size());
    return aside.story(aside.names().get(0));
  }

  private ProcessorWork work() {
    SettingAside aside = new SettingAside(processor, channel.path(), 3);
    Pace pace = Pace.of(Optional.empty());
    return new ProcessorWork(processor, sink, pace, 1, aside, RefusalLimit.of(3), Marks.on(null));
  }

  /** Counts bytes. */
  private static final class Bytes implements Sink {
    private long begun;
    private long position;
    private LongConsumer onWrite = first -> {};
    private Runnable onEnd = () -> {};

    @Override
    public void begin(Delivery delivery) {
      begun = position;
    }

    @Override
    public void write(ByteBuffer elements) throws IOException {
      position += elements.remaining();
      onWrite.accept(elements.order(ByteOrder.LITTLE_ENDIAN).getLong(elements.position()));
      elements.position(elements.limit());
    }

    @Override
    public void end() {
      onEnd.run();
    }

    @Override
    public void rollback() {
      position = begun;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() {}
  }
}
