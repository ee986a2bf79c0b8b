package dev.baton.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.cli.Interruption;
import dev.baton.layout.Geometry;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with services of shell: what it makes of how they end. Real ones are run elsewhere. */
final class DemoTest {
  private static final Geometry GEOMETRY = new Geometry(2, 100, Dtype.F4, 1);

  @TempDir private Path directory;
  private final DemoOptions options = new DemoOptions();
  private final Interruption interruption = new Interruption();
  private DemoPlace place;

  @BeforeEach
  void make() throws IOException {
    options.loaders = 1;
    options.processors = 1;
    options.step = 1;
    options.idle = "backoff";
    place = DemoPlace.make(GEOMETRY, 2, List.of(directory));
  }

  @Test
  void shouldTellEachServiceWhatToDo() throws Exception {
    options.passes = Optional.of(3L);
    launcher("baton-loader", "echo loader \"$@\"");
    launcher("baton-processor", "echo processor \"$@\"");
    DemoRun run = run();

    assertTrue(run.failed().isEmpty());
    assertEquals(
        "loader --channel "
            + place.channel()
            + " --name loader-1 --source debug: --step 1 --idle backoff"
            + " --slots 2 --slot-length 100 --dtype <f4 --passes 3\n",
        Files.readString(place.log("loader-1")));
    assertEquals(
        "processor --channel "
            + place.channel()
            + " --name processor-1 --sink debug: --step 1 --idle backoff\n",
        Files.readString(place.log("processor-1")));
  }

  @Test
  void shouldNameTheServiceThatFailedAndNotThoseItTookAlong() throws Exception {
    options.bailOnError = true;
    launcher("baton-loader", "while [ ! -e \"$0.bail\" ]; do sleep 0.01; done; exit 69");
    launcher("baton-processor", "echo bad value; touch \"${0%/*}/baton-loader.bail\"; exit 65");
    DemoRun run = run();

    Service failed = run.failed().orElseThrow();
    assertEquals("processor-1", failed.name());
    assertEquals(65, failed.exitCode());
    assertEquals(List.of("bad value"), failed.lastLines());
  }

  @Test
  void shouldStopTheOthersWhenOneFails() throws Exception {
    launcher("baton-loader", "exec sleep 60");
    launcher("baton-processor", "exit 74");
    DemoRun run = run();

    assertEquals("processor-1", run.failed().orElseThrow().name());
  }

  @Test
  void shouldStopEverybodyWhenItIsInterrupted() throws Exception {
    interruption.request("INT");
    launcher("baton-loader", "exec sleep 60");
    launcher("baton-processor", "exec sleep 60");
    run();
  }

  @Test
  void shouldShareTheElementsAmongTheLoaders() {
    options.loaders = 3;
    options.elements = Optional.of(10L);

    assertEquals(Optional.of(4L), options.elementsOf(0));
    assertEquals(Optional.of(3L), options.elementsOf(1));
    assertEquals(Optional.of(3L), options.elementsOf(2));
    assertEquals(Optional.empty(), options.secondsToLoad());
  }

  @Test
  void shouldLoadForTenSecondsUnlessToldOtherwise() {
    assertEquals(Optional.of("10"), options.secondsToLoad());
    options.seconds = Optional.of(0.5);
    assertEquals(Optional.of("0.5"), options.secondsToLoad());
  }

  @Test
  void shouldVerifyThatAllThatWentInCameOut() {
    options.passes = Optional.of(3L);
    try (Channel channel = Channel.open(place.channel().path())) {
      Loader loader = channel.attachLoader("loader-1", 1);
      Processor processor = channel.attachProcessor("processor-1", 1);
      for (int i = 0; i < 3; i++) {
        loader.claim(IdleStrategy.backOff()).publish(100);
        processor.borrow(IdleStrategy.backOff()).release(0);
      }
      loader.end();
      loader.close();
      processor.end();
      processor.close();
    }

    DemoReport report = report();
    assertTrue(report.isVerified(), report.problems().toString());
    String last = report.text().lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(last.startsWith("verified: 300 elements, 1.20 kB, "), last);
  }

  @Test
  void shouldNotVerifyWhatIsLeft() {
    options.passes = Optional.of(3L);
    try (Channel channel = Channel.open(place.channel().path());
        Loader loader = channel.attachLoader("loader-1", 1)) {
      loader.poll().publish(100);
      loader.end();
    }

    DemoReport report = report();
    assertFalse(report.isVerified());
    assertEquals(
        List.of(
            "1 slots published, 0 released",
            "100 elements published, 0 released",
            "loader-1 slots: expected 3, found 1",
            "slot 0 is not free: word 00000000000b0002"),
        report.problems());
  }

  @Test
  void shouldNotVerifyWhatNeverHappened() {
    assertEquals(List.of("nothing was loaded"), report().problems());
  }

  private DemoRun run() throws IOException, InterruptedException {
    DemoRun run = new DemoRun(options, GEOMETRY, place, directory, interruption);
    run.run();
    return run;
  }

  private DemoReport report() {
    ControlView view = ControlView.map(new ChannelDirectory(place.channel().path()));
    Totals totals = Totals.read(view);
    return new DemoReport(
        GEOMETRY, totals, Verdict.problems(options, GEOMETRY, view, totals), List.of(), "");
  }

  private void launcher(String name, String script) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
