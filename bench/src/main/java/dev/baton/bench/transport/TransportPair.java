package dev.baton.bench.transport;

import dev.baton.bench.run.Answer;
import dev.baton.bench.run.Child;
import dev.baton.bench.run.Directories;
import dev.baton.bench.run.Java;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Both sides of a transport as processes, each on a core of its own, and its driver if it has one.
 */
public final class TransportPair implements AutoCloseable {
  private static final int SENDER_CORE = 0;
  private static final int RECEIVER_CORE = 1;
  private static final int ANY_CORE = -1;

  private final List<Child> children = new ArrayList<>();
  private final Child sender;
  private final Child receiver;
  private final Path directory;

  private TransportPair(
      Transport transport, Java java, Path clone, Setup setup, List<Integer> moreSlots) {
    String name = transport.title();
    directory = setup.directory();
    List<Object> words = new ArrayList<>(setup.words());
    words.addAll(moreSlots);
    if (transport.isAeron()) {
      Child driver =
          Child.start(
              name + " driver", java.command(clone, ANY_CORE, AeronDriver.class, words.toArray()));
      children.add(driver);
      driver.answer();
    }
    sender = side(transport, "sender", SENDER_CORE, java, clone, words);
    receiver = side(transport, "receiver", RECEIVER_CORE, java, clone, words);
  }

  private TransportPair connected() {
    try {
      sender.answer();
      receiver.answer();
      return this;
    } catch (IllegalStateException e) {
      close();
      throw e;
    }
  }

  /** Starts both sides, and waits until they are connected. The directory must be empty. */
  public static TransportPair start(Transport transport, Java java, Path clone, Setup setup) {
    return start(transport, java, clone, setup, List.of());
  }

  /**
   * Starts both sides, connected with so many slots, and once more for each other number of them:
   * {@link #stream} says which is to be used.
   */
  public static TransportPair start(
      Transport transport, Java java, Path clone, Setup setup, List<Integer> moreSlots) {
    return new TransportPair(transport, java, clone, setup, moreSlots).connected();
  }

  private Child side(
      Transport transport, String role, int core, Java java, Path clone, List<Object> words) {
    List<Object> arguments = new ArrayList<>(List.of(transport.name(), role));
    arguments.addAll(words);
    Child child =
        Child.start(
            transport.title() + " " + role,
            java.command(clone, core, TransportSide.class, arguments.toArray()));
    children.add(child);
    return child;
  }

  /**
   * Hands over arrays, each filled and summed up: seconds from the first to the end of the last.
   *
   * @param choice which of the numbers of slots is used, from 0
   */
  public double stream(int arrays, int choice) {
    receiver.tell("stream " + arrays + " " + choice);
    sender.tell("stream " + arrays + " " + choice);
    double start = sender.answer().get("start");
    double end = receiver.answer().get("end");
    return (end - start) / TimeUnit.SECONDS.toNanos(1);
  }

  /** How long both sides have compiled so far, ms. */
  public long compileMillis() {
    return (long) (sender.ask("compiled").get("ms") + receiver.ask("compiled").get("ms"));
  }

  /** Sends arrays to and fro, with a pause before each. */
  public Trips trips(int count, long pauseNanos) {
    receiver.tell("trips " + count);
    sender.tell("trips " + count + " " + pauseNanos);
    Answer sent = sender.answer();
    Answer received = receiver.answer();
    return new Trips(
        sent.get("p50"),
        sent.get("p99"),
        sent.get("p99.9"),
        sent.get("max"),
        (sent.get("allocated") + received.get("allocated")) / count);
  }

  /** Ends all its processes, and removes the directory. */
  @Override
  public void close() {
    for (int i = children.size() - 1; i >= 0; i--) {
      children.get(i).close();
    }
    Directories.remove(directory);
  }
}
