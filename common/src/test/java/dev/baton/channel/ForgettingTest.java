package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.channel.Forgetting.Forgotten;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.Words;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Members that an operator gives up. */
@Timeout(60)
final class ForgettingTest {
  @TempDir Path dir;
  private Channel channel;
  private ChannelDirectory directory;
  private Words words;
  private MemberTable table;

  @BeforeEach
  void create() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(2));
    directory = new ChannelDirectory(channel.path());
    words = Channels.words(channel.path());
    table = new MemberTable(words);
  }

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void shouldLetProcessorsEndWithoutALoaderThatWillNotComeBack() throws IOException {
    channel.attachLoader("l", 1).close();
    try (Processor processor = channel.attachProcessor("p", 1)) {
      assertFalse(processor.isEnd(), "it is waited for");

      assertEquals(new Forgotten("l", "loader", 0, 0, true), forget("l"));

      assertTrue(table.find("l").isEmpty());
      assertFalse(Files.exists(directory.outbox("l")));
      channel.attachLoader("another", 1).end();
      assertTrue(processor.isEnd());
    }
  }

  /** The remedy for a member that is refused. */
  @Test
  void shouldLetANameBeginAnewWhoseRecordIsDamaged() throws IOException {
    publishOne();
    processAll();
    words.putLong(at("l") + MemberLayout.COMMITTED_OFFSET, 99);
    BatonException refused = refusal(() -> channel.attachLoader("l", 1));
    assertEquals(Reason.BAD_DATA, refused.reason());
    assertTrue(refused.hint().contains("--forget l"), refused.hint());

    assertEquals(new Forgotten("l", "loader", 0, 1, false), forget("l"));

    try (Loader anew = channel.attachLoader("l", 1)) {
      assertNotNull(anew.poll());
    }
  }

  /** One record whose name cannot be told keeps everybody from attaching. */
  @Test
  void shouldGiveUpARecordWhoseNameCannotBeTold() throws IOException {
    channel.attachLoader("l", 1).close();
    int record = table.find("l").orElseThrow().index();
    words.putText(at("l") + MemberLayout.NAME, MemberLayout.NAME_BYTES, "x");
    words.putLong(ControlLayout.member(record) + MemberLayout.NAME_CHECK, 99);
    BatonException refused = refusal(() -> channel.attachLoader("other", 1));
    assertTrue(refused.hint().contains("--forget record:" + record), refused.hint());

    forget("record:" + record);

    channel.attachLoader("other", 1).close();
  }

  @Test
  void shouldTakeBackWhatItOwned() throws IOException {
    MemberRecord dead;
    try (Loader loader = channel.attachLoader("l", 1)) {
      dead = table.find("l").orElseThrow();
      loader.poll();
      assertEquals(Reason.TRY_AGAIN, refusal(() -> forget("l")).reason(), "it lives");
    }
    assertEquals(MemberState.LEFT, dead.state());

    assertEquals(new Forgotten("l", "loader", 0, 0, true), forget("l"));
  }

  @Test
  void shouldRefuseWhileSlotsHoldWhatItPublished() throws IOException {
    publishOne();

    BatonException refused = refusal(() -> forget("l"));

    assertEquals(Reason.TRY_AGAIN, refused.reason());
    assertTrue(refused.getMessage().contains("slots [0] hold"), refused.getMessage());
    processAll();
    assertEquals(1, forget("l").sequence());
  }

  @Test
  void shouldRefuseAMemberThatThereIsNot() {
    for (String none : new String[] {"x", "record:0", "record:128", "record:-1", "record:"}) {
      assertEquals(Reason.NO_INPUT, refusal(() -> forget(none)).reason(), none);
    }
  }

  private void publishOne() {
    try (Loader loader = channel.attachLoader("l", 1)) {
      loader.poll().publish(16);
    }
  }

  private void processAll() {
    try (Processor processor = channel.attachProcessor("p", 1)) {
      for (BorrowedSlot slot = processor.poll(); slot != null; slot = processor.poll()) {
        slot.release();
      }
    }
  }

  private int at(String name) {
    return ControlLayout.member(table.find(name).orElseThrow().index());
  }

  private Forgotten forget(String which) throws IOException {
    return Forgetting.forget(directory, which, said -> {});
  }

  private static BatonException refusal(Executable refused) {
    return assertThrows(BatonException.class, refused);
  }
}
