package dev.baton.loader;

import dev.baton.channel.Channel;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Loader;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.io.SourceProvider;
import dev.baton.layout.Counter;
import dev.baton.metrics.Metrics;
import dev.baton.service.IoFailure;
import dev.baton.service.Job;
import dev.baton.service.MappedFault;
import dev.baton.service.Marks;
import dev.baton.service.OrderLog;
import dev.baton.service.Pace;
import dev.baton.service.ProgressView;
import dev.baton.service.Reporter;
import dev.baton.service.Supervisor;
import dev.baton.service.WaitedFor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The loader service: sources to slots, until the data ends, everybody is asked to stop, or a
 * signal says so.
 */
final class LoaderService {
  private static final Logger LOG = LoggerFactory.getLogger(LoaderService.class);

  private final LoaderSettings settings;
  private final BooleanSupplier stopRequested;
  private final Marks marks;
  private final ProgressView progress;
  private final Supervisor supervisor;
  private final Metrics metrics;

  LoaderService(
      LoaderSettings settings,
      BooleanSupplier stopRequested,
      Marks marks,
      ProgressView progress,
      Supervisor supervisor,
      Metrics metrics) {
    this.settings = settings;
    this.stopRequested = stopRequested;
    this.marks = marks;
    this.progress = progress;
    this.supervisor = supervisor;
    this.metrics = metrics;
  }

  /**
   * Runs until the end of data, or until a stop is requested or the channel is drained: then what
   * was filled is published, and the loader leaves without declaring its end.
   *
   * @throws BatonException if an input is refused, the channel cannot be used, or everybody was
   *     asked to stop
   */
  void run() throws IOException {
    supervisor.status("opening channel " + settings.channel());
    ChannelOpener opener = new ChannelOpener(settings);
    try (Providers providers =
            settings.plugins().isPresent()
                ? Providers.with(settings.plugins().get())
                : Providers.onClassPath();
        SourceSequence source = open(providers, opener.elements());
        Channel channel = opener.open(source.rowLength());
        Loader loader =
            channel.attachLoader(settings.name().orElse(null), Job.of(settings.sources()))) {
      LOG.info(
          "event=attached member={} channel={} geometry=\"{}\" incarnation={} sources=\"{}\"",
          loader.name(),
          channel.path(),
          channel.geometry(),
          loader.record().incarnation(),
          String.join(" ", settings.sources()));
      metrics.show(channel.path(), loader.name());
      requireWholeRows(loader.geometry().rowLength());
      supervisor.ready(loader.name() + " loads into " + channel.path());
      source.readBy(reader(loader, channel));
      source.published(loader.committedPosition());
      if (loader.isDone() && settings.name().isPresent() && !settings.again()) {
        leaveDone(loader);
        return;
      }
      if (loader.isDone()) {
        loader.beginAnew();
      }
      resume(loader, source);
      load(loader, source);
    }
  }

  /** Member and channel; a channel that is made anew in the same place goes on with the name. */
  private static String reader(Loader loader, Channel channel) throws IOException {
    String path = channel.path().toRealPath().toString();
    return loader.name() + "@" + path.replace("%", "%25").replace("/", "%2F");
  }

  /**
   * A supervisor may have started it anew because it was killed on its way out: to publish
   * everything once more would be wrong.
   */
  private static void leaveDone(Loader loader) {
    loader.end();
    LOG.info(
        "event=end member={} why=\"this job had come to its end before\" sequence={}"
            + " hint=\"to load the same again: --again, or another --name\"",
        loader.name(),
        loader.record().committedSequence());
  }

  private void load(Loader loader, SourceSequence source) throws IOException {
    Pace pace = Pace.of(settings.rate());
    loader.useChecksums(settings.checksum());
    Linger linger = new Linger(settings.lingerNanos(), System::nanoTime);
    OrderLog orders = new OrderLog(LOG, loader.name(), settings.channel());
    try (LoaderWork work =
        new LoaderWork(
            loader,
            source,
            pace,
            settings.step(),
            threads(source),
            valuesLeft(loader),
            linger,
            marks)) {
      loop(loader, source, work, pace, orders);
      leave(loader, work, orders);
    } catch (IOException e) {
      bailIfAsked(loader, e);
      throw IoFailure.of(e, loader.name());
    } catch (RuntimeException e) {
      bailIfAsked(loader, e);
      throw e;
    } catch (InternalError fault) {
      throw MappedFault.of(fault, settings.channel());
    }
  }

  private void leave(Loader loader, LoaderWork work, OrderLog orders) throws IOException {
    supervisor.stopping(loader.name() + " leaves");
    if (work.isEnd()) {
      loader.end();
      LOG.info(
          "event=end member={} slots={} elements={} bad={}",
          loader.name(),
          loader.record().counter(Counter.SLOTS_PUBLISHED),
          loader.record().counter(Counter.ELEMENTS),
          work.bad());
    } else {
      work.leave();
      LOG.info(
          "event=leaving member={} why=\"{}\" sequence={}",
          loader.name(),
          stopRequested.getAsBoolean() ? "a signal" : orders.why(),
          loader.record().committedSequence());
    }
  }

  private void bailIfAsked(Loader loader, Exception failure) {
    if (settings.bailOnError() && !loader.isBailed()) {
      loader.bail(String.valueOf(failure.getMessage()));
    }
  }

  private void loop(
      Loader loader, SourceSequence source, LoaderWork work, Pace pace, OrderLog orders)
      throws IOException {
    IdleStrategy idle = IdleStrategy.of(settings.idle());
    WaitedFor waitedFor = new WaitedFor(settings.channel());
    Reporter reporter =
        new Reporter(
            LOG,
            loader.record(),
            Counter.SLOTS_PUBLISHED,
            () -> work.isWaitingForData() ? waitedForData(source) : waitedFor.freeSlot(),
            supervisor);
    long deadline = deadline();
    while (!work.isEnd() && !stopRequested.getAsBoolean()) {
      orders.look();
      if (loader.isBailed()) {
        throw loader.bailed();
      }
      if (loader.isDraining()) {
        break;
      }
      if (System.nanoTime() - deadline >= 0) {
        work.end();
      } else if (pace.isAhead()) {
        loader.record().tick();
        reporter.tick();
        idle.idle();
      } else if (work.doWork() > 0) {
        idle.reset();
        reporter.worked();
        reporter.tick();
        progress.show(source.consumed(), source.size());
      } else if (work.isFilledByThreads()) {
        reporter.worked();
        if (work.getsOn()) {
          reporter.tick();
        }
        work.awaitThreads();
      } else {
        reporter.waited();
        idle.idle();
      }
    }
    progress.clear();
  }

  private String waitedForData(SourceSequence source) {
    return "for=data source=\"" + settings.sources().get(source.current()) + '"';
  }

  /** How many threads fill slots; says so where that is not what was asked for. */
  private int threads(SourceSequence source) {
    if (settings.threads() > 1 && settings.rate().isPresent()) {
      LOG.info("event=one_thread why=\"--rate is slower than a thread\"");
      return 1;
    }
    for (int i : settings.threads() > 1 ? source.readByOne() : new int[0]) {
      LOG.info(
          "event=one_thread source=\"{}\" why=\"threads share only files as they are, of text or of elements to be converted\"",
          settings.sources().get(i));
    }
    return settings.threads();
  }

  private void requireWholeRows(int rowLength) {
    long elements = settings.elements().orElse(0L);
    if (elements % rowLength != 0) {
      throw new BatonException(
          Reason.USAGE,
          "--elements " + elements + ": expected a multiple of the row length " + rowLength,
          "a slot never splits a row");
    }
  }

  /** Of the whole job, and not of this start of it: what was published before counts. */
  private long valuesLeft(Loader loader) {
    long slotValues = (loader.geometry().slotLength() + settings.step() - 1) / settings.step();
    long passes = settings.passes().orElse(Long.MAX_VALUE);
    long ofPasses = passes <= Long.MAX_VALUE / slotValues ? passes * slotValues : Long.MAX_VALUE;
    long most = Math.min(ofPasses, settings.elements().orElse(Long.MAX_VALUE));
    return Math.max(0, most - loader.committedValues());
  }

  private long deadline() {
    double most = TimeUnit.DAYS.toSeconds(36500);
    double seconds = Math.min(most, settings.seconds().orElse(most));
    return System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  private void resume(Loader loader, SourceSequence source) throws IOException {
    SourcePosition position = loader.committedPosition();
    if (position.input() == 0 && position.offset == 0) {
      return;
    }
    source.turnTo(position.source);
    boolean resumable = source.isResumable();
    if (resumable) {
      source.resume(position);
    }
    LOG.atLevel(resumable ? Level.INFO : Level.WARN)
        .log(
            "event={} member={} source={} offset={} line={}",
            resumable ? "resumed" : "not_resumable",
            loader.name(),
            settings.sources().get((int) Math.min(position.source, settings.sources().size() - 1)),
            position.offset,
            position.line);
  }

  private SourceSequence open(Providers providers, Elements elements) throws IOException {
    List<Source> opened = new ArrayList<>();
    try {
      for (String text : settings.sources()) {
        Kinds.Found<SourceProvider> found = providers.sources().resolve(text);
        opened.add(found.provider().open(found.spec(), elements, providers.sources()));
      }
      return new SourceSequence(opened);
    } catch (IOException | RuntimeException e) {
      closeAll(opened, e);
      throw e;
    }
  }

  private static void closeAll(List<Source> opened, Exception cause) {
    for (Source source : opened) {
      try {
        source.close();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
