package dev.baton.ops;

import dev.baton.channel.Forgetting;
import dev.baton.channel.Forgetting.Forgotten;
import dev.baton.channel.Repair;
import dev.baton.channel.Repair.Finding;
import dev.baton.logging.Logging;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Output;
import dev.baton.report.Figures;
import dev.baton.report.TerminalStream;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton repair}: puts in order what dead members left. */
@Command(
    name = "repair",
    description = {
      "Takes back the slots of members that died, sets damaged slots aside, and says what else is out of order.",
      "Members that are attached do so by themselves within a second; this is for a channel where none is, or none has"
          + " time to. A channel that is in use may be repaired: nothing is taken from a member that is alive, stopped or slow.",
      "Exits with 3 if something is left that cannot be mended.",
      "With --forget it gives up one dead member instead, which will not come back."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton repair /dev/shm/c",
      "  baton repair /dev/shm/c --format json",
      "  baton repair /dev/shm/c --forget loader-3"
    })
final class RepairCommand implements Callable<Integer> {
  /** A check that found a problem. */
  private static final int PROBLEM = 3;

  @Mixin ChannelArgument channel;
  @Mixin Output output;

  @Option(
      names = "--forget",
      paramLabel = "NAME",
      description =
          "Give up this dead member: nobody waits for it, and its name begins anew, a loader at the start of its"
              + " source. record:N for one whose name is damaged. Refused while it lives, or slots hold what it published.")
  Optional<String> forget = Optional.empty();

  @Override
  public Integer call() throws IOException {
    ChannelDirectory directory = channel.get();
    Logging.ofCommand("baton repair").startOn(TerminalStream.standardError());
    return forget.isPresent() ? forget(directory, forget.get()) : repair(directory);
  }

  private int forget(ChannelDirectory directory, String which) throws IOException {
    Forgotten forgotten =
        Forgetting.forget(directory, which, LoggerFactory.getLogger(RepairCommand.class)::info);
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", directory.toString());
      fields.put("forgotten", forgotten.member());
      fields.put("role", forgotten.role());
      fields.put("slots_taken_back", forgotten.takenBack());
      fields.put("slots_committed", forgotten.sequence());
      fields.put("committed_sound", forgotten.isProgressSound());
      output.json(fields);
    } else {
      output.text(
          "forgot "
              + forgotten.role()
              + " "
              + forgotten.member()
              + ", which had "
              + (forgotten.isProgressSound()
                  ? Figures.count(forgotten.sequence(), "slot") + " committed"
                  : "a damaged record")
              + "; nobody waits for it, and its name begins anew");
    }
    return 0;
  }

  private int repair(ChannelDirectory directory) throws IOException {
    List<Finding> findings =
        Repair.run(directory, LoggerFactory.getLogger(RepairCommand.class)::info);
    boolean mended = findings.stream().allMatch(Finding::isMended);
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", directory.toString());
      fields.put("in_order", mended);
      fields.put("findings", findings.stream().map(RepairCommand::fields).toList());
      output.json(fields);
    } else {
      output.text(
          findings.isEmpty()
              ? "nothing to repair in channel " + directory
              : findings.stream().map(RepairCommand::line).collect(Collectors.joining("\n")));
    }
    return mended ? 0 : PROBLEM;
  }

  private static String line(Finding finding) {
    return switch (finding.kind()) {
      case DEAD ->
          "member "
              + finding.subject()
              + " was dead; "
              + (finding.slots().isEmpty()
                  ? "it held no slot"
                  : "taken back: "
                      + Figures.count(finding.slots().size(), "slot")
                      + " "
                      + finding.slots().stream()
                          .map(Object::toString)
                          .collect(Collectors.joining(" ")));
      case UNFINISHED ->
          "member " + finding.subject() + " never got as far as attaching; nobody waits for it";
      case UNREADABLE, DAMAGED ->
          (finding.isMended() ? "set aside: " : "not mended: ")
              + finding.subject()
              + ": "
              + finding.detail();
    };
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
    fields.put("subject", finding.subject());
    fields.put("slots_taken_back", finding.slots());
    fields.put("mended", finding.isMended());
    fields.put("detail", finding.detail());
    return fields;
  }
}
