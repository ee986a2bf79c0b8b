package dev.baton.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The other end of a {@link Child}: reads lines from standard input until it ends. */
public final class Serving {
  /** Does what a line says. */
  public interface Command {
    /** The words of the line; figures for the answer. */
    Map<String, ? extends Number> run(String[] words) throws Exception;
  }

  private Serving() {}

  /** Says that this process is ready, then does what it is told until nobody tells it any more. */
  public static void until(Command command) throws Exception {
    answer(Map.of("ready", 1));
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = next(input); line != null; line = next(input)) {
        answer(command.run(line.split(" ")));
      }
    }
  }

  private static String next(BufferedReader input) throws IOException {
    return input.readLine();
  }

  private static void answer(Map<String, ? extends Number> figures) {
    System.out.println(Answer.line(figures));
    System.out.flush();
  }
}
