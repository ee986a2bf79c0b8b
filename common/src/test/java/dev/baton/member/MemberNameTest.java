package dev.baton.member;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Role;
import dev.baton.store.ChannelDirectory;
import dev.baton.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class MemberNameTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private ChannelDirectory directory;

  /** Bears a name until its input ends. */
  static final class Bearer {
    private Bearer() {}

    public static void main(String[] args) throws IOException {
      ChannelDirectory directory = new ChannelDirectory(Path.of(args[0]));
      MemberName.Taken taken = MemberName.take(directory, Role.LOADER, null, name -> true);
      System.out.println("bears " + taken.name() + ".");
      while (System.in.read() >= 0) {}
    }
  }

  @BeforeEach
  void makeDirectories() throws IOException {
    directory = new ChannelDirectory(dir);
    Files.createDirectory(directory.members());
  }

  @Test
  void shouldBeBorneByOneMember() throws IOException {
    MemberName.Taken taken = take("solo");

    assertTrue(MemberName.isAlive(directory, "solo"));
    BatonException refused = assertThrows(BatonException.class, () -> take("solo"));
    assertEquals(Reason.TRY_AGAIN, refused.reason());

    taken.lock().close();
    assertFalse(MemberName.isAlive(directory, "solo"));
    take("solo").lock().close();
  }

  @Test
  void shouldBeTheFirstThatNobodyBears() throws IOException {
    MemberName.Taken one = take(null);
    MemberName.Taken two = take(null);
    MemberName.Taken three = take(null);
    assertEquals("loader-1 loader-2 loader-3", one.name() + " " + two.name() + " " + three.name());

    two.lock().close();
    MemberName.Taken again = take(null);
    assertEquals("loader-2", again.name());

    one.lock().close();
    three.lock().close();
    again.lock().close();
  }

  @Test
  void shouldPassOverNamesOfTheOtherRole() throws IOException {
    MemberName.Taken taken =
        MemberName.take(directory, Role.LOADER, null, name -> !name.equals("loader-1"));
    assertEquals("loader-2", taken.name());
    taken.lock().close();
  }

  @Test
  void shouldGoBackToWhoeverComesAfterAKill() throws Exception {
    Path log = dir.resolve("log");
    ChildJvm child = ChildJvm.start(log, Bearer.class, dir.toString()).awaitOutput("loader-1");
    assertTrue(MemberName.isAlive(directory, "loader-1"));
    assertThrows(BatonException.class, () -> take("loader-1"));
    MemberName.Taken second = take(null);
    assertEquals("loader-2", second.name());
    second.lock().close();

    child.kill();

    assertFalse(MemberName.isAlive(directory, "loader-1"));
    MemberName.Taken first = take(null);
    assertEquals("loader-1", first.name());
    first.lock().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "loader-1", "A_b.c@d-9", "_", "7"})
  void shouldTakeNamesThatAFileCanHave(String name) {
    assertDoesNotThrow(() -> MemberName.check(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-a", ".a", "@a", ".", "..", "../x", "a/b", "a b", "a\nb", "a\0b", "\u00e4", "a\\b"
      })
  void shouldRefuseNamesThatAFileCannotHave(String name) {
    BatonException refused = assertThrows(BatonException.class, () -> MemberName.check(name), name);
    assertEquals(Reason.USAGE, refused.reason());
  }

  @Test
  void shouldFitItsRecord() {
    assertDoesNotThrow(() -> MemberName.check("x".repeat(64)));
    assertThrows(BatonException.class, () -> MemberName.check("x".repeat(65)));
  }

  private MemberName.Taken take(String wanted) throws IOException {
    return MemberName.take(directory, Role.LOADER, wanted, name -> true);
  }
}
