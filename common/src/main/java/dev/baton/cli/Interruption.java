package dev.baton.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A request by signal that this process stop: SIGTERM, SIGINT (Ctrl-C) or SIGHUP. A work loop polls
 * {@link #isRequested} and leaves in order; {@link CommandRunner} then exits with 128 + the
 * signal's number. Whoever has not left after 20 seconds is halted with the same code, and so is
 * whoever gets Ctrl-C once more a second later.
 *
 * <p>A handler and not a shutdown hook: hooks all run at once, Chronicle's too, so that a loop
 * would leave while its queues are torn down under it. Signals ignored from the start ({@code
 * nohup}) stay ignored.
 *
 * <p>Safe for several threads.
 */
public final class Interruption {
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The one that the signals of this process go to. */
  private static volatile Interruption installed;

  private volatile String signal;
  private volatile long requestedNanos;

  /** One that no signal goes to, for a loop that is part of something larger. */
  public Interruption() {}

  /** The one that the signals of this process go to from now on. */
  public static synchronized Interruption install() {
    if (installed == null) {
      installed = new Interruption();
      NUMBERS.keySet().forEach(Interruption::handle);
    }
    return installed;
  }

  /** Whether to stop. One volatile read. */
  public boolean isRequested() {
    return signal != null;
  }

  /** Which signal asks to stop: {@code SIGTERM}. */
  public Optional<String> signal() {
    return Optional.ofNullable(signal).map(name -> "SIG" + name);
  }

  /** The exit code of a process that has left in order after a signal; 0 without one. */
  public int exitCode() {
    return signal == null ? 0 : 128 + NUMBERS.get(signal);
  }

  /** As if a signal had come: TERM, INT or HUP. Does nothing after the first. */
  public synchronized void request(String name) {
    if (!NUMBERS.containsKey(name)) {
      throw new IllegalArgumentException("signal " + name + ": expected one of " + NUMBERS);
    }
    if (signal == null) {
      requestedNanos = System.nanoTime();
      signal = name;
    }
  }

  /**
   * The exit code for a command that answered {@code code}: a failure is not hidden by a signal.
   */
  static int exitCode(int code) {
    Interruption interruption = installed;
    return code == 0 && interruption != null ? interruption.exitCode() : code;
  }

  private void received(String name) {
    boolean first = !isRequested();
    request(name);
    if (first) {
      Thread watchdog = new Thread(this::haltInTime, "leave-in-time");
      watchdog.setDaemon(true);
      watchdog.start();
    } else if (name.equals("INT")
        && signal.equals("INT")
        && System.nanoTime() - requestedNanos > AGAIN_NANOS) {
      halt();
    }
  }

  private void haltInTime() {
    long left = LEAVE_NANOS;
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = LEAVE_NANOS - (System.nanoTime() - requestedNanos);
    }
    halt();
  }

  private void halt() {
    Runtime.getRuntime().halt(exitCode());
  }

  /**
   * {@code sun.misc.Signal} is the one way to a signal handler, exported by every JDK in module
   * jdk.unsupported; by reflection, because javac's warning about it cannot be turned off. Where it
   * is missing or the JVM was told to leave signals alone (-Xrs), signals do what they do without
   * us.
   */
  private static void handle(String name) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              Interruption.class.getClassLoader(),
              new Class<?>[] {handlerClass},
              (proxy, method, arguments) -> answer(method, name));
      signalClass
          .getMethod("handle", signalClass, handlerClass)
          .invoke(null, signalClass.getConstructor(String.class).newInstance(name), handler);
    } catch (ReflectiveOperationException e) {
      System.getLogger("dev.baton").log(System.Logger.Level.DEBUG, "no handler for SIG" + name, e);
    }
  }

  private static Object answer(Method method, String name) {
    return switch (method.getName()) {
      case "handle" -> {
        installed.received(name);
        yield null;
      }
      case "hashCode" -> name.hashCode();
      case "toString" -> "handler of SIG" + name;
      default -> false;
    };
  }
}
