package dev.baton.bench.part;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.baton.array.Dtype;
import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Rounds;
import dev.baton.channel.Channel;
import dev.baton.layout.Geometry;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The services and commands as they are installed, run from the clone's distribution. */
final class ServiceParts {
  private static final int SLOT_LENGTH = 1 << 18;
  private static final int OUR_ELEMENTS = 400_000_000;
  private static final int THEIR_ELEMENTS = 1_000_000;
  private static final int SETTLE_SECONDS = 20;
  private static final int IDLE_SECONDS = 20;

  private ServiceParts() {}

  /** The seed's job: the same text, arrays of the same size, every element checked. */
  static void seed(Bench bench) throws Exception {
    Map<String, Series> series =
        new Rounds("elements/s")
            .with("Baton", () -> demo(bench))
            .with("Python", () -> python(bench))
            .run(bench.rounds());
    bench.add(Row.SEED, series.get("Baton"), series.get("Python"));
  }

  private static double demo(Bench bench) throws Exception {
    String elements = Integer.toString(bench.times(OUR_ELEMENTS));
    String json =
        output(
            bench,
            "bin/baton",
            "demo",
            "--format",
            "json",
            "--step",
            "1",
            "--slots",
            "2",
            "--slot-length",
            Integer.toString(SLOT_LENGTH),
            "--elements",
            elements);
    JsonObject report = JsonParser.parseString(json).getAsJsonObject();
    if (!report.get("verified").getAsBoolean()) {
      throw new IllegalStateException("the demo is not verified: " + json);
    }
    return report.get("elements_per_second").getAsDouble();
  }

  private static double python(Bench bench) {
    int elements = bench.times(THEIR_ELEMENTS);
    try (Child program = Python.start(bench, -1, "seed.py")) {
      program.answer();
      return elements / program.ask("run " + SLOT_LENGTH + " " + elements).get("seconds");
    }
  }

  /** What services cost that have nothing to do. */
  static void idle(Bench bench) throws Exception {
    Path directory = bench.inMemory();
    Path waiting = directory.resolve("waiting");
    Path full = directory.resolve("full");
    Channel.create(waiting, new Geometry(4, 1 << 10, Dtype.F4, 1)).close();
    Channel.create(full, new Geometry(4, 1 << 10, Dtype.F4, 1)).close();
    try (Child processor =
            Child.start(
                "idle processor",
                command(bench, "bin/baton-processor", "--channel", waiting, "--sink", "null:"));
        Child loader =
            Child.start(
                "idle loader",
                command(bench, "bin/baton-loader", "--channel", full, "--source", "debug:"))) {
      waitSeconds(bench.times(SETTLE_SECONDS));
      Map<String, Series> series =
          new Rounds("% of a core")
              .with("processor", () -> percent(bench, processor))
              .with("loader", () -> percent(bench, loader))
              .run(Math.max(1, bench.rounds() / 2));
      bench.add(Row.IDLE_PROCESSOR, series.get("processor"));
      bench.add(Row.IDLE_LOADER, series.get("loader"));
      stop(processor);
      stop(loader);
    }
  }

  /** CPU time of a process in parts of a core, over some time from now on. */
  static double percent(Bench bench, Child child) {
    int seconds = bench.times(IDLE_SECONDS);
    long before = child.cpuNanos();
    long start = System.nanoTime();
    waitSeconds(seconds);
    double elapsed = System.nanoTime() - start;
    return 100.0 * (child.cpuNanos() - before) / elapsed;
  }

  /** CPU time of {@code baton status}, user and system, of all processes that it takes. */
  static void status(Bench bench) throws Exception {
    Path channel = bench.inMemory().resolve("channel");
    Channel.create(channel, new Geometry(4, 1 << 10, Dtype.F4, 1)).close();
    makeArchives(bench);
    cpuOfStatus(bench, channel);
    Map<String, Series> series =
        new Rounds("s of CPU").with("Baton", () -> cpuOfStatus(bench, channel)).run(bench.rounds());
    bench.add(Row.STATUS, series.get("Baton"));
  }

  /**
   * What an installation has ready for its Java: a build does so only for the one that built it.
   */
  private static void makeArchives(Bench bench) throws Exception {
    Path built = bench.root().resolve("deploy/target");
    try (DirectoryStream<Path> distributions =
        Files.newDirectoryStream(
            built, path -> Files.isExecutable(path.resolve("bin/make-archives")))) {
      for (Path distribution : distributions) {
        output(bench, distribution.resolve("bin/make-archives").toString());
      }
    }
  }

  /** The shell's {@code times} says in its second line what its children took. */
  private static double cpuOfStatus(Bench bench, Path channel) throws Exception {
    String script = "\"$0\" status \"$1\" >/dev/null && times";
    String times =
        output(
            bench,
            "sh",
            "-c",
            script,
            bench.root().resolve("bin/baton").toString(),
            channel.toString());
    double seconds = 0;
    for (String part : times.lines().skip(1).findFirst().orElseThrow().split(" ", -1)) {
      String[] minutes = part.replace("s", "").split("m", -1);
      seconds += 60 * Double.parseDouble(minutes[0]) + Double.parseDouble(minutes[1]);
    }
    return seconds;
  }

  private static String output(Bench bench, String... words) throws Exception {
    Process process =
        new ProcessBuilder(command(bench, (Object[]) words))
            .directory(bench.root().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", words) + " failed: " + output);
    }
    return output;
  }

  /** A command line; what begins with {@code bin/} is the clone's. */
  static List<String> command(Bench bench, Object... words) {
    List<String> command = new ArrayList<>();
    command.add("env");
    command.add("JAVA_HOME=" + bench.java().home());
    for (Object word : words) {
      boolean ours = word.toString().startsWith("bin/");
      command.add(ours ? bench.root().resolve(word.toString()).toString() : word.toString());
    }
    return command;
  }

  /** Sends SIGTERM. */
  static void stop(Child child) {
    ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroy);
  }

  private static void waitSeconds(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
