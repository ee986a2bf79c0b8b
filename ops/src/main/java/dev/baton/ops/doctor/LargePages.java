package dev.baton.ops.doctor;

import dev.baton.store.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a channel's slots lie in pages of 2 MiB (on most machines), which a tmpfs takes if it is
 * mounted so: a process that goes through a slot for the first time then meets one page fault where
 * it would meet 512.
 *
 * @param mounts the lines of {@code /proc/self/mountinfo}
 * @param setting the kernel's {@code shmem_enabled}
 * @param pageBytes size of a large page
 */
record LargePages(List<String> mounts, String setting, long pageBytes) {
  private static final String CHECK = "large pages";
  private static final Path KERNEL = Path.of("/sys/kernel/mm/transparent_hugepage");

  /** What this host says about them. */
  static Finding of(Place place) {
    try {
      if (!Files.isReadable(KERNEL.resolve("shmem_enabled"))) {
        return Finding.ok(CHECK, "this kernel has none for a tmpfs");
      }
      LargePages pages =
          new LargePages(
              Files.readAllLines(Path.of("/proc/self/mountinfo")),
              Files.readString(KERNEL.resolve("shmem_enabled")),
              Long.parseLong(Files.readString(KERNEL.resolve("hpage_pmd_size")).strip()));
      return pages.finding(place.nearest().toRealPath(), place.geometry().slotFileBytes());
    } catch (IOException | IllegalArgumentException e) {
      return Finding.warning(CHECK, "cannot be told: " + e.getMessage(), "look by hand");
    }
  }

  /**
   * What is so for a channel.
   *
   * @param where an absolute path, without links
   * @param slotFileBytes size of a slot's file
   */
  Finding finding(Path where, long slotFileBytes) {
    Mount mount = mountOf(where);
    if (!mount.type().equals("tmpfs")) {
      return Finding.ok(CHECK, mount.type() + ": of a tmpfs alone");
    }
    boolean denied = setting.contains("[deny]");
    String remount = "mount -o remount,huge=within_size " + mount.point();
    String huge = setting.contains("[force]") ? "always" : mount.huge();
    if (huge.equals("always") && !denied) {
      return Finding.warning(
          CHECK,
          "huge=always: each file takes whole ones of "
              + Sizes.human(pageBytes)
              + ", small ones too",
          remount);
    }
    if (slotFileBytes < pageBytes) {
      return Finding.ok(CHECK, "none: a slot is less than " + Sizes.human(pageBytes));
    }
    if (denied) {
      return slow(
          "shmem_enabled is deny",
          "echo never > " + KERNEL.resolve("shmem_enabled") + " leaves it to each mount");
    }
    return huge.equals("within_size")
        ? Finding.ok(CHECK, "huge=within_size")
        : slow("huge=" + huge, remount);
  }

  /** As any tmpfs is that nobody has mounted for it. */
  private static Finding slow(String why, String remedy) {
    return Finding.hint(
        CHECK,
        why + ": works, and each process's first pass through each slot could be faster",
        remedy + ", before the channel is made");
  }

  /** The mount that is nearest above a path; of several in one place the last lies on top. */
  private Mount mountOf(Path where) {
    Mount nearest = new Mount(Path.of("/"), "unknown", "never");
    for (String line : mounts) {
      Mount mount = Mount.parse(line);
      boolean nearer = mount.point().getNameCount() >= nearest.point().getNameCount();
      if (where.startsWith(mount.point()) && nearer) {
        nearest = mount;
      }
    }
    return nearest;
  }

  /**
   * A mount.
   *
   * @param huge the option of that name; {@code never} if it is not there
   */
  private record Mount(Path point, String type, String huge) {
    /** Fields as {@code proc(5)} has them; what follows a single dash is of the file system. */
    static Mount parse(String line) {
      String[] halves = line.split(" - ", 2);
      String[] fields = halves[0].split(" ", -1);
      String[] system = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
      if (fields.length < 5 || system.length < 3) {
        throw new IllegalArgumentException("'" + line + "' is no line of mountinfo");
      }
      String huge = "never";
      for (String option : system[2].split(",", -1)) {
        huge = option.startsWith("huge=") ? option.substring("huge=".length()) : huge;
      }
      return new Mount(Path.of(fields[4].replace("\\040", " ")), system[0], huge);
    }
  }
}
