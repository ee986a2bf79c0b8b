package dev.baton.ops;

import dev.baton.cli.CommandRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/** Runs {@code baton} in this process, and keeps what it printed. */
public final class Baton {
  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Sets a variable of the environment. */
  public Baton with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs a command; answers with the exit code. */
  public int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return new CommandRunner(new BatonCommand(), environment)
        .writingTo(new PrintWriter(out), new PrintWriter(err))
        .run(words);
  }

  /** What went to standard output. */
  public String out() {
    return out.toString();
  }

  /** What went to standard error. */
  public String err() {
    return err.toString();
  }
}
