package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.crash.CrashPoint;
import dev.baton.crash.CrashPoint.Part;
import dev.baton.layout.SlotState;
import dev.baton.ops.torture.BadBufferSinkProvider;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One bad buffer never stops the line, and is never lost. */
final class SetAsideIT {
  private static final int SLOTS = 3;
  private static final int SLOT_BYTES = 4_096;
  private static final int INPUT_SLOTS = 20;
  private static final int BAD = 7;

  @RegisterExtension final Scene scene = new Scene();

  private byte[] input;

  @BeforeEach
  void makePlugin() throws IOException {
    Path plugins = Files.createDirectory(scene.file("plugins"));
    BadBufferSinkProvider.makePlugin(plugins);
  }

  @Test
  void shouldSetAsideWhatEverySinkRefuses() throws IOException {
    Started loader = loader(BadBufferSinkProvider.REFUSED);

    Finished processor = processor().run();

    processor.requireRefusal(65, "1 slot of it could not be processed", "baton set-aside ls");
    assertTrue(processor.out().contains("event=try_failed"), processor::out);
    assertTrue(processor.out().contains("event=set_aside "), processor::out);
    loader.finished().requireSuccess();
    requireAllButTheBad();
    assertEquals("refused refused refused", requireStory().outcomes());
  }

  @Test
  void shouldSetAsideWhatKillsEveryProcessor() throws IOException {
    Started loader = loader(BadBufferSinkProvider.DEADLY);

    for (int death = 1; death <= 3; death++) {
      assertEquals(Deaths.KILLED, processor().run().exit());
    }
    processor().run().requireRefusal(65, "could not be processed");

    loader.finished().requireSuccess();
    requireAllButTheBad();
    SetAsideStory story = requireStory();
    assertEquals("died died died", story.outcomes());
    assertEquals(
        List.of(1L, 2L, 3L), story.tries().stream().map(SetAsideStory.Try::incarnation).toList());
  }

  @Test
  void shouldTakeMoreTriesWhereItIsToldTo() throws IOException {
    Started loader = loader(BadBufferSinkProvider.REFUSED);
    processor().with("BATON_MAX_ATTEMPTS", 6).run().requireRefusal(65, "could not be processed");
    loader.finished().requireSuccess();

    SetAsideStory story = requireStory();
    assertEquals(6, story.attempts());
    assertEquals(4, story.tries().size(), "the last ones");
    processor().and("--max-attempts", 0).run().requireRefusal(64, "--max-attempts 0");
  }

  /** A copy in the middle of which the processor dies is made again, and no second one. */
  @Test
  void shouldSurviveADeathWhileSettingAside() throws IOException {
    Started loader = loader(BadBufferSinkProvider.REFUSED);

    Deaths.at(CrashPoint.TRY_NOTED, processor());
    Deaths.atEach(Deaths.of(Part.SETTING_ASIDE), this::processor);
    // The second note is that of the slot that is set aside, or one in front of it.
    processor().run().requireRefusal(65, "could not be processed");

    loader.finished().requireSuccess();
    requireAllButTheBad();
    requireStory();
  }

  @Test
  void shouldRequeueOnceWhoeverDies() throws IOException {
    shouldSetAsideWhatEverySinkRefuses();
    String name = requireStory().name();

    Deaths.atEach(
        Deaths.of(Part.RETURNING),
        () -> scene.command("baton", "set-aside", "requeue", scene.channel(), name));
    scene.command("baton", "set-aside", "requeue", scene.channel(), name).run().requireSuccess();
    scene
        .processor("--sink", "raw:" + scene.file("again"), "--name", "again")
        .run()
        .requireSuccess();

    assertArrayEquals(
        Arrays.copyOfRange(input, BAD * SLOT_BYTES, (BAD + 1) * SLOT_BYTES),
        Numbers.read(scene.file("again")));
    scene.command("baton", "destroy", scene.channel()).run().requireSuccess();
  }

  @Test
  void shouldRefuseToDestroyWhatWasSetAside() throws IOException {
    shouldSetAsideWhatEverySinkRefuses();

    scene
        .command("baton", "destroy", scene.channel())
        .run()
        .requireRefusal(78, "arrays that were set aside", "baton set-aside ls");
  }

  @Test
  void shouldBeJoinedWithOrWithoutWhatWasSetAside() throws IOException {
    shouldSetAsideWhatEverySinkRefuses();
    String where = "sequence " + (BAD + 1) + " was set aside, in " + scene.channel();

    join()
        .requireRefusal(
            65,
            "missing in the parts: l sequence " + (BAD + 1) + "; " + where,
            "--set-aside put-in");
    assertFalse(Files.exists(scene.file("joined")), scene::files);

    Finished without = join("--set-aside", "leave-out").requireQuiet(3);
    assertTrue(without.out().contains(where), without::out);
    assertArrayEquals(Numbers.read(scene.file("output")), Numbers.read(scene.file("joined")));

    join("--set-aside", "put-in").requireSuccess();
    assertArrayEquals(input, Numbers.read(scene.file("joined")));
  }

  private Finished join(Object... arguments) {
    return scene
        .command("baton", "join", "--channel", scene.channel(), "--out", scene.file("joined"))
        .and(scene.file("output"))
        .and(arguments)
        .run();
  }

  private Started loader(long firstOfBad) throws IOException {
    input = Numbers.write(scene.file("input"), scene.random(), INPUT_SLOTS * SLOT_BYTES);
    ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).putLong(BAD * SLOT_BYTES, firstOfBad);
    Files.write(scene.file("input"), input);
    return scene
        .loader("--source", "raw:" + scene.file("input"), "--dtype", "<i8", "--name", "l")
        .and("--slots", SLOTS, "--slot-length", SLOT_BYTES / 8)
        .start()
        .awaitOut("event=attached");
  }

  private Launch processor() {
    return scene
        .processor("--plugins", scene.file("plugins"), "--name", "p")
        .and("--sink", BadBufferSinkProvider.KIND + ":" + scene.file("output") + "?index=yes");
  }

  private void requireAllButTheBad() {
    ByteBuffer expected = ByteBuffer.allocate((INPUT_SLOTS - 1) * SLOT_BYTES);
    expected.put(input, 0, BAD * SLOT_BYTES);
    expected.put(input, (BAD + 1) * SLOT_BYTES, (INPUT_SLOTS - BAD - 1) * SLOT_BYTES);
    assertArrayEquals(expected.array(), Numbers.read(scene.file("output")));
    assertEquals(SLOTS, new LiveChannel(scene.channel()).slots(SlotState.FREE));
  }

  /** There is one array, and it is the one. */
  private SetAsideStory requireStory() throws IOException {
    SetAside aside = new SetAside(new ChannelDirectory(scene.channel()));
    assertEquals(1, aside.names().size(), () -> scene.files());
    SetAsideStory story = aside.story(aside.names().get(0));
    assertEquals("l", story.loader());
    assertEquals(BAD + 1, story.sequence());
    assertEquals(BAD * SLOT_BYTES / Long.BYTES, story.position().offset());
    byte[] array = Numbers.read(aside.array(story.name()));
    assertArrayEquals(
        Arrays.copyOfRange(input, BAD * SLOT_BYTES, (BAD + 1) * SLOT_BYTES),
        Arrays.copyOfRange(array, array.length - SLOT_BYTES, array.length));
    return story;
  }
}
