package dev.baton.service;

/**
 * Whoever started a service and watches over it: systemd, a container's health check. Told by the
 * work loop, by its thread, so that silence means a loop that has stopped.
 */
public interface Supervisor {
  /** Nobody watches. */
  Supervisor NONE = new Supervisor() {};

  /** What the service is doing, in one line. */
  default void status(String text) {}

  /** The service is usable from now on: slots reserved and recovered, queues open. */
  default void ready(String text) {}

  /** The work loop goes round. Called at every turn; reads no clock. */
  default void alive(long nowNanos) {}

  /** The service is leaving in order. */
  default void stopping(String text) {}
}
