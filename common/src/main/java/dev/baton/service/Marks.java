package dev.baton.service;

import java.io.PrintStream;

/** The seed program's marks of the hand-off itself, for those who want to watch it. */
public final class Marks {
  private final PrintStream out;

  private Marks(PrintStream out) {
    this.out = out;
  }

  /** Marks on a stream, each shown at once; none if {@code out} is null. */
  public static Marks on(PrintStream out) {
    return new Marks(out);
  }

  /** Shows a mark: {@code < > ( )} or {@code EOF}. */
  public void show(String mark) {
    if (out != null) {
      out.print(mark);
      out.flush();
    }
  }
}
