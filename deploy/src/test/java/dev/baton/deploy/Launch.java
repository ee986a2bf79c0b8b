package dev.baton.deploy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A process to be: what it runs and what it sees. */
final class Launch {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private final String title;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Path outputs = TEMPORARY;
  private Path input;
  private Consumer<Started> onStart = started -> {};

  Launch(Path program, Object... arguments) {
    title = program.getFileName().toString();
    // Whoever runs this test may have been told to ignore signals, which children take over.
    words.addAll(List.of("env", "--default-signal=HUP,INT,TERM"));
    words.add(program.toString());
    for (Object each : arguments) {
      words.add(each.toString());
    }
    environment.put("JAVA_HOME", Distribution.JAVA_HOME.toString());
  }

  Launch with(String variable, Object value) {
    environment.put(variable, value.toString());
    return this;
  }

  /** Further arguments. */
  Launch and(Object... arguments) {
    Arrays.stream(arguments).map(Object::toString).forEach(words::add);
    return this;
  }

  /** Run by a command that becomes what it runs: {@code env}, {@code setpriv}. */
  Launch under(String... command) {
    words.addAll(0, List.of(command));
    return this;
  }

  /** Takes its standard input from a file; without this it is a pipe that nobody closes. */
  Launch reading(Path file) {
    input = file;
    return this;
  }

  /** Its outputs go to files in a directory, and stay there. */
  Launch keepingOutputsIn(Path directory, Consumer<Started> told) {
    outputs = directory;
    onStart = told;
    return this;
  }

  /** Starts it; its two outputs go to files, so that nothing waits for a reader. */
  Started start() {
    try {
      Path out = Files.createTempFile(outputs, title + "-", ".out");
      Path err = Path.of(out.toString().replaceFirst("out$", "err"));
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
      if (input != null) {
        builder.redirectInput(new File(input.toString()));
      }
      builder.environment().keySet().removeIf(key -> key.startsWith("BATON_"));
      builder.environment().putAll(environment);
      long now = System.nanoTime();
      Started started =
          new Started(builder.start(), now, List.copyOf(words), out, err, outputs == TEMPORARY);
      onStart.accept(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", words), e);
    }
  }

  Finished run() {
    return start().finished();
  }
}
