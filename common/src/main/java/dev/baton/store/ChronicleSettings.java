package dev.baton.store;

/**
 * Settings of the Chronicle libraries, which they take from system properties only, when their
 * first class loads. A user who sets one of these wins.
 */
public final class ChronicleSettings {
  private ChronicleSettings() {}

  /** To be called before the first Chronicle class is touched. */
  public static void apply() {
    set("chronicle.announcer.disable", "true"); // no banner in an operator's log
    set(
        "chronicle.disk.monitor.disable",
        "true"); // a thread a queue; space is reserved and checked by us
    set("chronicle.analytics.disable", "true"); // no telemetry; its jar is left out as well
    set("chronicle.table.store.timeoutMS", "500"); // 10 s by default, for one that is damaged
    set("jvm.resource.tracing", "false"); // a stack trace an opened resource
    set("disable.single.threaded.check", "true"); // a check an access; our classes say who may call
  }

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
