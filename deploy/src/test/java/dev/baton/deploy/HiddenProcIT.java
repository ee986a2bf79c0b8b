package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.crash.CrashPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Services that see nothing in {@code /proc}, not even themselves: who lives is no matter of
 * process IDs. Only root can hide it.
 */
final class HiddenProcIT {
  private static final int SLOT_BYTES = 4_096;

  @RegisterExtension final Scene scene = new Scene();

  @BeforeEach
  void requireRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw new AssertionError("this test mounts over /proc: run it as root, as CI does");
    }
  }

  @Test
  void shouldAttachDieAndReclaimWithoutProc() {
    String expected =
        Numbers.sha256(Numbers.write(scene.file("input"), scene.random(), 40 * SLOT_BYTES));
    Started loader = hidden(loader()).start();

    Deaths.at(CrashPoint.BORROW_SWAPPED, hidden(processor()));
    loader.awaitOut("event=reclaimed member=p slots=1");
    loader.kill();
    Started processor = hidden(processor()).start().awaitOut("event=reclaimed member=l");
    loader = hidden(loader()).start();
    loader.awaitOut("event=attached");
    Finished status = hidden(scene.command("baton", "status", scene.channel())).run();

    processor.finished().requireSuccess();
    loader.finished().requireSuccess();
    assertEquals(expected, Numbers.sha256(scene.file("output")));
    status.requireSuccess();
  }

  /** Java's own launcher finds its first library by /proc, or where it is told. */
  private static Launch hidden(Launch launch) {
    String hide = "mount -t tmpfs -o size=64k none /proc && exec \"$@\"";
    return launch
        .under("unshare", "--mount", "sh", "-c", hide, "sh")
        .with("LD_LIBRARY_PATH", Distribution.JAVA_HOME.resolve("lib"));
  }

  private Launch loader() {
    return scene
        .loader("--source", "raw:" + scene.file("input"), "--name", "l", "--rate", 20_000)
        .and("--slots", 2, "--slot-length", SLOT_BYTES / 4);
  }

  private Launch processor() {
    return scene.processor("--sink", "raw:" + scene.file("output"), "--name", "p");
  }
}
