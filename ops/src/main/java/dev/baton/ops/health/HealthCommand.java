package dev.baton.ops.health;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Output;
import dev.baton.report.Table;
import dev.baton.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton health}: whether a channel's members live, may work, and get on. */
@Command(
    name = "health",
    description = {
      "Answers three questions about a channel, or one member of it. Live: nobody died, and as many are there as should be."
          + " Ready: slots may be taken, and everybody has started. Progress: work loops turn, and no slot is stuck.",
      "Exits with 0 if all asked are answered well, with 3 otherwise. It only looks, for as long as --sample says."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton health /dev/shm/c --processors 2",
      "  baton health /dev/shm/c --member processor-1 --check live --quiet",
    })
public final class HealthCommand implements Callable<Integer> {
  private static final int PROBLEM = 3;
  private static final double MOST_SECONDS = 86_400;

  /** One of the questions. */
  enum Question {
    LIVE,
    READY,
    PROGRESS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private ChannelArgument channel;
  @Mixin private Output output;

  @Option(names = "--member", paramLabel = "NAME", description = "Ask about this member alone.")
  private String member = "";

  @Option(
      names = "--loaders",
      paramLabel = "N",
      defaultValue = "0",
      description = "At least so many loaders are to be alive (default: ${DEFAULT-VALUE}).")
  private int loaders;

  @Option(
      names = "--processors",
      paramLabel = "N",
      defaultValue = "0",
      description = "At least so many processors are to be alive (default: ${DEFAULT-VALUE}).")
  private int processors;

  @Option(
      names = "--check",
      paramLabel = "QUESTION",
      description = "live, ready or progress; may be given several times (default: all).")
  private List<Question> asked = new ArrayList<>();

  @Option(
      names = "--sample",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "For so many seconds work loops may stand still; 0 asks nothing of them (default: ${DEFAULT-VALUE}).")
  private double sample;

  @Option(
      names = "--stuck-after",
      paramLabel = "S",
      defaultValue = "60",
      description = "A slot that is ready or held for longer is stuck (default: ${DEFAULT-VALUE}).")
  private double stuckAfter;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing: the exit code says it all.")
  private boolean quiet;

  @Override
  public Integer call() {
    if (!(sample >= 0 && sample <= MOST_SECONDS && stuckAfter >= 0)) {
      throw new BatonException(
          Reason.USAGE,
          "--sample " + sample + ", --stuck-after " + stuckAfter + ": expected 0 to 86400 seconds",
          "");
    }
    try {
      Map<Question, List<String>> answers = ask();
      if (!quiet) {
        print(answers);
      }
      return answers.values().stream().allMatch(List::isEmpty) ? 0 : PROBLEM;
    } catch (BatonException refused) {
      if (quiet) {
        return refused.reason().exitCode();
      }
      throw refused;
    }
  }

  private Map<Question, List<String>> ask() {
    List<Question> questions = asked.isEmpty() ? List.of(Question.values()) : asked;
    Snapshot before = Snapshot.take(channel.get());
    Snapshot now = before;
    if (sample > 0 && questions.contains(Question.PROGRESS)) {
      long until = before.nanos() + Health.nanos(sample);
      while (until - System.nanoTime() > 0) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      now = Snapshot.take(channel.get());
    }
    Health health = new Health(before, now, member);
    Map<Question, List<String>> answers = new LinkedHashMap<>();
    for (Question question : questions) {
      answers.put(
          question,
          switch (question) {
            case LIVE -> health.live(loaders, processors);
            case READY -> health.ready();
            case PROGRESS -> health.progress(Health.nanos(stuckAfter));
          });
    }
    return answers;
  }

  private void print(Map<Question, List<String>> answers) {
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", channel.get().toString());
      fields.put("member", member.isEmpty() ? null : member);
      fields.put("healthy", answers.values().stream().allMatch(List::isEmpty));
      answers.forEach(
          (question, against) -> {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", against.isEmpty());
            answer.put("problems", against);
            fields.put(question.toString(), answer);
          });
      output.json(fields);
    } else {
      Table table = new Table("QUESTION", "ANSWER", "WHY");
      answers.forEach(
          (question, against) ->
              table.add(
                  question.toString(),
                  against.isEmpty() ? "yes" : "no",
                  String.join("; ", against)));
      output.text(table.toString());
    }
  }
}
