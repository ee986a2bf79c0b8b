package dev.baton.loader;

import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.cli.BatonVersion;
import dev.baton.cli.CommandRunner;
import dev.baton.cli.HelpSection;
import dev.baton.cli.Interruption;
import dev.baton.cli.LogOptions;
import dev.baton.cli.Program;
import dev.baton.cli.ProgressBar;
import dev.baton.cli.Settings;
import dev.baton.cli.StandardOptions;
import dev.baton.cli.SupervisionOptions;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Providers;
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

/** The command {@code baton-loader}. */
@Command(
    name = "baton-loader",
    description = {
      "Fills slots of a channel with numbers, for processors to work on.",
      "Makes the channel if there is none. At the end of its sources it publishes the part-filled last slot with its"
          + " true length and declares its end. Started again after it was stopped or killed, under the same name and with the"
          + " same sources, it goes on where it was."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  seq 1 1000000 | baton-loader --channel /dev/shm/c --source -",
      "  baton-loader --channel /dev/shm/c --source 'text:co2.csv?columns=CO2' --dtype f8",
      "  baton-loader --channel /dev/shm/c --source day1.npy day2.npy --slots 16 --slot-length 4194304"
    })
public final class LoaderCommand implements Program {
  private static final Logger LOG = LoggerFactory.getLogger(LoaderCommand.class);

  @Mixin StandardOptions standard;
  @Mixin LogOptions log;
  @Mixin SupervisionOptions supervision;
  @Mixin MetricsOptions metricsOptions;
  @Mixin LoaderOptions options;

  private CommandSpec spec;

  @Spec
  void spec(CommandSpec command) {
    spec = command;
    HelpSection.add(command, "Sources", () -> Providers.onClassPath().sources().help());
  }

  /** Runs the command, and ends the process with its exit code. */
  public static void main(String... arguments) {
    CommandRunner.main(new LoaderCommand(), arguments);
  }

  @Override
  public Integer call() throws IOException {
    LoaderSettings settings = settings();
    log.start(settings.marks());
    LOG.info("event=started version={} java=\"{}\"", BatonVersion.version(), BatonVersion.java());
    Channel.reclaim(settings.channel());
    Settings.of(spec).log(spec, LOG);
    Interruption interruption = Interruption.install();
    try (Metrics metrics = metricsOptions.start();
        ProgressBar progress = ProgressBar.onTerminal("loading")) {
      new LoaderService(
              settings,
              interruption::isRequested,
              Marks.on(settings.marks() ? System.out : null),
              progress,
              supervision.supervisor(),
              metrics)
          .run();
    }
    return 0;
  }

  private LoaderSettings settings() {
    requireAtLeastOne("--passes", options.passes.orElse(1L));
    requireAtLeastOne("--elements", options.elements.orElse(1L));
    requireAtLeastOne("--rate", options.rate.orElse(1L));
    requireAtLeastOne("--step", options.step);
    requireAtLeastOne("--threads", options.threads);
    if (options.step > 1 && options.rowLength.orElse(1) > 1) {
      throw new BatonException(
          Reason.USAGE, "--step " + options.step + " and --row-length: expected one of them", "");
    }
    options.name.ifPresent(MemberName::check);
    IdleStrategy.of(options.idle); // refuses an unknown name before anything is made
    return new LoaderSettings(
        options.channel,
        options.sources,
        options.plugins,
        options.slots,
        options.slotLength,
        options.dtype,
        options.rowLength,
        options.group,
        options.name,
        options.again,
        options.passes,
        options.elements,
        options.seconds,
        options.rate,
        Linger.parse(options.linger),
        options.step,
        options.threads,
        options.idle,
        options.marks,
        options.checksum,
        options.bailOnError);
  }

  private static void requireAtLeastOne(String option, long value) {
    if (value < 1) {
      throw new BatonException(Reason.USAGE, option + " " + value + ": expected at least 1", "");
    }
  }
}
