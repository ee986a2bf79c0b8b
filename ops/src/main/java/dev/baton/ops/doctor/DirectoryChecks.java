package dev.baton.ops.doctor;

import dev.baton.error.BatonException;
import dev.baton.report.Figures;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.Snapshot;
import dev.baton.store.KernelLock;
import dev.baton.store.RecordLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The channel itself, who may touch it, and whether its file system keeps locks. */
final class DirectoryChecks {
  private static final Path LOCKS = Path.of("/proc/locks");

  private final Place place;

  DirectoryChecks(Place place) {
    this.place = place;
  }

  List<Finding> all() {
    return List.of(channel(), permissions(), locks());
  }

  private Finding channel() {
    if (!place.problem().isEmpty()) {
      return Finding.problem(
          "channel", place.problem(), "baton destroy --force, if nothing is needed");
    }
    if (place.view().isEmpty()) {
      return Finding.ok(
          "channel", "none yet; one of " + place.geometry() + " is looked for room for");
    }
    Snapshot snapshot = Snapshot.take(place.directory());
    String found =
        place.geometry()
            + ": "
            + snapshot.states()
            + "; "
            + Figures.count(snapshot.alive().size(), "member")
            + " alive";
    long dead = snapshot.standing(MemberLine.DEAD);
    if (snapshot.damaged() > 0) {
      return Finding.problem("channel", found, "see which: baton slot verify " + place.directory());
    }
    return dead == 0
        ? Finding.ok("channel", found)
        : Finding.warning(
            "channel",
            found + ", " + Figures.count(dead, "dead member") + " that did not come back",
            "start it again under its name; baton repair takes its slots back meanwhile");
  }

  private Finding permissions() {
    Path at = place.nearest();
    try {
      if (place.directory().exists()) {
        place.directory().check();
      }
      Path probed = place.view().isPresent() ? place.directory().control() : at;
      if (!Files.isReadable(probed) || !Files.isWritable(probed)) {
        return Finding.problem(
            "permissions",
            probed
                + " belongs to "
                + Files.getOwner(probed).getName()
                + ": "
                + ProcessHandle.current().info().user().orElse("this user")
                + " may not read and write it",
            "run as its owner");
      }
      return Finding.ok("permissions", probed + " may be read and written");
    } catch (BatonException refused) {
      return Finding.problem("permissions", refused.getMessage(), refused.hint());
    } catch (IOException e) {
      return Finding.problem("permissions", at + ": " + e, "run as its owner");
    }
  }

  /** Takes both kinds on a file of its own, and asks the kernel whether it knows of one. */
  private Finding locks() {
    Path file = null;
    try {
      file = Files.createTempFile(place.nearest(), ".baton-doctor-", ".lock");
      String inode = Files.getAttribute(file, "unix:ino").toString();
      RecordLock.probe(file); // first: to close the file would end the other kind
      try (KernelLock lock = KernelLock.tryAcquire(file)) {
        boolean known = lock != null && (!Files.isReadable(LOCKS) || isListed(inode));
        return known
            ? Finding.ok("file locks", "the kernel keeps them in " + place.nearest())
            : Finding.problem(
                "file locks",
                "a lock on " + file + " is not kept by the kernel: members would seem dead",
                "put the channel on a local file system, a tmpfs for instance");
      }
    } catch (IOException e) {
      return Finding.problem(
          "file locks",
          "no lock can be taken in " + place.nearest() + ": " + e,
          "put the channel where its members may write, on a local file system");
    } finally {
      remove(file);
    }
  }

  private static boolean isListed(String inode) throws IOException {
    try (Stream<String> lines = Files.lines(LOCKS)) {
      return lines.anyMatch(line -> line.contains("POSIX") && line.contains(":" + inode + " "));
    }
  }

  private static void remove(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      System.err.println(file + " is left behind: " + left.getMessage());
    }
  }
}
