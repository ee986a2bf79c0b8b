package dev.baton.ops.doctor;

import dev.baton.cli.BatonVersion;
import dev.baton.layout.HeaderLayout;
import dev.baton.report.Figures;
import dev.baton.store.MappingLimit;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host and this JVM: Java and its flags, limits, what logind removes, the clocks. */
final class HostChecks {
  private static final int LEAST_JAVA = 17;
  private static final int FIRST_REGULAR_USER = 1000;

  /** Jars, logs, a source and a sink, and three for each of 128 members; slots keep none open. */
  private static final int FILES = 512;

  private static final Instant LEAST_TIME = Instant.parse("2025-01-01T00:00:00Z");
  private static final Set<String> SLOW_CLOCKS =
      Set.of("hpet", "acpi_pm", "jiffies", "refined-jiffies");

  private final Place place;

  HostChecks(Place place) {
    this.place = place;
  }

  List<Finding> all() {
    return List.of(java(), flags(), openFiles(), mappings(), removeIpc(), clock());
  }

  private static Finding java() {
    int version = Runtime.version().feature();
    return version >= LEAST_JAVA
        ? Finding.ok("java", BatonVersion.java())
        : Finding.problem(
            "java", BatonVersion.java() + ": expected 17 or newer", "set JAVA_HOME to a newer one");
  }

  /** What Chronicle needs of the JDK, as far as a program can see it. */
  private static Finding flags() {
    Module base = Object.class.getModule();
    Module ours = HostChecks.class.getModule();
    List<String> missing = new ArrayList<>();
    if (!base.isOpen("java.lang.reflect", ours)) {
      missing.add("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
    }
    for (String exported : List.of("sun.nio.ch", "jdk.internal.ref")) {
      if (!base.isExported(exported, ours)) {
        missing.add("--add-exports=java.base/" + exported + "=ALL-UNNAMED");
      }
    }
    return missing.isEmpty()
        ? Finding.ok("java flags", "all that are needed")
        : Finding.problem(
            "java flags",
            "missing: " + String.join(" ", missing),
            "start by the commands in bin, or with java @bin/java-flags");
  }

  private static Finding openFiles() {
    try {
      String limits = Files.readString(Path.of("/proc/self/limits"));
      Matcher soft = Pattern.compile("(?m)^Max open files +(\\S+)").matcher(limits);
      if (!soft.find() || !soft.group(1).matches("[0-9]{1,18}")) {
        return Finding.ok("open files", "no limit");
      }
      String found = "limit " + soft.group(1) + ", up to " + FILES + " needed";
      return Long.parseLong(soft.group(1)) >= FILES
          ? Finding.ok("open files", found)
          : Finding.problem(
              "open files", found, "raise it: LimitNOFILE=" + FILES + ", or ulimit -n " + FILES);
    } catch (IOException e) {
      return Finding.warning("open files", "cannot be told: " + e, "look with: ulimit -n");
    }
  }

  private Finding mappings() {
    OptionalLong most = MappingLimit.most();
    long needed = MappingLimit.needed(place.geometry());
    if (most.isEmpty()) {
      return Finding.warning(
          "mappings", "cannot be told; up to " + needed + " needed", "see vm.max_map_count");
    }
    String found = "limit " + most.getAsLong() + ", up to " + needed + " needed";
    return most.getAsLong() >= needed
        ? Finding.ok("mappings", found)
        : Finding.problem(
            "mappings",
            found,
            "raise it: sysctl vm.max_map_count=" + 2 * needed + ", or use fewer slots");
  }

  /** logind removes what a regular user owns in /dev/shm when that user's last session ends. */
  private Finding removeIpc() {
    try {
      int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      boolean concerned =
          place.directory().path().startsWith("/dev/shm")
              && uid >= FIRST_REGULAR_USER
              && Files.isDirectory(Path.of("/run/systemd/seats"));
      if (!concerned) {
        return Finding.ok(
            "RemoveIPC", "does not concern user " + uid + " and " + place.directory());
      }
      String setting = removeIpcSetting();
      return setting.matches("(?i)no|false|off|0")
          ? Finding.ok("RemoveIPC", "off")
          : Finding.problem(
              "RemoveIPC",
              "logind removes files of user " + uid + " in /dev/shm when the last session ends",
              "RemoveIPC=no in /etc/systemd/logind.conf, or run as a system user, or loginctl enable-linger");
    } catch (IOException e) {
      return Finding.warning("RemoveIPC", "cannot be told: " + e, "see logind.conf(5)");
    }
  }

  /** The last that is set, in the order that systemd reads: the file, then drop-ins by name. */
  private static String removeIpcSetting() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("/etc/systemd/logind.conf")));
    Set<Path> dropIns = new TreeSet<>((a, b) -> a.getFileName().compareTo(b.getFileName()));
    for (String root : List.of("/etc", "/run", "/usr/lib")) {
      Path directory = Path.of(root, "systemd/logind.conf.d");
      if (Files.isDirectory(directory)) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.conf")) {
          all.forEach(dropIns::add);
        }
      }
    }
    files.addAll(dropIns);
    String setting = "yes";
    for (Path file : files) {
      if (Files.isReadable(file)) {
        for (String line : Files.readAllLines(file)) {
          Matcher set = Pattern.compile("\\s*RemoveIPC\\s*=\\s*(\\S+)\\s*").matcher(line);
          setting = set.matches() ? set.group(1) : setting;
        }
      }
    }
    return setting;
  }

  private Finding clock() {
    Instant now = Instant.now();
    if (now.isBefore(LEAST_TIME)) {
      return Finding.problem("clock", "it is " + now + " by this host", "set its clock");
    }
    long created =
        place.view().map(view -> view.words().getLong(HeaderLayout.CREATED_NANOS)).orElse(0L);
    if (place.view().isPresent() && System.nanoTime() - created < 0) {
      return Finding.warning(
          "clock",
          "the channel is from before this host was started: ages and times of day are wrong",
          "make it anew when it is empty");
    }
    try {
      Path source = Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");
      String name = Files.isReadable(source) ? Files.readString(source).strip() : "unknown";
      return SLOW_CLOCKS.contains(name)
          ? Finding.warning(
              "clock",
              "the kernel reads " + name + ", which is slow, some " + cost() + " a look",
              "choose tsc, or the hypervisor's clock: see the kernel's clocksource= option")
          : Finding.ok("clock", name + ", " + cost() + " a look");
    } catch (IOException e) {
      return Finding.warning("clock", "its source cannot be told: " + e, "see dmesg");
    }
  }

  private static String cost() {
    int looks = 10_000;
    long start = System.nanoTime();
    for (int i = 1; i < looks; i++) {
      System.nanoTime();
    }
    return Figures.duration((System.nanoTime() - start) / looks);
  }
}
