package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sources that are slow, and that others stand behind: a pipe's writers, a command. */
final class SlowSourcesIT {
  @RegisterExtension final Scene scene = new Scene();

  /** A slot holds a thousand elements: none of these fills one. */
  @Test
  void shouldHandOverWhatHasComeLongBeforeTheSlotIsFull() throws IOException {
    Path pipe = scene.file("pipe");
    scene.shell("mkfifo " + pipe).run().requireSuccess();
    Started loader = scene.loader("--source", "fifo:" + pipe, "--slot-length", 1_000).start();
    Started processor = scene.processor("--sink", "text:" + scene.file("out")).start();

    try (OutputStream writer = Files.newOutputStream(pipe)) {
      write(writer, "1\n2\n3");
      processor.await("two lines", () -> out().equals("1.0\n2.0\n"));
    }
    processor.await("the last one, since its writer has ended", () -> out().endsWith("\n3.0\n"));
    try (OutputStream next = Files.newOutputStream(pipe)) {
      write(next, "4\n");
      processor.await("another writer's", () -> out().endsWith("\n4.0\n"));
      loader.signal("TERM");
      loader.finished().requireQuiet(143);
    }
    processor.signal("TERM");
    processor.finished().requireQuiet(143);
  }

  @Test
  void shouldWaitForFullSlotsIfTold() {
    Started loader = sleeping("--linger", "none");
    loader.await("its start", () -> Files.exists(scene.file("pid")));
    Started processor = scene.processor("--sink", "text:" + scene.file("out")).start();
    processor.awaitOut("event=waiting");

    assertEquals("", out());
    loader.signal("TERM");
    loader.finished().requireQuiet(143);
    processor.await("what was held at the end", () -> out().equals("1.0\n"));
  }

  @Test
  void shouldEndACommandWithTheLoader() throws IOException {
    Started loader = sleeping("--linger", "0").awaitOut("line=\"it begins\"");

    loader.signal("TERM");

    loader.finished().requireQuiet(143);
    long pid = Long.parseLong(Files.readString(scene.file("pid")).strip());
    Patience.until(
        "the command's end", () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void shouldSayWhyACommandFailedAndPublishWhatItHadWritten() {
    scene
        .loader("--source", "exec:echo 1 2; echo no more >&2; exit 3")
        .run()
        .requireRefusal(74, "expected exit code 0, found 3: no more");

    Started processor = scene.processor("--sink", "text:" + scene.file("out")).start();
    processor.await("what was before", () -> out().equals("1.0\n2.0\n"));
  }

  private Started sleeping(Object... more) {
    String command = "echo $$ > " + scene.file("pid") + "; echo it begins >&2; echo 1; sleep 1000";
    return scene.loader("--source", "exec:" + command).and(more).start();
  }

  private String out() {
    Path out = scene.file("out");
    try {
      return Files.exists(out) ? Files.readString(out) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream writer, String text) throws IOException {
    writer.write(text.getBytes(StandardCharsets.UTF_8));
    writer.flush();
  }
}
