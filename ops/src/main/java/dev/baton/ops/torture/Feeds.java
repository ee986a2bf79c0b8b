package dev.baton.ops.torture;

import dev.baton.layout.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What the loaders of a line are given that never comes to an end by itself. */
final class Feeds {
  /** The exit code of who was asked to leave. */
  private static final int TERMINATED = 128 + 15;

  private static final long END_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** What has not come out for so long does not come any more, and is missing. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** The largest piece is this many slots. */
  private static final int MOST_SLOTS = 4;

  private final List<Feed> feeds = new ArrayList<>();
  private long mostWaiting;
  private boolean over;

  /** One for a loader; the source that it reads it by. */
  String add(Loading.From source, Path path, SplittableRandom random, Shape shape)
      throws IOException {
    int most = MOST_SLOTS * shape.slotBytes() / Shape.ITEM_BYTES;
    mostWaiting = (long) shape.slots() * shape.slotBytes();
    Feed feed =
        source == Loading.From.SPOOL
            ? new SpoolFeed(path, random, shape.bytesPerSecond(), most)
            : new TailFeed(path, random, shape.bytesPerSecond(), most);
    feeds.add(feed);
    return feed.spec();
  }

  boolean isEmpty() {
    return feeds.isEmpty();
  }

  /** Gives what is due, unless a channel full of it waits to be processed. */
  void turn(Line line) throws IOException {
    Watch watch = line.watch();
    if (over || (watch != null && given() - watch.output() > mostWaiting)) {
      return;
    }
    for (int i = 0; i < feeds.size(); i++) {
      feeds.get(i).turn(watch != null && watch.committed(line.member(i)) > 0);
    }
  }

  private long given() {
    return feeds.stream().mapToLong(Feed::bytes).sum();
  }

  /** Gives nothing more: what each loader was given, in all. */
  List<Input> end() throws IOException {
    over = true;
    List<Input> inputs = new ArrayList<>();
    for (Feed feed : feeds) {
      feed.finish();
      inputs.add(feed.input());
    }
    return inputs;
  }

  /** Waits until all of it has come out, or nothing more does, and asks everybody to leave. */
  void drain(Line line) throws IOException, InterruptedException {
    long given = given();
    long[] moved = {0, System.nanoTime()};
    line.await(
        "what the loaders were given",
        END_NANOS,
        () -> line.watch().output() >= given || isQuiet(line.watch().moved(), moved));
    for (Role role : List.of(Role.LOADER, Role.PROCESSOR)) {
      for (Member member : line.members(role)) {
        member.mayEndWith(TERMINATED);
        member.signal("TERM");
      }
      line.await(
          "all " + role.word() + "s to leave",
          END_NANOS,
          () -> line.members(role).stream().allMatch(Member::isDone));
    }
    for (Feed feed : feeds) {
      String fault = feed.fault();
      if (!fault.isEmpty()) {
        throw new LineFailure(fault);
      }
    }
  }

  private static boolean isQuiet(long now, long[] moved) {
    if (now != moved[0]) {
      moved[0] = now;
      moved[1] = System.nanoTime();
    }
    return System.nanoTime() - moved[1] > QUIET_NANOS;
  }
}
