package dev.baton.ops.doctor;

import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.GeometryOptions;
import dev.baton.ops.options.Output;
import dev.baton.report.Figures;
import dev.baton.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton doctor}: whether this host can carry a channel. */
@Command(
    name = "doctor",
    description = {
      "Looks whether this host can carry a channel, one that is there or one that is to be: room, large pages, memory"
          + " limits, permissions, file locks, Java, open files, logind, clocks. Each finding comes with its remedy.",
      "Exits with 0 if there is no problem, with 3 otherwise; warnings and hints (it could be faster) are none. Takes a lock on a file of its own for a moment."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton doctor /dev/shm/c",
      "  baton doctor /dev/shm/new --slots 64 --slot-length 16_777_216"
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final int PROBLEM = 3;

  @Mixin private ChannelArgument channel;
  @Mixin private GeometryOptions geometry;
  @Mixin private Output output;

  @Override
  public Integer call() {
    Place place = Place.of(channel.get(), geometry.geometry());
    List<Finding> findings =
        Stream.of(
                new DirectoryChecks(place).all(),
                new SpaceChecks(place).all(),
                new HostChecks(place).all())
            .flatMap(List::stream)
            .toList();
    long problems = count(findings, Finding.Level.PROBLEM);
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", place.directory().toString());
      fields.put("problems", problems);
      fields.put("warnings", count(findings, Finding.Level.WARNING));
      fields.put("hints", count(findings, Finding.Level.HINT));
      fields.put("findings", findings.stream().map(Finding::fields).toList());
      output.json(fields);
    } else {
      output.text(text(findings, problems));
    }
    return problems == 0 ? 0 : PROBLEM;
  }

  private static String text(List<Finding> findings, long problems) {
    Table table = new Table("CHECK", "LEVEL", "FOUND");
    findings.forEach(each -> table.add(each.check(), each.level().word(), each.found()));
    StringBuilder text = new StringBuilder(table.toString()).append('\n');
    for (Finding finding : findings) {
      if (!finding.remedy().isEmpty()) {
        text.append(finding.check()).append(": ").append(finding.remedy()).append('\n');
      }
    }
    return text
        + Figures.count(problems, "problem")
        + ", "
        + Figures.count(count(findings, Finding.Level.WARNING), "warning")
        + ", "
        + Figures.count(count(findings, Finding.Level.HINT), "hint");
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
