package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.crash.CrashPoint;
import dev.baton.crash.CrashPoint.Part;
import dev.baton.layout.Activity;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Flow;
import dev.baton.layout.Geometry;
import dev.baton.layout.Role;
import dev.baton.layout.SlotState;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A death at every named step of the protocol, and a start under the same name after it: what went
 * in comes out once, and every slot is free in the end. The deaths of a test are one channel's.
 */
final class CrashPointIT {
  private static final int SLOTS = 2;
  private static final int SLOT_BYTES = 4_096;
  private static final int BYTES = 60 * SLOT_BYTES;

  @RegisterExtension final Scene scene = new Scene();

  private String expected;

  @BeforeEach
  void write() {
    expected = Numbers.sha256(Numbers.write(scene.file("input"), scene.random(), BYTES));
  }

  @Test
  void shouldSurviveALoaderThatDiesAtEachStep() {
    Started processor = processor().start();

    Deaths.atEach(Deaths.of(Part.CREATING), this::loader);
    Deaths.atEach(attaching(), this::loader);
    Deaths.atEach(
        Deaths.of(Part.LOADER, CrashPoint.ABORT_SWAPPED, CrashPoint.CLOSE_HALF_ABORTED),
        CrashPointIT::afterRecovery,
        this::loader);

    processor.finished().requireSuccess();
    requireAllOnce();
  }

  @Test
  void shouldSurviveAProcessorThatDiesAtEachStep() {
    Started loader = loader().start().awaitOut("event=attached");

    Deaths.atEach(attaching(), this::processor);
    // The second time: what the last death left is tried again, and done, before the next slot is.
    Deaths.atEach(
        Deaths.of(
            Part.PROCESSOR,
            CrashPoint.TRY_NOTED,
            CrashPoint.REQUEUE_SWAPPED,
            CrashPoint.CLOSE_HALF_REQUEUED),
        step -> step == CrashPoint.LEFT ? 1 : 2,
        this::processor);

    loader.finished().requireSuccess();
    requireAllOnce();
  }

  @Test
  void shouldSurviveALoaderThatDiesWhileItGivesBack() {
    Started loader = Deaths.armed(loader("raw:-"), CrashPoint.ABORT_SWAPPED, 1).start();
    awaitEmptySlotOf(loader);

    loader.signal("TERM");

    Deaths.requireDeath(loader.finished(), CrashPoint.ABORT_SWAPPED);
    finish();
  }

  @Test
  void shouldSurviveAProcessorThatDiesWhileItGivesBack() {
    Started loader = loader().start().awaitOut("event=attached");
    LiveChannel channel = new LiveChannel(scene.channel());
    Patience.until("ready slots", () -> channel.slots(SlotState.READY) == SLOTS);

    Deaths.at(CrashPoint.REQUEUE_SWAPPED, processor("/dev/full"));
    String flag = "-Dbaton.crash.at=" + CrashPoint.CLOSE_HALF_REQUEUED.word();
    Deaths.requireDeath(
        scene.main(flag, Holder.class, scene.channel()).run(), CrashPoint.CLOSE_HALF_REQUEUED);

    processor().run().requireSuccess();
    loader.finished().requireSuccess();
    requireAllOnce();
  }

  /** Nobody else is there: what the dead left is there when it comes back. */
  @Test
  void shouldSurviveADeathInTheRecoveryOfADeath() {
    Deaths.atEach(
        List.of(
            CrashPoint.CLAIM_SWAPPED,
            CrashPoint.SLOT_TAKEN_BACK,
            CrashPoint.NOTE_WRITTEN,
            CrashPoint.NOTE_SETTLED,
            CrashPoint.PUBLISH_SWAPPED,
            CrashPoint.NOTE_HALF_COMMITTED),
        this::loader);

    finish();
  }

  @Test
  void shouldSurviveADeathWhileReclaiming() {
    Deaths.at(CrashPoint.PUBLISH_SWAPPED, loader());
    for (CrashPoint step : Deaths.of(Part.RECLAIMING, CrashPoint.TRY_NOTED)) {
      if (step == CrashPoint.SLOT_TAKEN_BACK || step == CrashPoint.SLOT_TAKEN_BACK_TOLD) {
        Deaths.at(CrashPoint.CLAIM_SWAPPED, loader());
      }
      Deaths.at(step, processor());
    }

    finish();
  }

  /** A try counts once, however often it is noted. */
  @Test
  void shouldSurviveADeathWhileADeathIsNotedAsAFailedTry() {
    Started loader = loader().start().awaitOut("event=attached");
    LiveChannel channel = new LiveChannel(scene.channel());
    Patience.until("ready slots", () -> channel.slots(SlotState.READY) == SLOTS);
    loader.signal("STOP"); // else it would find the dead itself

    Deaths.at(CrashPoint.BORROW_SWAPPED, processor());
    Deaths.at(CrashPoint.TRY_NOTED, processor());
    Deaths.at(CrashPoint.TRY_NOTED, another());
    Deaths.at(CrashPoint.TRY_NOTED, processor());

    loader.signal("CONT");
    processor().run().requireSuccess();
    loader.finished().requireSuccess();
    requireAllOnce();
  }

  /** A table full of members that nobody needs. */
  @Test
  void shouldSurviveADeathWhileRoomIsMade() throws IOException {
    scene.command("baton", "create", scene.channel()).and(geometry()).run().requireSuccess();
    ChannelDirectory directory = new ChannelDirectory(scene.channel());
    try (ControlStore control = ControlStore.open(directory)) {
      MemberTable table = new MemberTable(control.words());
      for (int i = 0; i < ControlLayout.MEMBERS; i++) {
        table.findOrRegister(directory, "gone-" + i, Role.PROCESSOR);
        Files.createDirectories(directory.outbox("gone-" + i, 1));
      }
    }

    Deaths.at(CrashPoint.SPARE_OUTBOX_REMOVED, loader());
    Deaths.at(CrashPoint.SPARE_CLEARED, loader());

    finish();
  }

  @Test
  void shouldSurviveABailThatDiesAtEachStep() {
    Started processor = processor().start();
    Started loader = Deaths.armed(loader("raw:-"), CrashPoint.CLOSE_HALF_ABORTED, 1).start();
    awaitEmptySlotOf(loader);

    Deaths.at(CrashPoint.BAIL_TICKET_TAKEN, bail());
    Deaths.at(CrashPoint.BAIL_RECORDED, bail());
    assertFalse(new LiveChannel(scene.channel()).isBailed());
    Deaths.at(CrashPoint.BAIL_SWAPPED, bail());

    Deaths.requireDeath(loader.finished(), CrashPoint.CLOSE_HALF_ABORTED);
    Stop.requireBailed(
        processor.finished(), "operator " + System.getProperty("user.name"), "no reason given");
    finish();
  }

  /** An order that was not given is none, and the next one is. */
  @Test
  void shouldSurviveAnOrderThatDiesAtEachStep() {
    Channel.create(scene.channel(), new Geometry(SLOTS, SLOT_BYTES / 8, Dtype.I8, 1)).close();
    LiveChannel channel = new LiveChannel(scene.channel());

    for (CrashPoint step : Deaths.of(Part.ORDER)) {
      assertEquals(Flow.RUNNING, channel.flow());
      Deaths.at(step, scene.command("baton", "pause", scene.channel()));
    }
    assertEquals(Flow.PAUSED, channel.flow());
    Deaths.at(CrashPoint.ORDER_RECORDED, scene.command("baton", "drain", scene.channel()));
    assertEquals(Flow.PAUSED, channel.flow());
    Deaths.at(CrashPoint.ORDER_GIVEN, scene.command("baton", "resume", scene.channel()));
    assertEquals(Flow.RUNNING, channel.flow());

    finish();
  }

  @Test
  void shouldSurviveADestroyThatDiesAtEachStep() {
    Channel.create(scene.channel(), new Geometry(SLOTS, 16, Dtype.I8, 1)).close();

    Deaths.atEach(
        Deaths.of(Part.DESTROYING),
        () -> scene.command("baton", "destroy", "--force", scene.channel()));

    finish();
  }

  @Test
  void shouldRefuseAStepThatDoesNotExist() {
    loader()
        .with("BATON_JAVA_OPTS", "-Dbaton.crash.at=publish-swaped")
        .run()
        .requireRefusal(64, "unknown crash point 'publish-swaped'", "publish-swapped?");
  }

  private void finish() {
    Started loader = loader().start();
    processor().run().requireSuccess();
    loader.finished().requireSuccess();
    requireAllOnce();
  }

  /** Its input is a pipe that nothing comes from. */
  private void awaitEmptySlotOf(Started loader) {
    LiveChannel channel = new LiveChannel(scene.channel());
    loader.await("its claim", () -> channel.does("loader", Activity.WAITING_FOR_DATA));
  }

  private void requireAllOnce() {
    assertEquals(expected, Numbers.sha256(scene.file("output")));
    assertEquals(SLOTS, new LiveChannel(scene.channel()).slots(SlotState.FREE));
  }

  /** With a table that has room, and without a death before. */
  private static List<CrashPoint> attaching() {
    return Deaths.of(
        Part.ATTACHING,
        CrashPoint.SPARE_OUTBOX_REMOVED,
        CrashPoint.SPARE_CLEARED,
        CrashPoint.NOTE_HALF_COMMITTED,
        CrashPoint.NOTE_SETTLED,
        CrashPoint.TRY_NOTED,
        CrashPoint.SLOT_TAKEN_BACK);
  }

  /** A note of the last incarnation may be the first to be committed. */
  private static int afterRecovery(CrashPoint step) {
    return CrashPoint.of(Part.RECLAIMING).contains(step) || step == CrashPoint.NOTE_COMMITTED
        ? 2
        : 1;
  }

  private Launch bail() {
    return scene.command("baton", "bail", scene.channel());
  }

  private Launch loader() {
    return loader("raw:" + scene.file("input"));
  }

  private Launch loader(String source) {
    return scene.loader("--source", source, "--name", "loader").and(geometry());
  }

  private static Object[] geometry() {
    return new Object[] {"--slots", SLOTS, "--slot-length", SLOT_BYTES / 8, "--dtype", "<i8"};
  }

  private Launch processor() {
    return processor(scene.file("output").toString());
  }

  private Launch another() {
    return scene.processor("--sink", "null:", "--name", "another");
  }

  private Launch processor(String output) {
    return scene.processor("--sink", "raw:" + output, "--name", "processor");
  }
}
