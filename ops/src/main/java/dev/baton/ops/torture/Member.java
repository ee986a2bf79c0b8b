package dev.baton.ops.torture;

import dev.baton.layout.Role;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A service under a supervisor: started again under its name as often as it dies. */
final class Member {
  private static final String JAVA_OPTIONS = "BATON_JAVA_OPTS";
  private static final int KILLED = 128 + 9;

  /** Children take over which signals are ignored: nohup(1) and a shell's & would spoil T17. */
  private static final List<String> DEFAULT_SIGNALS =
      List.of("env", "--default-signal=HUP,INT,TERM");

  private final String name;
  private final Role role;
  private final List<String> command;
  private final Path log;
  private Process process;
  private int starts;
  private boolean struck;
  private int otherGoodEnd;

  /**
   * @param command all of its command line but its pace
   * @param log takes what all its incarnations say
   */
  Member(String name, Role role, List<String> command, Path log) {
    this.name = name;
    this.role = role;
    this.command = List.copyOf(command);
    this.log = log;
  }

  String name() {
    return name;
  }

  Role role() {
    return role;
  }

  Path log() {
    return log;
  }

  /** How often it was started. */
  int starts() {
    return starts;
  }

  /**
   * Starts it.
   *
   * @param rate elements a second; 0 for no limit
   * @param crashAt the step of the protocol at which it is to die, if any
   */
  void start(long rate, Optional<String> crashAt) throws IOException {
    List<String> words = new ArrayList<>(DEFAULT_SIGNALS);
    words.addAll(command);
    if (rate > 0) {
      words.addAll(List.of("--rate", Long.toString(rate)));
    }
    ProcessBuilder builder = new ProcessBuilder(words);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(each -> each.startsWith("BATON_") && !each.equals(JAVA_OPTIONS));
    environment.put("BATON_VERBOSE", "true"); // what ends it is evidence
    crashAt.ifPresent(
        step ->
            environment.merge(
                JAVA_OPTIONS, "-Dbaton.crash.at=" + step, (given, ours) -> given + " " + ours));
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    struck = false;
    process = builder.start();
    starts++;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Whether it was killed, from outside or at a crash point, and has not been started again. */
  boolean isKilled() {
    return process != null
        && !process.isAlive()
        && (process.exitValue() == KILLED || (struck && process.exitValue() != 0));
  }

  /** This exit code is a good end, too. */
  void mayEndWith(int code) {
    otherGoodEnd = code;
  }

  /** Whether it has ended well. */
  boolean isDone() {
    return process != null
        && !process.isAlive()
        && (process.exitValue() == 0 || process.exitValue() == otherGoodEnd);
  }

  /** How its last incarnation ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** SIGKILL; answers whether it hit somebody alive. */
  boolean kill() throws InterruptedException {
    if (!isAlive()) {
      return false;
    }
    strike();
    process.waitFor();
    return isKilled();
  }

  /**
   * SIGKILL, without waiting for its end. What stands in front of a service ends with a code of its
   * own then (unshare with 1).
   */
  void strike() {
    struck = true;
    service().destroyForcibly();
  }

  /** Sends a signal: {@code STOP}. */
  void signal(String signal) throws IOException, InterruptedException {
    String pid = Long.toString(service().pid());
    new ProcessBuilder("/bin/kill", "-" + signal, pid)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .start()
        .waitFor();
  }

  /** Waits for its end. */
  boolean await(long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  /** The service itself, where another process stands in front of it, in another PID namespace. */
  ProcessHandle service() {
    return process
        .toHandle()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElse(process.toHandle());
  }

  @Override
  public String toString() {
    return name;
  }
}
