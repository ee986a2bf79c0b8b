package dev.baton.ops.doctor;

import dev.baton.member.MemberTable;
import dev.baton.store.ChannelCreator;
import dev.baton.store.Sizes;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Room for the channel: on its file system, and within the memory that its processes may use. */
final class SpaceChecks {
  /** One loader and one processor, unless more have attached. */
  private static final int LEAST_MEMBERS = 2;

  /** What a service takes beside the channel: heap, code, the JVM itself. */
  private static final long SERVICE_BYTES = 192L << 20;

  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private final Place place;

  SpaceChecks(Place place) {
    this.place = place;
  }

  List<Finding> all() {
    return List.of(fileSystem(), LargePages.of(place), space(), cgroup());
  }

  private Finding fileSystem() {
    try {
      String type = Files.getFileStore(place.nearest()).type();
      return switch (type) {
        case "tmpfs", "ramfs", "hugetlbfs" -> Finding.ok("file system", type + ": memory alone");
        case "nfs", "nfs4", "cifs", "9p", "fuse.sshfs", "virtiofs" ->
            Finding.problem(
                "file system",
                type + " is shared between hosts: expected memory of this one",
                "put the channel on a tmpfs, /dev/shm for instance");
        default ->
            Finding.warning(
                "file system",
                type + ": the kernel writes the arrays to a disk now and then",
                "put the channel on a tmpfs, /dev/shm for instance");
      };
    } catch (IOException e) {
      return unknown("file system", e);
    }
  }

  private Finding space() {
    try {
      FileStore store = Files.getFileStore(place.nearest());
      long free = store.getUsableSpace();
      long needed = needed();
      String found =
          Sizes.human(free)
              + " free, "
              + Sizes.human(needed)
              + (exists() ? " more" : "")
              + " needed";
      if (free >= needed) {
        return Finding.ok("space", found + (exists() ? " for token queues" : ""));
      }
      return Finding.problem(
          "space",
          found + " in " + place.nearest(),
          exists()
              ? "make room there: tokens that cannot be written make members slow"
              : (store.type().equals("tmpfs")
                      ? "mount -o remount,size=" + wanted(store, needed) + " it"
                      : "make room there")
                  + ", or choose fewer or shorter slots");
    } catch (IOException e) {
      return unknown("space", e);
    }
  }

  private static String wanted(FileStore store, long needed) throws IOException {
    long used = store.getTotalSpace() - store.getUsableSpace();
    return ((used + needed + (1L << 20) - 1) >> 20) + "m";
  }

  /** Of a channel that is there only what its queues may still grow by. */
  private long needed() throws IOException {
    int members =
        place
            .view()
            .map(view -> new MemberTable(view.words()).members().size())
            .orElse(LEAST_MEMBERS);
    long all = ChannelCreator.spaceNeeded(place.geometry(), Math.max(members, LEAST_MEMBERS));
    long queues = all - place.geometry().totalBytes();
    return exists() ? Math.max(0, queues - bytesIn(place.directory().outboxes())) : all;
  }

  private static long bytesIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return 0;
    }
    try (var files = Files.walk(directory)) {
      long sum = 0;
      for (Path file : files.filter(SpaceChecks::isFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean exists() {
    return place.view().isPresent();
  }

  /** Pages of a tmpfs count against the control group of whoever touches them first. */
  private Finding cgroup() {
    try {
      OptionalLong limit = memoryLimit();
      if (limit.isEmpty()) {
        return Finding.ok("cgroup memory", "no limit");
      }
      long needed = place.geometry().totalBytes() + SERVICE_BYTES;
      String found =
          "limit "
              + Sizes.human(limit.getAsLong())
              + ", the creator of the channel needs "
              + Sizes.human(needed);
      return limit.getAsLong() >= needed
          ? Finding.ok("cgroup memory", found)
          : Finding.problem(
              "cgroup memory",
              found,
              "raise the memory limit (MemoryMax=, mem_limit) of whoever makes the channel: pages of a"
                  + " tmpfs count against who touches them first");
    } catch (IOException e) {
      return unknown("cgroup memory", e);
    }
  }

  /** The least of all limits on the way up; version 2 of control groups, or version 1. */
  private static OptionalLong memoryLimit() throws IOException {
    OptionalLong least = OptionalLong.empty();
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      boolean second = parts.length == 3 && parts[1].isEmpty();
      boolean first = parts.length == 3 && List.of(parts[1].split(",", -1)).contains("memory");
      if (first || second) {
        Path root = second ? CGROUPS : CGROUPS.resolve("memory");
        String file = second ? "memory.max" : "memory.limit_in_bytes";
        for (Path at = Path.of(parts[2]); at != null; at = at.getParent()) {
          least = least(least, root.resolve(at.toString().replaceFirst("^/", "")).resolve(file));
        }
      }
    }
    return least;
  }

  private static OptionalLong least(OptionalLong before, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return before; // inside a container the path is that of the host
    }
    String text = Files.readString(file).strip();
    boolean none = !text.matches("[0-9]+") || text.length() > 18; // max, or near 2^63
    return none
        ? before
        : OptionalLong.of(Math.min(before.orElse(Long.MAX_VALUE), Long.parseLong(text)));
  }

  private static Finding unknown(String check, IOException why) {
    return Finding.warning(check, "cannot be told: " + why.getMessage(), "look by hand");
  }
}
