package dev.baton.ops.torture;

/** A line of members did what none may do: this is what torture looks for, and a finding. */
final class LineFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LineFailure(String what) {
    super(what);
  }
}
