package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

/**
 * NumPy itself as the judge. Where it is missing, tests fail and say so: they are never skipped.
 */
final class NumPy {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private NumPy() {}

  /** Runs a script that has NumPy as {@code np} and its arguments in {@code argv}. */
  static void requireSays(String expected, String script, Object... arguments) {
    Finished run = python("import sys, numpy as np\nargv = sys.argv[1:]\n" + script, arguments);
    assertEquals(0, run.exit(), run::toString);
    assertEquals(expected, run.out().strip(), run::toString);
  }

  private static Finished python(String script, Object... arguments) {
    Launch python = new Launch(Path.of("/usr/bin/env"), "--", PYTHON, "-c", script);
    Finished run = python.and(arguments).run();
    if (run.exit() == 127 || run.err().contains("No module named 'numpy'")) {
      throw new AssertionError(
          "this test needs NumPy for " + PYTHON + ": apt-get install python3-numpy");
    }
    return run;
  }
}
