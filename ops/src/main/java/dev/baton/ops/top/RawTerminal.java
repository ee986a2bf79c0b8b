package dev.baton.ops.top;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The controlling terminal, key by key, with a screen of its own. {@code stty} sets it so that a
 * read answers after a tenth of a second at most; whatever ends the process by a signal that can be
 * handled, or in order, puts back how it was.
 */
final class RawTerminal implements AutoCloseable {
  private static final Path DEVICE = Path.of("/dev/tty");
  private static final String ENTER = "\033[?1049h\033[?25l\033[?7l";
  private static final String LEAVE = "\033[?7h\033[?25h\033[?1049l";

  private final String before;
  private final FileInputStream keys;
  private final OutputStream screen;
  private final Thread restoring = new Thread(this::restore, "restore-terminal");
  private boolean restored;

  private RawTerminal(String before, FileInputStream keys, OutputStream screen) {
    this.before = before;
    this.keys = keys;
    this.screen = screen;
  }

  /** A size in characters. */
  record Size(int columns, int rows) {}

  /**
   * Takes the terminal over.
   *
   * @throws IOException if there is none, or it cannot be set
   */
  static RawTerminal open() throws IOException {
    String before = stty("-g");
    FileInputStream keys = new FileInputStream(DEVICE.toFile());
    RawTerminal terminal = new RawTerminal(before, keys, new FileOutputStream(DEVICE.toFile()));
    Runtime.getRuntime().addShutdownHook(terminal.restoring);
    stty("-icanon", "-echo", "min", "0", "time", "1");
    terminal.write(ENTER);
    return terminal;
  }

  /** How large it is now; 80 by 24 if it does not say. */
  Size size() throws IOException {
    String[] words = stty("size").strip().split(" ", -1);
    int rows = words.length == 2 ? Integer.parseInt(words[0]) : 0;
    int columns = words.length == 2 ? Integer.parseInt(words[1]) : 0;
    return rows > 0 && columns > 0 ? new Size(columns, rows) : new Size(80, 24);
  }

  /** Shows lines from the top on, and nothing else. */
  void show(List<String> lines) throws IOException {
    write("\033[H" + String.join("\033[K\r\n", lines) + "\033[K\033[J");
  }

  /**
   * Waits a tenth of a second at most.
   *
   * @return what was pressed: a character, or {@code up down left right}; empty if nothing was
   */
  String key() throws IOException {
    byte[] bytes = new byte[16];
    int count = keys.read(bytes);
    String typed = count <= 0 ? "" : new String(bytes, 0, count, StandardCharsets.US_ASCII);
    return switch (typed) {
      case "\033[A", "\033OA" -> "up";
      case "\033[B", "\033OB" -> "down";
      case "\033[C", "\033OC" -> "right";
      case "\033[D", "\033OD" -> "left";
      default -> typed.isEmpty() ? "" : typed.substring(0, 1);
    };
  }

  @Override
  public void close() throws IOException {
    restore();
    Runtime.getRuntime().removeShutdownHook(restoring);
    keys.close();
    screen.close();
  }

  private synchronized void restore() {
    if (!restored) {
      restored = true;
      try {
        write(LEAVE);
        stty(before);
      } catch (IOException gone) {
        System.err.println("the terminal could not be put back: " + gone.getMessage());
      }
    }
  }

  private void write(String text) throws IOException {
    screen.write(text.getBytes(StandardCharsets.UTF_8));
    screen.flush();
  }

  private static String stty(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(DEVICE.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stty ran", e);
    }
    return said.strip();
  }
}
