package dev.baton.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether somebody is watching. {@code System.console()} does not tell: it answers null when
 * standard input alone is redirected, and from Java 22 on not null even if nothing is a terminal.
 */
public final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal. */
  public static boolean isStandardOutput() {
    return isTerminal(1);
  }

  /** Whether standard error is a terminal. */
  public static boolean isStandardError() {
    return isTerminal(2);
  }

  /** Whether the user's environment allows colours: no-color.org. */
  public static boolean wantsColors(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
