package dev.baton.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The other end of a {@link Child}: reads lines from standard input until it ends. Then the process
 * ends too, even in the middle of a command: it may spin for somebody who has gone.
 */
public final class Serving {
  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** Does what a line says. */
  public interface Command {
    /** The words of the line; figures for the answer. */
    Map<String, ? extends Number> run(String[] words) throws Exception;
  }

  private Serving() {}

  /** Says that this process is ready, then does what it is told until nobody tells it any more. */
  public static void until(Command command) throws Exception {
    BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(lines), "commands");
    reader.setDaemon(true);
    reader.start();
    answer(Map.of("ready", 1));
    for (Optional<String> line = lines.take(); line.isPresent(); line = lines.take()) {
      answer(command.run(line.get().split(" ", -1)));
    }
  }

  private static void read(BlockingQueue<Optional<String>> lines) {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      System.out.println(e);
    }
    lines.add(Optional.empty());
    long end = System.nanoTime() + LEAVE_NANOS;
    while (System.nanoTime() < end) { // a process that leaves in order is gone by then
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(1);
  }

  private static void answer(Map<String, ? extends Number> figures) {
    System.out.println(Answer.line(figures));
    System.out.flush();
  }
}
