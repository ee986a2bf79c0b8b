package dev.baton.ops.demo;

import dev.baton.cli.Interruption;
import dev.baton.layout.Geometry;
import dev.baton.layout.Role;
import dev.baton.report.ProgressLine;
import dev.baton.store.ControlView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs the demo's services until all have ended, one has failed, or a signal comes. */
final class DemoRun {
  private static final long LOOK_MILLIS = 20;
  private static final long BAIL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final DemoOptions options;
  private final Geometry geometry;
  private final DemoPlace place;
  private final Path launchers;
  private final Interruption interruption;
  private final List<Service> services = new ArrayList<>();

  /**
   * @param launchers where {@code baton-loader} and {@code baton-processor} are
   */
  DemoRun(
      DemoOptions options,
      Geometry geometry,
      DemoPlace place,
      Path launchers,
      Interruption interruption) {
    this.options = options;
    this.geometry = geometry;
    this.place = place;
    this.launchers = launchers;
    this.interruption = interruption;
  }

  /** Runs it. None of the services is alive afterwards. */
  void run() throws IOException, InterruptedException {
    DemoProgress progress = new DemoProgress(options, geometry, ControlView.map(place.channel()));
    try (ProgressLine line = ProgressLine.onStandardError()) {
      if (options.loaders == 1) {
        // So that what is measured is work, and not how long a JVM takes to start.
        startProcessors();
        await(line, progress, () -> progress.attached(Role.PROCESSOR) < options.processors);
        startLoaders();
      } else {
        // A processor that finds every loader ended goes home: it must not see the first one only.
        startLoaders();
        await(line, progress, () -> progress.attached(Role.LOADER) < options.loaders);
        startProcessors();
      }
      await(line, progress, () -> true);
    } finally {
      stop();
    }
  }

  /** Waits while something is so, services are alive, none has failed, and no signal comes. */
  private void await(ProgressLine line, DemoProgress progress, BooleanSupplier isSo)
      throws InterruptedException {
    while (goesOn() && isAnyAlive() && isSo.getAsBoolean()) {
      services.get(services.size() - 1).await(LOOK_MILLIS);
      line.update(progress::text);
    }
  }

  /** The service that failed; where several have, the one that the others followed. */
  Optional<Service> failed() {
    return services.stream()
        .filter(Service::hasFailed)
        .min(Comparator.comparingInt(Service::innocence));
  }

  private void startLoaders() throws IOException {
    for (int i = 0; goesOn() && i < options.loaders; i++) {
      String name = "loader-" + (i + 1);
      List<String> arguments = arguments(name, "--source");
      arguments.addAll(List.of("--slots", Integer.toString(geometry.slots())));
      arguments.addAll(List.of("--slot-length", Long.toString(geometry.slotLength())));
      arguments.addAll(List.of("--dtype", geometry.dtype().toString()));
      if (geometry.rowLength() > 1) {
        arguments.addAll(List.of("--row-length", Integer.toString(geometry.rowLength())));
      }
      options.passes.ifPresent(n -> arguments.addAll(List.of("--passes", n.toString())));
      options.elementsOf(i).ifPresent(n -> arguments.addAll(List.of("--elements", n.toString())));
      options.secondsToLoad().ifPresent(s -> arguments.addAll(List.of("--seconds", s)));
      start(name, "baton-loader", arguments);
    }
  }

  private void startProcessors() throws IOException {
    for (int i = 0; goesOn() && i < options.processors; i++) {
      String name = "processor-" + (i + 1);
      start(name, "baton-processor", arguments(name, "--sink"));
    }
  }

  private List<String> arguments(String name, String end) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--channel", place.channel().toString(), "--name", name));
    arguments.addAll(List.of(end, "debug:"));
    arguments.addAll(options.common());
    return arguments;
  }

  private void start(String name, String launcher, List<String> arguments) throws IOException {
    Path command = launchers.resolve(launcher);
    services.add(Service.start(name, command, arguments, place.log(name), options.marks));
  }

  private boolean goesOn() {
    return !interruption.isRequested() && services.stream().noneMatch(Service::hasFailed);
  }

  private boolean isAnyAlive() {
    return services.stream().anyMatch(Service::isAlive);
  }

  /** Those who were asked by another one leave by themselves; all others are asked, then killed. */
  private void stop() throws InterruptedException {
    if (options.bailOnError && !interruption.isRequested()) {
      awaitAll(BAIL_NANOS);
    }
    services.stream().filter(Service::isAlive).forEach(Service::stop);
    awaitAll(LEAVE_NANOS);
    for (Service service : services) {
      service.kill();
      service.await(TimeUnit.SECONDS.toMillis(1));
    }
  }

  private void awaitAll(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    for (Service service : services) {
      while (service.isAlive() && System.nanoTime() - start < nanos) {
        service.await(LOOK_MILLIS);
      }
    }
  }
}
