package dev.baton.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What stays of a test that failed, in deploy/target/evidence. */
final class Evidence {
  /** Larger files are only listed. */
  private static final long MOST_BYTES = 16 << 20;

  private final Path from;
  private final Path to;

  Evidence(String title, Path from) throws IOException {
    this.from = from;
    this.to = Path.of("target", "evidence", title).toAbsolutePath();
    Tree.remove(to);
    Files.createDirectories(to);
  }

  /** What all threads do of those that still run. */
  void threads(List<Started> processes) throws IOException {
    Path jcmd = Distribution.JAVA_HOME.resolve("bin/jcmd");
    for (Started each : processes) {
      if (each.process().isAlive() && Files.isExecutable(jcmd)) {
        long pid = each.process().pid();
        Started dump = new Launch(jcmd, pid, "Thread.print").start();
        Files.writeString(
            to.resolve("threads-" + pid + ".txt"),
            each + "\n" + dump.finishedWithin(Duration.ofSeconds(10)).out());
      }
    }
  }

  /** Keeps the test's files, what it said and what it ran. */
  void keep(List<String> said, List<Started> processes) throws IOException {
    Tree.copy(from, to.resolve("files"), MOST_BYTES);
    StringBuilder story = new StringBuilder(String.join("\n", said)).append("\n\n");
    for (Started each : processes) {
      story.append(each).append(" exit ").append(each.process().exitValue()).append('\n');
      story.append("    ").append(each.out().getFileName()).append('\n');
    }
    Files.writeString(to.resolve("story.txt"), story.append('\n').append(Tree.listing(from)));
    System.out.println("evidence of the failed test: " + to);
  }
}
