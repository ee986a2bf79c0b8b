package dev.baton.processor;

import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Processor;
import dev.baton.channel.SettingAside;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.layout.Counter;
import dev.baton.layout.Geometry;
import dev.baton.metrics.Metrics;
import dev.baton.report.Figures;
import dev.baton.service.IoFailure;
import dev.baton.service.Job;
import dev.baton.service.MappedFault;
import dev.baton.service.Marks;
import dev.baton.service.OrderLog;
import dev.baton.service.Pace;
import dev.baton.service.Reporter;
import dev.baton.service.Supervisor;
import dev.baton.service.WaitedFor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processor service: slots to a sink, until all loaders have ended, everybody is asked to stop,
 * or a signal says so.
 */
final class ProcessorService {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorService.class);

  /** After a signal, how long the slot being worked on may take before it is given back. */
  private static final long FINISH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ProcessorSettings settings;
  private final Kinds.Found<SinkProvider> sinkFound;
  private final BooleanSupplier stopRequested;
  private final Marks marks;
  private final Supervisor supervisor;
  private final Metrics metrics;

  ProcessorService(
      ProcessorSettings settings,
      Kinds.Found<SinkProvider> sinkFound,
      BooleanSupplier stopRequested,
      Marks marks,
      Supervisor supervisor,
      Metrics metrics) {
    this.settings = settings;
    this.sinkFound = sinkFound;
    this.stopRequested = stopRequested;
    this.marks = marks;
    this.supervisor = supervisor;
    this.metrics = metrics;
  }

  /**
   * Runs until the end of data, until a stop is requested, or until the channel has been drained.
   *
   * @throws BatonException if the sink refuses a slot, the channel cannot be used, or everybody was
   *     asked to stop
   */
  void run() throws IOException {
    if (waitForChannel()) {
      attach();
    }
  }

  private boolean waitForChannel() {
    IdleStrategy idle = IdleStrategy.sleep();
    boolean said = false;
    while (!Channel.exists(settings.channel())) {
      if (stopRequested.getAsBoolean()) {
        return false;
      }
      if (!said) {
        said = true;
        supervisor.status("waiting for channel " + settings.channel());
        LOG.info(
            "event=waiting for=\"channel {}\" hint=\"start a loader, or: baton create\"",
            settings.channel());
      }
      supervisor.alive(System.nanoTime());
      idle.idle();
    }
    return true;
  }

  private void attach() throws IOException {
    try (Channel channel = Channel.open(settings.channel());
        Processor processor =
            channel.attachProcessor(
                settings.name().orElse(null), Job.of(List.of(settings.sink())))) {
      LOG.info(
          "event=attached member={} channel={} geometry=\"{}\" incarnation={} sink=\"{}\"",
          processor.name(),
          channel.path(),
          channel.geometry(),
          processor.record().incarnation(),
          settings.sink());
      metrics.show(channel.path(), processor.name());
      try {
        process(processor);
      } catch (IOException e) {
        bailIfAsked(processor, e);
        throw IoFailure.of(e, processor.name());
      } catch (RuntimeException e) {
        bailIfAsked(processor, e);
        throw e;
      } catch (InternalError fault) {
        throw MappedFault.of(fault, settings.channel());
      }
    }
  }

  private void bailIfAsked(Processor processor, Exception failure) {
    if (settings.bailOnError() && !processor.isBailed()) {
      processor.bail(String.valueOf(failure.getMessage()));
    }
  }

  private void process(Processor processor) throws IOException {
    String ready = processor.name() + " works on " + settings.channel();
    if (processor.isDone()) {
      // A supervisor may have started it anew because it was killed on its way out.
      if (!settings.stay() && processor.isEnd()) {
        supervisor.ready(ready); // who ends before it was ready has failed, to systemd
        processor.end();
        LOG.info(
            "event=end member={} why=\"this job had come to its end before\" sink=\"{}\"",
            processor.name(),
            settings.sink());
        return;
      }
      processor.beginAnew();
    }
    Geometry geometry = processor.geometry();
    Elements elements = new Elements(geometry.dtype(), geometry.rowLength());
    long position = Math.max(0, processor.committedOutput());
    if (position > 0) {
      LOG.info(
          "event=resumed member={} sink=\"{}\" output_bytes={}",
          processor.name(),
          settings.sink(),
          position);
    }
    try (Sink sink = sinkFound.provider().open(sinkFound.spec(), elements, position)) {
      supervisor.ready(ready);
      Pace pace = Pace.of(settings.rate());
      SettingAside aside = new SettingAside(processor, settings.channel(), settings.maxAttempts());
      ProcessorWork work =
          new ProcessorWork(processor, sink, pace, settings.step(), aside, refusals(), marks);
      boolean end = loop(processor, work, pace);
      supervisor.stopping(processor.name() + " leaves");
      sink.finish();
      if (end) {
        processor.end();
      }
      LOG.info(
          "event={} member={} why=\"{}\" slots={} elements={}",
          end ? "end" : "leaving",
          processor.name(),
          end ? "all loaders ended" : stopRequested.getAsBoolean() ? "a signal" : "drained",
          processor.record().counter(Counter.SLOTS_RELEASED),
          processor.record().counter(Counter.ELEMENTS));
      if (end && aside.done() > 0) {
        throw new BatonException(
            Reason.BAD_DATA,
            "the data has ended, and "
                + Figures.count(aside.done(), "slot")
                + " of it could not be processed and stands in "
                + settings.channel().resolve("set-aside"),
            "see why: baton set-aside ls " + settings.channel());
      }
    }
  }

  /** Who wants everybody to stop on a failure wants to know of the first. */
  private RefusalLimit refusals() {
    return settings.bailOnError() ? RefusalLimit.none() : RefusalLimit.of(settings.maxAttempts());
  }

  /** Whether the end of data was seen. */
  private boolean loop(Processor processor, ProcessorWork work, Pace pace) throws IOException {
    IdleStrategy idle = IdleStrategy.of(settings.idle());
    WaitedFor waitedFor = new WaitedFor(settings.channel());
    Reporter reporter =
        new Reporter(
            LOG, processor.record(), Counter.SLOTS_RELEASED, waitedFor::readySlot, supervisor);
    OrderLog orders = new OrderLog(LOG, processor.name(), settings.channel());
    while (!stopRequested.getAsBoolean()) {
      orders.look();
      if (processor.isBailed()) {
        work.giveBackAll();
        throw processor.bailed();
      }
      if (pace.isAhead()) {
        processor.record().tick();
        reporter.tick();
        idle.idle();
      } else if (work.doWork() > 0) {
        idle.reset();
        reporter.worked();
        reporter.tick();
      } else if (!settings.stay() && processor.isEnd()) {
        return true;
      } else if (processor.isDrained()) {
        return false;
      } else {
        reporter.waited();
        idle.idle();
      }
    }
    finish(processor, work);
    return false;
  }

  /** Finishes the slot being worked on if that is soon done, and gives it back otherwise. */
  private void finish(Processor processor, ProcessorWork work) throws IOException {
    long deadline = System.nanoTime() + FINISH_NANOS;
    while (work.isBusy() && System.nanoTime() - deadline < 0 && !processor.isBailed()) {
      work.doWork();
    }
    work.giveBackAll();
  }
}
