package dev.baton.processor;

import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.cli.BatonVersion;
import dev.baton.cli.CommandRunner;
import dev.baton.cli.HelpSection;
import dev.baton.cli.Interruption;
import dev.baton.cli.LogOptions;
import dev.baton.cli.Program;
import dev.baton.cli.Settings;
import dev.baton.cli.StandardOptions;
import dev.baton.cli.SupervisionOptions;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Kinds;
import dev.baton.io.Providers;
import dev.baton.io.SinkProvider;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberName;
import dev.baton.metrics.Metrics;
import dev.baton.metrics.MetricsOptions;
import dev.baton.service.Marks;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code baton-processor}. */
@Command(
    name = "baton-processor",
    description = {
      "Works on the slots of a channel: borrows those that are ready, hands them to its sink, releases them.",
      "Ends when every loader that ever attached has ended and every slot is free. Started again after it was stopped or"
          + " killed, under the same name and with the same sink, it goes on behind the output of the slots it released."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton-processor --channel /dev/shm/c --sink out.npy",
      "  baton-processor --channel /dev/shm/c --sink stats: --stay",
      "  baton-processor --channel /dev/shm/c --sink - | head"
    })
public final class ProcessorCommand implements Program {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorCommand.class);

  @Mixin StandardOptions standard;
  @Mixin LogOptions log;
  @Mixin SupervisionOptions supervision;
  @Mixin MetricsOptions metricsOptions;
  @Mixin ProcessorOptions options;

  private CommandSpec spec;

  @Spec
  void spec(CommandSpec command) {
    spec = command;
    HelpSection.add(command, "Sinks", () -> Providers.onClassPath().sinks().help());
  }

  /** Runs the command, and ends the process with its exit code. */
  public static void main(String... arguments) {
    CommandRunner.main(new ProcessorCommand(), arguments);
  }

  @Override
  public Integer call() throws IOException {
    ProcessorSettings settings = settings();
    try (Providers providers =
        settings.plugins().isPresent()
            ? Providers.with(settings.plugins().get())
            : Providers.onClassPath()) {
      Kinds.Found<SinkProvider> sink = providers.sinks().resolve(settings.sink());
      sink.provider().check(sink.spec());
      log.start(settings.marks() || sink.provider().takesStandardOutput(sink.spec()));
      LOG.info("event=started version={} java=\"{}\"", BatonVersion.version(), BatonVersion.java());
      Channel.reclaim(settings.channel());
      Settings.of(spec).log(spec, LOG);
      Interruption interruption = Interruption.install();
      try (Metrics metrics = metricsOptions.start()) {
        new ProcessorService(
                settings,
                sink,
                interruption::isRequested,
                Marks.on(settings.marks() ? System.out : null),
                supervision.supervisor(),
                metrics)
            .run();
      }
    }
    return 0;
  }

  private ProcessorSettings settings() {
    if (options.step < 1) {
      throw new BatonException(
          Reason.USAGE, "--step " + options.step + ": expected at least 1", "");
    }
    if (options.rate.orElse(1L) < 1) {
      throw new BatonException(
          Reason.USAGE, "--rate " + options.rate.get() + ": expected at least 1", "");
    }
    if (options.maxAttempts < 1 || options.maxAttempts > SlotWord.MAX_ATTEMPTS) {
      throw new BatonException(
          Reason.USAGE,
          "--max-attempts " + options.maxAttempts + ": expected 1 to " + SlotWord.MAX_ATTEMPTS,
          "");
    }
    options.name.ifPresent(MemberName::check);
    IdleStrategy.of(options.idle); // refuses an unknown name before anything is waited for
    return new ProcessorSettings(
        options.channel,
        options.sink,
        options.plugins,
        options.name,
        options.step,
        options.rate,
        options.maxAttempts,
        options.stay,
        options.idle,
        options.marks,
        options.bailOnError);
  }
}
