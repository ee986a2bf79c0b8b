package dev.baton.processor.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {
  @TempDir Path dir;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = dir.resolve("out.raw");
  }

  @Test
  void shouldKeepCommittedBytesAndCutTheRest() throws IOException {
    try (FileOutput output = open(0)) {
      output.write(bytes("first"));
      output.commit();
      output.write(bytes("second"));
      assertEquals(5, output.position());
      assertEquals(11, output.length());
      output.rollback();
      assertEquals(5, Files.size(file));
      output.write(bytes("2nd"));
      output.commit();
      output.write(bytes("never completed"));
    }
    assertEquals("first2nd", Files.readString(file));
  }

  @Test
  void shouldReplaceWhatTheFileHeldWhenItBeginsAnew() throws IOException {
    Files.writeString(file, "old content");
    open(0).close();
    assertEquals(0, Files.size(file));
  }

  @Test
  void shouldGoOnBehindThePosition() throws IOException {
    Files.writeString(file, "keptlost");
    try (FileOutput output = open(4)) {
      assertEquals(4, output.position());
      output.write(bytes(" and new"));
      output.commit();
    }
    assertEquals("kept and new", Files.readString(file));
  }

  @Test
  void shouldWriteOverBytesInPlace() throws IOException {
    try (FileOutput output = open(0)) {
      output.write(bytes("0000 rows"));
      output.overwrite(bytes("12"), 2);
      output.write(bytes("!"));
      output.commit();
    }
    assertEquals("0012 rows!", Files.readString(file));
  }

  @Test
  void shouldLetNobodyElseReadTheFile() throws IOException {
    open(0).close();
    assertFalse(Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ));
  }

  @Test
  void shouldRefuseFileShorterThanThePosition() throws IOException {
    Files.writeString(file, "abc");
    BatonException refused = assertThrows(BatonException.class, () -> open(4));
    assertEquals(Reason.CONFIGURATION, refused.reason());
    assertEquals(
        file + ": expected the 4 bytes that this processor wrote before, found 3",
        refused.getMessage());
    assertEquals("abc", Files.readString(file));
  }

  @Test
  void shouldRefuseMissingFileWhenItShouldGoOn() {
    BatonException refused = assertThrows(BatonException.class, () -> open(4));
    assertEquals(Reason.CONFIGURATION, refused.reason());
    assertFalse(Files.exists(file));
  }

  @Test
  void shouldRefuseDirectory() throws IOException {
    Files.createDirectory(file);
    BatonException refused = assertThrows(BatonException.class, () -> open(0));
    assertEquals(Reason.CANNOT_CREATE, refused.reason());
    assertEquals(file + ": expected a file to write, found a directory", refused.getMessage());
  }

  @Test
  void shouldRefuseMissingParentDirectory() {
    file = dir.resolve("no/such/out.raw");
    BatonException refused = assertThrows(BatonException.class, () -> open(0));
    assertEquals(Reason.CANNOT_CREATE, refused.reason());
    assertTrue(refused.hint().startsWith("mkdir -p "));
  }

  @Test
  void shouldRefuseSecondWriterOfOneFile() throws IOException {
    try (FileOutput output = open(0)) {
      output.write(bytes("mine"));
      BatonException refused = assertThrows(BatonException.class, () -> open(0));
      assertEquals(Reason.TRY_AGAIN, refused.reason());
      assertEquals("mine", Files.readString(file));
    }
  }

  @Test
  void shouldRefuseSpecsWithoutPathOrWithCompression() {
    assertThrows(BatonException.class, () -> OutputFiles.check(spec("")));
    BatonException refused =
        assertThrows(BatonException.class, () -> OutputFiles.check(spec("a.raw.gz")));
    assertEquals(Reason.USAGE, refused.reason());
    assertTrue(refused.hint().contains("raw:- | gzip"));
    OutputFiles.check(spec("-"));
  }

  @Test
  void shouldSayWhatFailedWhenTheDeviceIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assertTrue(Files.exists(full), "every Linux has it");
    try (FileOutput output = OutputFiles.open(spec("/dev/full"), 0)) {
      assertEquals(-1, output.position());
      IOException failed = assertThrows(IOException.class, () -> output.write(bytes("1234")));
      assertEquals(
          "/dev/full: writing 4 bytes at byte 0 failed: No space left on device",
          failed.getMessage());
    }
  }

  private FileOutput open(long position) throws IOException {
    return OutputFiles.open(spec(file.toString()), position);
  }

  private static Spec spec(String argument) {
    return new Spec("raw:" + argument, "raw", argument, Map.of());
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
