package dev.baton.ops.options;

/** Who gives this command. */
public final class Operator {
  private Operator() {}

  /** For everybody's log: {@code operator eve}. */
  public static String name() {
    return "operator " + ProcessHandle.current().info().user().orElse("unknown");
  }
}
