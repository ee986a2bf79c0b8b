package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.MemberState;
import dev.baton.member.MemberName;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
final class AttachTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private Channel channel;
  private ChannelDirectory directory;
  private MemberTable table;

  @BeforeEach
  void create() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(4));
    directory = new ChannelDirectory(channel.path());
    table = new MemberTable(Channels.words(channel.path()));
  }

  @AfterEach
  void close() {
    ((Logger) LoggerFactory.getLogger("net.openhft")).setLevel(null);
    channel.close();
  }

  @Test
  void shouldBeSeenWhileAttachedOnly() throws IOException {
    Loader loader = channel.attachLoader("l", 1);
    assertTrue(MemberName.isAlive(directory, "l"));
    assertEquals(MemberState.ATTACHED, loader.record().state());
    assertEquals(ProcessHandle.current().pid(), loader.record().pid());

    loader.close();

    assertFalse(MemberName.isAlive(directory, "l"));
    assertEquals(MemberState.LEFT, table.find("l").orElseThrow().state());
  }

  @Test
  void shouldRefuseANameThatALiveMemberBears() {
    try (Loader loader = channel.attachLoader("l", 1)) {
      BatonException refused =
          assertThrows(BatonException.class, () -> channel.attachLoader("l", 1));
      assertEquals(Reason.TRY_AGAIN, refused.reason());
      assertNotNull(loader.poll(), "which is not disturbed");
      assertEquals(1, loader.record().incarnation());
    }
  }

  @Test
  void shouldTakeTheNextNameWhereTheOtherRoleHasIt() {
    try (Processor odd = channel.attachProcessor("loader-1", 1)) {
      odd.end();
    }
    try (Loader loader = channel.attachLoader(null, 1)) {
      assertEquals("loader-2", loader.name());
    }
    BatonException refused =
        assertThrows(BatonException.class, () -> channel.attachLoader("loader-1", 1));
    assertEquals(Reason.USAGE, refused.reason());
  }

  @Test
  void shouldLeaveNothingBehindWhenTheOutboxCannotBeMade() throws IOException {
    Files.createFile(directory.outbox("l"));

    BatonException refused = assertThrows(BatonException.class, () -> channel.attachLoader("l", 1));

    assertEquals(Reason.IO, refused.reason());
    assertFalse(MemberName.isAlive(directory, "l"), "its lock is given back");
    assertEquals(MemberState.UNUSED, table.find("l").orElseThrow().state());
    try (Loader other = channel.attachLoader("other", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      other.end();
      assertTrue(processor.isEnd(), "nobody waits for it");
    }
    Files.delete(directory.outbox("l"));
    try (Loader again = channel.attachLoader("l", 1)) {
      assertEquals(1, again.record().incarnation());
    }
  }

  @Test
  void shouldKeepTheOutboxesOfAFewIncarnations() throws IOException {
    for (int i = 0; i < 5; i++) {
      channel.attachLoader("l", 1).close();
    }
    try (var outboxes = Files.list(directory.outbox("l"))) {
      assertEquals(
          List.of("000003", "000004", "000005"),
          outboxes.map(each -> each.getFileName().toString()).sorted().toList());
    }
  }

  /** Left or dead: what it will not write takes no space. */
  @Test
  void shouldGiveBackTheSpaceThatEarlierIncarnationsHadTakenInAdvance() throws IOException {
    channel.attachLoader("l", 1).close();
    assertEquals(List.of(), inAdvance(1));
    Files.createFile(directory.outbox("l", 1).resolve("dead.precreated"));

    try (Loader again = channel.attachLoader("l", 1)) {
      assertEquals(List.of(), inAdvance(1));
      assertFalse(inAdvance(2).isEmpty(), "its own");
      assertEquals(0, again.poll().id());
    }
  }

  private List<Path> inAdvance(long incarnation) throws IOException {
    try (var files = Files.list(directory.outbox("l", incarnation))) {
      return files.filter(each -> each.toString().endsWith(".precreated")).toList();
    }
  }

  /** A death after the outbox was made and before the incarnation began. */
  @Test
  void shouldMakeAnewAnOutboxThatNobodyBegan() throws IOException {
    channel.attachLoader("l", 1).close();
    Files.createDirectory(directory.outbox("l", 2));
    Files.writeString(directory.outbox("l", 2).resolve("metadata.cq4t"), "half");

    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      assertEquals(2, loader.record().incarnation());
      loader.poll().publish(1);
      assertEquals(1, processor.poll().sequence());
    }
  }

  @Test
  void shouldRefuseAChannelThatWasMadeAnewMeanwhile() throws IOException {
    ChannelRemover.removeContents(directory);
    ChannelRemover.removeDirectory(directory);
    Channel.create(channel.path(), Channels.small(4)).close();

    BatonException refused = assertThrows(BatonException.class, () -> channel.attachLoader("l", 1));

    assertEquals(Reason.UNAVAILABLE, refused.reason());
  }

  @Test
  void shouldTakeAsManyMembersAsTheTableHolds() {
    List<Loader> loaders = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        loaders.add(channel.attachLoader(null, 1));
      }
      assertEquals("loader-20", loaders.get(19).name());
      loaders.get(4).close();
      loaders.set(4, channel.attachLoader(null, 1));
      assertEquals("loader-5", loaders.get(4).name());
    } finally {
      loaders.forEach(Loader::close);
    }
  }

  /** The slot words say the same as the tokens; without tokens it is only slower. */
  @Test
  void shouldHandOverWithoutOutboxes() throws IOException {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      ChannelRemover.removeTree(directory.outboxes());
      handOver(loader, processor, 50);
    }
  }

  /** What can be wrong with an outbox's files from their first byte on. */
  enum Damage {
    METADATA_MISSING,
    METADATA_EMPTY,
    METADATA_SCRIBBLED,
    TOKENS_MISSING,
    TOKENS_EMPTY,
    TOKENS_SCRIBBLED;

    boolean concerns(Path file) {
      return file.toString().endsWith(name().startsWith("METADATA") ? ".cq4t" : ".cq4");
    }

    /** A new file in the place of the old one, which its writer still has mapped. */
    void doTo(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      if (name().endsWith("EMPTY")) {
        Files.createFile(file);
      } else if (name().endsWith("SCRIBBLED")) {
        Arrays.fill(bytes, 0, 64, (byte) 0x5A);
        Files.write(file, bytes);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(8) // Chronicle's own waiting took 10 s, or 2 s for each token
  void shouldHandOverThroughDamagedOutboxes(Damage damage) throws IOException {
    // What Chronicle says about some of them is a page long.
    ((Logger) LoggerFactory.getLogger("net.openhft")).setLevel(Level.OFF);
    try (Processor processor = channel.attachProcessor("p", 1);
        Loader loader = channel.attachLoader("l", 1)) {
      assertNull(processor.poll());
      loader.poll().publish(1);
      int damaged = 0;
      try (var files = Files.walk(directory.outbox("l"))) {
        for (Path file : files.filter(damage::concerns).toList()) {
          damage.doTo(file);
          damaged++;
        }
      }
      assertEquals(1, damaged);

      BorrowedSlot first = processor.borrow(IdleStrategy.backOff());
      assertEquals(1, first.sequence());
      first.release();
      for (int i = 2; i < 10; i++) {
        loader.claim(IdleStrategy.backOff()).publish(1);
        BorrowedSlot slot = processor.borrow(IdleStrategy.backOff());
        assertEquals(i, slot.sequence());
        slot.release();
      }
    }
  }

  /** Names come from shared memory; none leads out of the channel. */
  @Test
  void shouldHandOverBesideAMemberWhoseNameIsDamaged() {
    try (Loader loader = channel.attachLoader("l", 1);
        Processor processor = channel.attachProcessor("p", 1)) {
      int record = ControlLayout.member(loader.record().index());
      Channels.words(channel.path())
          .putText(record + MemberLayout.NAME, MemberLayout.NAME_BYTES, "../../elsewhere");
      handOver(loader, processor, 10);
    }
  }

  private static void handOver(Loader loader, Processor processor, int count) {
    for (int i = 1; i <= count; i++) {
      loader.claim(IdleStrategy.backOff()).publish(1);
      BorrowedSlot slot = processor.borrow(IdleStrategy.backOff());
      assertEquals(i, slot.sequence());
      slot.release();
    }
    assertNull(processor.poll());
  }
}
