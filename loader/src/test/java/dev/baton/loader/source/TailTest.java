package dev.baton.loader.source;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that grows, while it is followed and while nobody does. */
@Timeout(120)
final class TailTest {
  @TempDir Path dir;

  private final StringBuilder values = new StringBuilder();
  private Path file;
  private Source source;

  @BeforeEach
  void open() throws IOException {
    file = dir.resolve("app.log");
    source = provide("tail:" + file);
  }

  @AfterEach
  void close() throws IOException {
    source.close();
  }

  @Test
  void shouldWaitForTheFileAndForTheEndOfALine() throws IOException {
    assertEquals(Source.Supply.MORE, fill());
    append("1\n2");
    await("1 ");
    append("3\n");
    await("1 23 ");
  }

  @Test
  void shouldReadARenamedFileToItsEndAndThenTheNewOne() throws IOException {
    append("1\n");
    await("1 ");
    rotate("app.log.1");
    Files.writeString(dir.resolve("app.log.1"), "2\n3", APPEND);
    await("1 2 ");
    append("4\n");
    await("1 2 3 4 ");
  }

  @Test
  void shouldBeginAgainWhereTheFileWasCutToNothing() throws IOException {
    append("1\n2\n");
    await("1 2 ");
    truncate();
    append("3\n");
    await("1 2 3 ");
  }

  /** It was rotated twice meanwhile; and somebody's own copy lies about. */
  @Test
  void shouldFindAgainWhatIsLeftOfTheOldFiles() throws IOException {
    append("1\n2\n");
    await("1 2 ");
    SourcePosition stopped = stop();
    append("3\n");
    Files.copy(file, dir.resolve("app.log.copy"));
    rotate("app.log.1");
    append("4\n");
    rotate("app.log.2", "app.log.1");
    rotate("app.log.1");
    append("5\n");

    resume(stopped);

    await("1 2 3 4 5 ");
  }

  /** As logrotate's copytruncate does. */
  @Test
  void shouldGoOnInTheCopyOfAFileThatWasTruncatedMeanwhile() throws IOException {
    append("1\n2\n");
    await("1 2 ");
    SourcePosition stopped = stop();
    append("3\n");
    Files.copy(file, dir.resolve("app.log.1"));
    truncate();
    append("4\n");

    resume(stopped);

    await("1 2 3 4 ");
  }

  /** A new file may have the inode number of one that was removed. */
  @Test
  void shouldBeginAtTheBeginningOfAnotherFile() throws IOException {
    append("1\n2\n");
    await("1 2 ");
    SourcePosition stopped = stop();
    truncate();
    append("7\n8\n9\n");

    resume(stopped);

    await("1 2 7 8 9 ");
  }

  @Test
  void shouldGoOnAtTheEndOfAFileThatNothingFollowsYet() throws IOException {
    append("1\n2\n");
    await("1 2 ");
    rotate("app.log.1");
    append("");
    Awaitility.await().until(() -> fill() == Source.Supply.MORE && isAtTheNext());
    SourcePosition stopped = stop();
    append("3\n");

    resume(stopped);

    await("1 2 3 ");
  }

  @Test
  void shouldReadElementsToo() throws IOException {
    source.close();
    source = provide("tail:" + file + "?kind=raw&dtype=i2");
    Files.write(file, new byte[] {1, 0, 2, 0, 3});
    await("1 2 ");
    SourcePosition stopped = stop();
    Files.write(file, new byte[] {0, 4, 0}, APPEND);
    source = provide("tail:" + file + "?kind=raw&dtype=i2");
    source.resume(stopped);
    await("1 2 3 4 ");
  }

  @Test
  void shouldRefuseAtOnceWhatCannotBe() {
    assertRefused(Reason.NO_INPUT, "tail:" + dir, "is no regular file");
    assertRefused(Reason.NO_INPUT, "tail:" + dir + "/none/x", "its directory does not exist");
    assertRefused(Reason.USAGE, "tail:", "expected a file");
    assertRefused(Reason.USAGE, "tail:" + file + "?colums=1", "has no key 'colums'");
  }

  private static void assertRefused(Reason reason, String spec, String said) {
    BatonException refused = assertThrows(BatonException.class, () -> provide(spec).close());
    assertEquals(reason, refused.reason());
    assertTrue(refused.getMessage().contains(said), refused::getMessage);
  }

  private boolean isAtTheNext() throws IOException {
    SourcePosition at = new SourcePosition();
    source.position(at);
    return at.offset == 0;
  }

  private SourcePosition stop() throws IOException {
    SourcePosition position = new SourcePosition();
    source.position(position);
    source.close();
    return position;
  }

  private void resume(SourcePosition from) throws IOException {
    source = provide("tail:" + file);
    source.resume(from);
  }

  private static Source provide(String text) throws IOException {
    try (Providers providers = Providers.onClassPath()) {
      var found = providers.sources().resolve(text);
      return found.provider().open(found.spec(), new Elements(Dtype.F8, 1));
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, CREATE, APPEND);
  }

  private void truncate() throws IOException {
    FileChannel.open(file, StandardOpenOption.WRITE).truncate(0).close();
  }

  private void rotate(String to) throws IOException {
    Files.move(file, dir.resolve(to));
  }

  private void rotate(String to, String from) throws IOException {
    Files.move(dir.resolve(from), dir.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  private Source.Supply fill() throws IOException {
    ByteBuffer piece = TextFixture.elements(8);
    Source.Supply supply = source.fill(piece);
    TextFixture.append(values, piece);
    return supply;
  }

  /** Until all of this has come, and nothing else. */
  private void await(String expected) {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              fill();
              assertTrue(expected.startsWith(values.toString()), values::toString);
              return expected.contentEquals(values);
            });
  }
}
