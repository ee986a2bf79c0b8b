package dev.baton.bench;

import dev.baton.bench.page.Page;
import dev.baton.bench.part.Parts;
import dev.baton.bench.result.Results;
import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Java;
import dev.baton.bench.run.Machine;
import dev.baton.bench.run.Part;
import dev.baton.cli.CommandRunner;
import dev.baton.cli.Installation;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Suggestion;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code baton-bench}: measures, keeps the figures, makes the page and the plots of them. */
@Command(
    name = "baton-bench",
    description = {
      "Measures Baton against what might be used instead. Contenders take turns; figures are",
      "ratios of their medians. What is measured again takes the place of the old in the file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton-bench                           everything, on the Java in use",
      "  baton-bench trips parse --quick       two parts, one short turn each",
      "  baton-bench --java /usr/lib/jvm/java-17 --java /usr/lib/jvm/java-25",
      "  baton-bench --page --json docs/performance/results.json"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final String RESULTS = "bench/target/results.json";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PART", description = "What to measure (default: all): see --list.")
  private List<String> parts = new ArrayList<>();

  @Option(names = "--list", description = "List the parts.")
  private boolean list;

  @Option(
      names = "--java",
      paramLabel = "HOME",
      description = "A Java to measure on; may be given several times (default: the one in use).")
  private List<Path> homes = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "How many turns everybody takes (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--quick", description = "One short turn each, to see that all works.")
  private boolean quick;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the figures are kept (default: " + RESULTS + ").")
  private Path json;

  @Option(
      names = "--page",
      description = "Measure nothing; make docs/performance.md and its plots from the figures.")
  private boolean page;

  /** Runs the command, and ends the process with its exit code. */
  public static void main(String... arguments) {
    CommandRunner.main(new BenchCommand(), arguments);
  }

  @Override
  public Integer call() throws Exception {
    Path root = Installation.home().orElse(Path.of("")).toAbsolutePath();
    PrintWriter out = spec.commandLine().getOut();
    Path file = json == null ? root.resolve(RESULTS) : json;
    if (list) {
      Parts.ALL.forEach(part -> out.printf("%-10s %s%n", part.name(), part.about()));
    } else if (page) {
      requireFigures(file);
      new Page(root.resolve("docs"), Results.read(file)).write();
    } else {
      measure(root, chosen(), file, out);
    }
    return 0;
  }

  private static void requireFigures(Path file) {
    if (!Files.exists(file)) {
      throw new BatonException(
          Reason.NO_INPUT,
          file + ": no such file, and no figures to make a page of",
          "measure first, or name those of the project: --json docs/performance/results.json");
    }
  }

  private void measure(Path root, List<Part> chosen, Path file, PrintWriter out) throws Exception {
    List<Java> javas =
        homes.isEmpty() ? List.of(Java.running()) : homes.stream().map(Java::in).toList();
    Results results = Results.read(file);
    results.machine(Machine.words());
    for (Part part : chosen) {
      for (Java java : javas) {
        out.println(part.name() + ": " + part.about() + ", Java " + java.feature());
        out.flush();
        Bench bench = new Bench(root, java, rounds, quick, results, out);
        Thread hook = new Thread(bench::close); // on Ctrl-C
        Runtime.getRuntime().addShutdownHook(hook);
        try (bench) {
          part.run(bench);
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        results.write(file);
      }
    }
  }

  private List<Part> chosen() {
    List<String> names = Parts.ALL.stream().map(Part::name).toList();
    for (String name : parts) {
      if (!names.contains(name)) {
        throw new BatonException(
            Reason.USAGE,
            "unknown part '" + name + "': expected " + String.join(" ", names),
            Suggestion.of(name, names).map(near -> "did you mean '" + near + "'?").orElse(""));
      }
    }
    return Parts.ALL.stream()
        .filter(part -> parts.isEmpty() || parts.contains(part.name()))
        .collect(Collectors.toList());
  }
}
