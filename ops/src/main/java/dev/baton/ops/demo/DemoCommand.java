package dev.baton.ops.demo;

import dev.baton.cli.Installation;
import dev.baton.cli.Interruption;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import dev.baton.ops.options.GeometryOptions;
import dev.baton.ops.options.Output;
import dev.baton.report.Figures;
import dev.baton.store.ControlView;
import dev.baton.store.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton demo}: loaders and processors at work, and whether they did it right. */
@Command(
    name = "demo",
    description = {
      "Runs loaders and processors on a channel of their own for about ten seconds, and verifies",
      "that what went in has come out: every value by itself, none lost, none twice.",
      "Exits with 0 only if that is so."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton demo",
      "  baton demo --loaders 2 --processors 3 --seconds 5",
      "  baton demo --elements 100_000_000",
      "  baton demo --slots 2 --length 125_000_000 --passes 10 --step 1024"
    })
public final class DemoCommand implements Callable<Integer> {
  /** A check found a problem. */
  private static final int NOT_VERIFIED = 3;

  private static final Path MEMORY = Path.of("/dev/shm");

  @Mixin GeometryOptions memory;
  @Mixin DemoOptions options;
  @Mixin Output output;

  @Option(names = "--keep", description = "Keep the channel and the services' logs.")
  boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    options.check();
    Geometry geometry = memory.geometry();
    Path launchers = launchers();
    Interruption interruption = Interruption.install();
    DemoPlace place =
        DemoPlace.make(
            geometry,
            options.loaders + options.processors,
            List.of(MEMORY, Installation.temporaryDirectory()));
    DemoRun run = new DemoRun(options, geometry, place, launchers, interruption);
    DemoReport report;
    boolean evidence = false;
    try {
      if (!output.isJson()) {
        output.text(announcement(geometry, place));
      }
      run.run();
      report = report(geometry, place, run, interruption);
      evidence = !report.evidence().isEmpty();
    } finally {
      clean(place, evidence);
    }
    print(report);
    return exitCode(report, run, interruption);
  }

  private static Path launchers() {
    Optional<Path> bin = Installation.home().map(home -> home.resolve("bin"));
    if (bin.isEmpty() || !Files.isExecutable(bin.get().resolve("baton-loader"))) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "the demo runs baton-loader and baton-processor, but "
              + bin.map(at -> "they are not in " + at)
                  .orElse("system property baton.home does not say where they are"),
          "start it with bin/baton");
    }
    return bin.get();
  }

  private String announcement(Geometry geometry, DemoPlace place) {
    return Figures.count(options.loaders, "loader")
        + " and "
        + Figures.count(options.processors, "processor")
        + ", "
        + geometry
        + " ("
        + Sizes.human(geometry.totalBytes())
        + ") in "
        + place.channel()
        + "\n";
  }

  private DemoReport report(
      Geometry geometry, DemoPlace place, DemoRun run, Interruption interruption) {
    List<String> problems = new ArrayList<>();
    List<String> lastWords = new ArrayList<>();
    if (interruption.isRequested()) {
      problems.add("stopped by " + interruption.signal().orElseThrow());
    } else if (run.failed().isPresent()) {
      Service failed = run.failed().get();
      problems.add(failed.name() + " ended with exit code " + failed.exitCode());
      lastWords.addAll(failed.lastLines());
    }
    ControlView view = ControlView.map(place.channel());
    Totals totals = Totals.read(view);
    if (problems.isEmpty()) {
      problems.addAll(Verdict.problems(options, geometry, view, totals));
    }
    boolean stays = keep || !(problems.isEmpty() || interruption.isRequested());
    String evidence = stays ? place.base().toString() : "";
    return new DemoReport(geometry, totals, problems, lastWords, evidence);
  }

  private void clean(DemoPlace place, boolean evidence) throws IOException {
    if (!evidence) {
      place.remove();
    } else if (!keep) {
      place.removeArrays();
    }
  }

  private void print(DemoReport report) {
    if (output.isJson()) {
      output.json(report.fields());
    } else {
      output.text((options.marks ? "\n" : "") + report.text());
    }
  }

  /** A service's own reason, if it had one. */
  private static int exitCode(DemoReport report, DemoRun run, Interruption interruption) {
    if (report.isVerified() || interruption.isRequested()) {
      return 0; // after a signal the process exits with the signal's code
    }
    int code = run.failed().map(Service::exitCode).orElse(NOT_VERIFIED);
    boolean reason = List.of(Reason.values()).stream().anyMatch(each -> each.exitCode() == code);
    return reason ? code : NOT_VERIFIED;
  }
}
