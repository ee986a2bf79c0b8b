package dev.baton.loader.source;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A spool's files, from when they are moved in to when they are put away. */
@Timeout(60)
final class SpoolTest {
  @TempDir Path dir;

  private final Providers providers = Providers.onClassPath();
  private final SourcePosition position = new SourcePosition();
  private TextFixture files;
  private Source source;

  @BeforeEach
  void prepare() {
    files = new TextFixture(dir);
  }

  @AfterEach
  void close() throws IOException {
    source.close();
    providers.close();
  }

  @Test
  void shouldLoadFilesInTheOrderOfTheirNamesAndPutThemAwayWhenTheyArePublished()
      throws IOException {
    files.write("b.csv", "t,v\n1,3\n2,4\n");
    files.write("a.csv.gz", "t,v\n1,1\n2,2\n");
    files.write("c.txt", "no.csv");
    files.write(".hidden.csv", "1");
    files.write("d.csv.part", "1");
    files.write("e.csv~", "1");
    Files.createSymbolicLink(dir.resolve("f.csv"), dir.resolve("c.txt"));
    open("?glob=*.{csv,csv.gz}&columns=v&wait=no", "me", 0, 0);

    assertEquals("1 2 3 4", read(9));
    assertEquals(List.of("1.a.csv.gz", "2.b.csv"), names("loading/me"));
    publish();

    assertEquals(List.of(), names("loading/me"));
    assertEquals(List.of("a.csv.gz", "b.csv"), names("done"));
    assertEquals(
        List.of(".hidden.csv", "c.txt", "d.csv.part", "e.csv~", "f.csv"),
        names("").stream().filter(name -> !Files.isDirectory(dir.resolve(name))).toList());
  }

  @Test
  void shouldGoOnWhereItWasPublished() throws IOException {
    files.write("a", "1 2 3");
    files.write("b", "4 5 6");
    open("?wait=no", "me", 0, 0);
    assertEquals("1 2 3 4", read(4));
    source.position(position); // published, and killed before the files are put away
    source.close();

    open("?wait=no", "me", position.file, position.offset);

    assertEquals(List.of("a"), names("done"));
    assertEquals("5 6", read(9));
    publish();
    assertEquals(List.of("a", "b"), names("done"));
  }

  @Test
  void shouldTakeWhatWasTakenAndNotPublishedFromItsBeginning() throws IOException {
    files.write("a", "1 2");
    open("?wait=no", "me", 0, 0);
    assertEquals("1", read(1));
    source.close();
    files.write("0", "9");

    open("?wait=no", "me", 0, 0);

    assertEquals("1 2 9", read(9));
  }

  @Test
  void shouldLeaveToAnotherReaderWhatIsItsOwn() throws IOException {
    files.write("a", "1 2");
    open("?wait=no", "other", 0, 0);
    assertEquals("1", read(1));
    source.close();
    files.write("a", "3");
    files.write("b", "4");

    open("?wait=no", "me", 0, 0);

    assertEquals("4", read(9));
    assertEquals(List.of("1.a"), names("loading/other"));
    assertTrue(Files.exists(dir.resolve("a")), "both would be done/a");
  }

  @Test
  void shouldRefuseAFileAndGoOnWithTheNext() throws IOException {
    files.write("a", "1 2 x 3");
    files.write("b.npy", "no array");
    files.write("c", "4 5");
    open("?wait=no", "me", 0, 0);

    assertEquals("1 2 4 5", read(9));
    publish();

    assertEquals(List.of("c"), names("done"));
    assertEquals(List.of("a", "a.reason", "b.npy", "b.npy.reason"), names("failed"));
    assertTrue(reason("a").startsWith("a: line 1, column 5: expected "), reason("a"));
    assertTrue(reason("a").endsWith("\n2 elements in front of that were loaded\n"), reason("a"));
    assertTrue(reason("b.npy").startsWith("b.npy: "), reason("b.npy"));
  }

  /** Killed after it was committed that the reader is done with it, in the middle of two moves. */
  @Test
  void shouldBringTheReasonAfterTheFile() throws IOException {
    files.write("a", "1 x");
    open("?wait=no", "me", 0, 0);
    assertEquals("1", read(9));
    source.position(position);
    source.close();
    Files.move(dir.resolve("loading/me/1.a"), dir.resolve("failed/a"));

    open("?wait=no", "me", position.file, position.offset);

    assertEquals(List.of("a", "a.reason"), names("failed"));
    assertEquals(List.of(), names("loading/me"));
  }

  @Test
  void shouldKeepEveryRowInItsFile() throws IOException {
    files.write("a", "1 2 3");
    files.write("b", "4 5");
    source = provide("?wait=no", 2);
    source.readBy("me");

    assertEquals("1 2 4 5", read(8));
    publish();

    assertTrue(reason("a").startsWith("ends in the middle of a row of 2 elements\n2 elements"));
  }

  @Test
  void shouldRefuseAFileThatGrowsOrDisappears() throws IOException {
    files.write("a", "1 2");
    files.write("b", "3 4");
    open("?wait=no", "me", 0, 0);
    assertEquals("1", read(1));
    Files.writeString(dir.resolve("loading/me/1.a"), "1 2 7 ");
    assertEquals("2 7 3", read(3));
    Files.delete(dir.resolve("loading/me/2.b"));
    assertEquals("4", read(9));
    publish();

    assertTrue(reason("a").startsWith("changed while it was loaded, from 3 to 6 bytes"));
    assertTrue(reason("b").startsWith("disappeared while it was loaded\n2 elements"));
  }

  @Test
  void shouldNotPutAFileInAnothersPlace() throws IOException {
    files.write("a.csv", "1");
    open("?wait=yes", "me", 0, 0);
    assertEquals("1", read(9));
    publish();
    files.write("a.csv", "2");
    String more = "";
    while (more.isEmpty()) {
      more = read(9);
    }
    publish();

    assertEquals("2", more);
    assertEquals(List.of("a.csv", "a~2.csv"), names("done"));
    assertEquals("2", Files.readString(dir.resolve("done/a~2.csv")));
  }

  @Test
  void shouldRefuseAtOnceWhatCannotBe() throws IOException {
    source = provide("?wait=no", 1);

    assertRefused(Reason.USAGE, "?colums=2", "has no key 'colums'");
    assertRefused(Reason.USAGE, "?wait=perhaps", "expected one of yes no");
    assertRefused(Reason.USAGE, "?kind=spool", "expected the kind of a file");
    assertRefused(Reason.NO_INPUT, "/none", "found nothing");
    Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("real")));
    assertRefused(Reason.NO_INPUT, "/link", "no symbolic link");
    Files.createSymbolicLink(dir.resolve("done"), dir.resolve("real"));
    BatonException refused = assertThrows(BatonException.class, () -> source.readBy("me"));
    assertTrue(refused.getMessage().contains("expected a directory"), refused::getMessage);
  }

  private void assertRefused(Reason reason, String options, String said) {
    BatonException refused = assertThrows(BatonException.class, () -> provide(options, 1));
    assertEquals(reason, refused.reason());
    assertTrue(refused.getMessage().contains(said), refused::getMessage);
  }

  private void open(String options, String reader, long file, long offset) throws IOException {
    source = provide(options, 1);
    source.readBy(reader);
    SourcePosition from = new SourcePosition();
    from.file = file;
    from.offset = offset;
    from.line = 1;
    source.published(from);
    source.resume(from);
  }

  private Source provide(String options, int rowLength) throws IOException {
    var found = providers.sources().resolve("spool:" + dir + options);
    return found
        .provider()
        .open(found.spec(), new Elements(Dtype.F8, rowLength), providers.sources());
  }

  /** Values, at most so many, as there are just now. */
  private String read(int most) throws IOException {
    ByteBuffer piece = TextFixture.elements(most);
    source.fill(piece);
    StringBuilder values = new StringBuilder();
    TextFixture.append(values, piece);
    return values.toString().trim();
  }

  private void publish() throws IOException {
    source.position(position);
    source.published(position);
  }

  private String reason(String name) throws IOException {
    return Files.readString(dir.resolve("failed/" + name + ".reason"));
  }

  private List<String> names(String directory) throws IOException {
    try (Stream<Path> all = Files.list(dir.resolve(directory))) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
