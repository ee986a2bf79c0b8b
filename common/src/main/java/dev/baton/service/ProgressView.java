package dev.baton.service;

/** Shows how far a finite input has been read. */
public interface ProgressView {
  /** Shows nothing. */
  ProgressView NONE = (done, size) -> {};

  /** Called often, by the work loop; shows something only now and then. A size of -1 is unknown. */
  void show(long done, long size);

  /** Takes away what was shown. */
  default void clear() {}
}
