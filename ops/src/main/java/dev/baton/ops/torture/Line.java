package dev.baton.ops.torture;

import dev.baton.layout.Role;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One channel with its members, their inputs and outputs, and their supervisor: whoever dies is
 * started again under its name, until all have come to their end.
 */
final class Line implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * How long nothing may move before that counts as a hang. Where everybody is niced and others
   * build, the start of five JVMs alone was seen to take 30 s.
   */
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path directory;
  private final Shape shape;
  private final BooleanSupplier interrupted;
  private final List<Member> members = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();
  private final List<Member> held = new ArrayList<>();
  private final List<SmallDisk> disks = new ArrayList<>();
  private final Feeds feeds = new Feeds();
  private Watch watch;
  private boolean paced = true;
  private long movedAt = System.nanoTime();
  private long moved;

  /**
   * Makes a line's directory and inputs; nobody is started yet.
   *
   * @param launchers where {@code baton-loader} and {@code baton-processor} are
   * @param interrupted whether the user wants to stop
   */
  Line(Path directory, Shape shape, Path launchers, long seed, BooleanSupplier interrupted)
      throws IOException {
    this.directory = directory;
    this.shape = shape;
    this.interrupted = interrupted;
    Files.createDirectories(directory.resolve("logs"));
    Files.createDirectories(directory.resolve("out"));
    for (int i = 1; i <= shape.loaders(); i++) {
      members.add(member(Role.LOADER, i, launchers, source(i, seed + i)));
    }
    for (int i = 1; i <= shape.processors(); i++) {
      members.add(
          member(
              Role.PROCESSOR, i, launchers, shape.sinks().kind() + ":" + part(i) + "?index=yes"));
    }
  }

  /** Makes what a loader reads; its spec. */
  private String source(int loader, long seed) throws IOException {
    Loading.From from = shape.loading(loader - 1).source();
    if (from != Loading.From.FILE) {
      return feeds.add(from, file("in-" + loader), new SplittableRandom(seed), shape);
    }
    Path file = file("in-" + loader + ".raw");
    inputs.add(Input.write(file, seed, shape.loaderBytes()));
    return "raw:" + file;
  }

  private Member member(Role role, int number, Path launchers, String spec) {
    return member(role, role.word() + "-" + number, launchers, spec, shape.sinks());
  }

  /** One more processor, which is none of the line's members. */
  Member another(String name, Path launchers, String sink) {
    return member(Role.PROCESSOR, name, launchers, sink, Sinks.RAW);
  }

  private Member member(Role role, String name, Path launchers, String spec, Sinks sinks) {
    List<String> command = new ArrayList<>(shape.under());
    command.add(launchers.resolve("baton-" + role.word()).toString());
    command.addAll(List.of("--channel", channel().toString(), "--name", name, "--log-level"));
    command.add("info");
    if (role == Role.LOADER) {
      command.addAll(List.of("--slots", Integer.toString(shape.slots()), "--slot-length"));
      command.addAll(
          List.of(Integer.toString(shape.slotBytes() / Shape.ITEM_BYTES), "--source", spec));
      command.addAll(shape.loading(members.size()).options());
    } else {
      command.addAll(List.of("--sink", spec));
      command.addAll(sinks.options());
    }
    return new Member(name, role, command, directory.resolve("logs").resolve(name + ".log"));
  }

  Path directory() {
    return directory;
  }

  Shape shape() {
    return shape;
  }

  ChannelDirectory channel() {
    return new ChannelDirectory(file("channel"));
  }

  /** A look at the channel; null as long as there is none. */
  Watch watch() {
    if (watch == null && Files.exists(channel().control())) {
      watch = new Watch(channel());
    }
    return watch;
  }

  List<Member> members() {
    return List.copyOf(members);
  }

  /** Loaders first. */
  Member member(int number) {
    return members.get(number);
  }

  List<Member> members(Role role) {
    return members.stream().filter(each -> each.role() == role).toList();
  }

  List<Input> inputs() {
    return List.copyOf(inputs);
  }

  /** What a loader loads is to be this instead; before it is started. */
  void replaceInput(int loader, Input input) {
    inputs.set(loader, input);
  }

  List<Path> parts() {
    List<Path> parts = new ArrayList<>();
    for (int i = 1; i <= shape.processors(); i++) {
      parts.add(part(i));
    }
    return parts;
  }

  private Path part(int number) {
    return file("out/part-" + number + ".raw");
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Starts everybody. Processors last: one that finds all loaders ended goes home. */
  void start() throws IOException, InterruptedException {
    start(Role.LOADER);
    start(Role.PROCESSOR);
  }

  /** Starts all of a role, and waits until they are attached. */
  void start(Role role) throws IOException, InterruptedException {
    for (Member member : members(role)) {
      start(member, Optional.empty());
    }
    await("all " + role.word() + "s attached", START_NANOS, () -> areAttached(role));
  }

  private boolean areAttached(Role role) {
    return watch() != null
        && members(role).stream().allMatch(each -> each.isDone() || watch.isAttached(each));
  }

  /** Starts a member now, to die at a crash point if one is given. */
  void start(Member member, Optional<String> crashAt) throws IOException {
    held.remove(member);
    member.start(paced ? rate(member) : 0, crashAt);
  }

  private long rate(Member member) {
    if (member.role() == Role.PROCESSOR) {
      return shape.processorRate();
    }
    return shape.loading(members.indexOf(member)).isPaced() ? shape.loaderRate() : 0;
  }

  /** Starts a member now. */
  void start(Member member) throws IOException {
    start(member, Optional.empty());
  }

  /** Starts whoever is neither alive nor done. */
  void startMissing() throws IOException {
    for (Member member : members) {
      held.remove(member);
      if (!member.isAlive() && !member.isDone()) {
        start(member);
      }
    }
  }

  /** From now on the member is started by {@link #start} alone, and not by the supervisor. */
  void hold(Member member) {
    held.add(member);
  }

  /** The supervisor looks after the member again. */
  void letGo(Member member) {
    held.remove(member);
  }

  /** Whether nobody has anything left to do. */
  boolean isDone() {
    return members.stream().allMatch(Member::isDone);
  }

  boolean isInterrupted() {
    return interrupted.getAsBoolean();
  }

  /**
   * Supervises, until something is so or the time is over.
   *
   * @return whether it came to be so
   * @throws LineFailure if a member ends as none may, or nothing moves for long
   */
  boolean supervise(long nanos, BooleanSupplier isSo) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - start > nanos) {
        return false;
      }
      if (isInterrupted()) {
        throw new InterruptedException("stopped by a signal");
      }
      feeds.turn(this);
      restartTheDead();
      requireMoving();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /** As {@link #supervise}, and a failure if it does not come to be so. */
  void await(String what, long nanos, BooleanSupplier isSo)
      throws IOException, InterruptedException {
    if (!supervise(nanos, isSo)) {
      throw new LineFailure(
          "waited " + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s in vain for: " + what);
    }
  }

  private void restartTheDead() throws IOException {
    for (Member member : members) {
      if (member.isAlive() || member.starts() == 0 || member.isDone() || held.contains(member)) {
        continue;
      }
      if (!member.isKilled()) {
        throw new LineFailure(member + " ended with exit code " + member.exitCode());
      }
      start(member, Optional.empty());
    }
  }

  private void requireMoving() {
    long now = watch == null ? 0 : watch.moved();
    if (now != moved || !held.isEmpty()) {
      moved = now;
      movedAt = System.nanoTime();
    } else if (System.nanoTime() - movedAt > STALL_NANOS && !isDone()) {
      throw new LineFailure("nothing has moved for 60 s");
    }
  }

  /** Kills whoever is left, and lets them come to their end as fast as they can. */
  int finish() throws IOException, InterruptedException {
    paced = false;
    inputs.addAll(feeds.end());
    int killed = shape.bytesPerSecond() > 0 ? killAll() : 0;
    if (feeds.isEmpty()) {
      await("the end of data", TimeUnit.MINUTES.toNanos(5), this::isDone);
    } else {
      feeds.drain(this);
    }
    return killed;
  }

  /** SIGKILL to all, one right behind the other; how many were alive. */
  int killAll() throws InterruptedException {
    List<Member> alive = members.stream().filter(Member::isAlive).toList();
    alive.forEach(Member::strike);
    int killed = 0;
    for (Member member : alive) {
      member.await(START_NANOS);
      killed += member.isKilled() ? 1 : 0;
    }
    return killed;
  }

  /** Writes into their logs what the threads of all live members do. */
  void dumpThreads() throws IOException, InterruptedException {
    for (Member member : members) {
      if (member.isAlive()) {
        member.signal("QUIT");
      }
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
  }

  void remove() throws IOException {
    ChannelRemover.removeTree(directory);
  }

  /** A file system of this line's own; it goes when the line is closed. */
  void mounted(SmallDisk disk) {
    disks.add(disk);
  }

  /** Nobody is left alive. */
  @Override
  public void close() {
    members.stream().filter(Member::isAlive).forEach(Member::strike);
    try {
      for (Member member : members) {
        if (member.isAlive()) {
          member.await(START_NANOS);
        }
      }
      for (SmallDisk disk : disks) {
        disk.unmount();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
