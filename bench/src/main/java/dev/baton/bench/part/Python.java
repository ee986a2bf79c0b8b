package dev.baton.bench.part;

import dev.baton.bench.run.Bench;
import dev.baton.bench.run.Child;
import java.util.ArrayList;
import java.util.List;

/** Programs in Python, of the system's own with its NumPy. */
final class Python {
  /** Where Debian's python3-numpy is found, whatever stands first on the path. */
  private static final String PYTHON = "/usr/bin/python3";

  private Python() {}

  /** Starts a program of ours, on one core if {@code core} is not negative. */
  static Child start(Bench bench, int core, String program, Object... arguments) {
    List<String> command = new ArrayList<>();
    if (core >= 0) {
      command.addAll(List.of("taskset", "-c", Integer.toString(core)));
    }
    command.add(PYTHON);
    command.add(bench.root().resolve("bench/src/main/python").resolve(program).toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return Child.start(program, command);
  }
}
