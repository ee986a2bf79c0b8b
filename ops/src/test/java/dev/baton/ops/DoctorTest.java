package dev.baton.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.layout.Geometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} and {@code config explain}. */
@Timeout(60)
final class DoctorTest {
  @TempDir private Path directory;
  private final Baton baton = new Baton();

  @Test
  void shouldLookAtEverythingAndLeaveNothing() throws IOException {
    Channel.create(path(), new Geometry(2, 100, Dtype.F4, 1)).close();
    List<Path> before = files();
    int code = baton.run("doctor", path());
    assertTrue(code == 0 || code == 3, baton.err());
    for (String check :
        List.of(
            "channel +ok +2 slots of 100 x <f4: 2 free, .*",
            "permissions +ok .*",
            "file locks +ok .*",
            "file system .*",
            "large pages .*",
            "space .* more needed.*",
            "cgroup memory .*",
            "java +ok .*",
            "java flags +ok .*",
            "open files .*",
            "mappings .*",
            "RemoveIPC .*",
            "clock .*")) {
      assertTrue(baton.out().lines().anyMatch(line -> line.matches(check)), check + baton.out());
    }
    assertEquals(before, files());
  }

  @Test
  void shouldFindThatThereIsNoRoom() {
    assertEquals(
        3,
        baton.run(
            "doctor",
            path(),
            "--slots",
            "65536",
            "--slot-length",
            "500_000_000",
            "--format",
            "json"));
    String json = baton.out().replaceAll("\\s+", " ");
    assertTrue(json.contains("{\"check\": \"space\", \"level\": \"problem\", "), json);
    assertTrue(json.contains("\"found\": \"") && json.contains("119 TiB needed"), json);
    assertFalse(Files.exists(path()));
  }

  @Test
  void shouldFindThatOthersMayWrite() throws IOException {
    Channel.create(path(), new Geometry(2, 100, Dtype.F4, 1)).close();
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(3, baton.run("doctor", path()));
    assertTrue(baton.out().lines().anyMatch(line -> line.matches("permissions +problem .*")));
  }

  @Test
  void shouldFindADamagedChannel() throws IOException {
    Files.createDirectory(path());
    Files.write(path().resolve("control.dat"), new byte[300_000]);
    assertEquals(3, baton.run("doctor", path()));
    assertTrue(baton.out().lines().anyMatch(line -> line.matches("channel +problem .*magic.*")));
  }

  @Test
  void shouldExplainWhereASettingComesFrom() throws IOException {
    Path file = Files.writeString(directory.resolve("health.properties"), "sample = 5\n");
    baton.with("BATON_LOADERS", "2");
    assertEquals(
        0,
        baton.run("config", "explain", "health", "--processors", "3", "--config", file),
        baton.err());
    for (String line :
        List.of(
            "--loaders +2 +environment BATON_LOADERS +BATON_LOADERS",
            "--processors +3 +command line .*",
            "--sample +5.0 +file " + file + " .*",
            "--stuck-after +60.0 +default +BATON_STUCK_AFTER")) {
      assertTrue(baton.out().lines().anyMatch(each -> each.matches(line)), line + baton.out());
    }
  }

  @Test
  void shouldRefuseToExplainWhatWouldBeRefused() {
    assertEquals(64, baton.run("config", "explain", "health", "--procesors", "3"));
    assertTrue(baton.err().contains("did you mean --processors?"), baton.err());
    assertEquals(64, baton.run("config", "explain", "dance"));
    assertTrue(baton.err().contains("unknown command 'dance'"), baton.err());
    assertEquals(64, baton.run("config"));
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(directory)) {
      return all.sorted().toList();
    }
  }

  private Path path() {
    return directory.resolve("channel");
  }
}
