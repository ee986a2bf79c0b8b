package dev.baton.ops.torture;

import dev.baton.cli.Installation;
import dev.baton.cli.Interruption;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.report.Json;
import dev.baton.report.ProgressLine;
import dev.baton.store.ChannelRemover;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton torture}: whether anything can be lost, or come twice, on this host. */
@Command(
    name = "torture",
    description = {
      "Kills, stops, crashes and starves real services on channels of its own, and checks that what went in has come out:",
      "loader by loader the SHA-256 of the input is that of the joined outputs, and all slots are free at the end.",
      "Exits with 0 only if nothing was lost, nothing came twice, and all that was asked for was run; with 3 otherwise,",
      "and then keeps the evidence: channel, logs with dumps of all threads, outputs, schedule."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton torture                                 all tests, with the figures of a smoke run",
      "  baton torture --tests T1 --kills 200          one test, 200 kills",
      "  baton torture --tests T1,T3 --full --seed 7   the full figures of two",
      "  baton torture --plan --tests T1 --seed 7      what would be done, without doing it",
      "  baton torture --format markdown               the report as a table for a page"
    })
public final class TortureCommand implements Callable<Integer> {
  private static final int FOUND = 3;
  private static final Path MEMORY = Path.of("/dev/shm");

  /** How the report is printed. */
  enum Format {
    TEXT,
    JSON,
    MARKDOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin TortureOptions options;

  @Option(
      names = "--tests",
      paramLabel = "T1,...",
      description = "Which tests (default: all): ${COMPLETION-CANDIDATES}.",
      completionCandidates = TortureTests.Ids.class)
  String tests = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where channels, inputs and outputs are made (default: /dev/shm, or a temporary directory).")
  Optional<Path> dir = Optional.empty();

  @Option(
      names = "--plan",
      description = "Print what the seed decides, blow by blow, and do nothing.")
  boolean plan;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or markdown (default: ${DEFAULT-VALUE}).")
  Format format = Format.TEXT;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.check();
    List<TortureTest> chosen = TortureTests.named(tests);
    if (plan) {
      chosen.forEach(
          test -> {
            say("# " + test.id() + ": " + test.title() + ", seed " + options.seed());
            test.plan(options).forEach(this::say);
          });
      return 0;
    }
    Map<TortureTest, Outcome> outcomes = new LinkedHashMap<>();
    Interruption interruption = Interruption.install();
    try (ProgressLine progress = ProgressLine.onStandardError()) {
      Lab lab =
          new Lab(
              makeBase(chosen), launchers(), options, interruption, this::sayOnTheWay, progress);
      sayOnTheWay(again(chosen) + "    # in " + lab.base());
      for (TortureTest test : chosen) {
        if (!interruption.isRequested()) {
          outcomes.put(test, run(test, lab));
        }
      }
      if (outcomes.values().stream().allMatch(each -> each.evidence().isEmpty())) {
        ChannelRemover.removeTree(lab.base());
      }
    }
    TortureReport report = new TortureReport(options, again(chosen), outcomes);
    say(
        switch (format) {
          case TEXT -> report.text();
          case JSON -> Json.of(report.fields());
          case MARKDOWN -> report.markdown();
        });
    return report.isPassed() ? 0 : FOUND;
  }

  private Outcome run(TortureTest test, Lab lab) throws IOException, InterruptedException {
    Outcome outcome = new Outcome();
    sayOnTheWay(String.format("%-4s %s", test.id(), test.title()));
    long start = System.nanoTime();
    test.run(lab, outcome);
    outcome.took(System.nanoTime() - start);
    outcome.problems().forEach(what -> sayOnTheWay(test.id() + "   FAILED: " + what));
    outcome.notRun().forEach(why -> sayOnTheWay(test.id() + "   NOT RUN: " + why));
    return outcome;
  }

  private Path makeBase(List<TortureTest> chosen) throws IOException {
    long needed = chosen.stream().mapToLong(test -> test.space(options)).max().orElse(0);
    return Lab.makeBase(
        dir.map(List::of).orElse(List.of(MEMORY, Installation.temporaryDirectory())), needed);
  }

  private static Path launchers() {
    return Installation.home()
        .map(home -> home.resolve("bin"))
        .filter(bin -> Files.isExecutable(bin.resolve("baton-loader")))
        .orElseThrow(
            () ->
                new BatonException(
                    Reason.CONFIGURATION,
                    "torture runs baton-loader and baton-processor, which are not beside this command",
                    "start it with bin/baton"));
  }

  /** The command that does the same again. */
  private String again(List<TortureTest> chosen) {
    List<String> words = new ArrayList<>(List.of("baton", "torture"));
    if (!tests.isEmpty()) {
      words.add("--tests " + String.join(",", chosen.stream().map(TortureTest::id).toList()));
    }
    words.add("--seed " + options.seed());
    if (options.full) {
      words.add("--full");
    }
    options.kills.ifPresent(kills -> words.add("--kills " + kills));
    options.seconds.ifPresent(seconds -> words.add("--seconds " + seconds));
    words.add("--loaders " + options.loaders + " --processors " + options.processors);
    words.add("--slots " + options.slots + " --slot-bytes " + options.slotBytes);
    words.add("--lines " + options.lines());
    dir.ifPresent(path -> words.add("--dir " + path));
    return String.join(" ", words);
  }

  private void say(String lines) {
    spec.commandLine().getOut().println(lines.stripTrailing());
  }

  /** On standard error where standard output is for a program. */
  private void sayOnTheWay(String line) {
    PrintWriter to =
        format == Format.TEXT ? spec.commandLine().getOut() : spec.commandLine().getErr();
    synchronized (to) {
      to.println(line);
      to.flush();
    }
  }
}
