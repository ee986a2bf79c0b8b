package dev.baton.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code .npy} that Baton does not take, each with what it says. */
class NpyRefusalTest {
  private static final String DTYPES =
      "expected a dtype of i1 i2 i4 i8 u1 u2 u4 u8 f4 f8 in either byte order or V1 to V65536,"
          + " found ";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bool; '|b1' (booleans); array.view('u1')",
        "complex; '<c8' (complex numbers); array.view(array.real.dtype)",
        "half; '<f2' (a float of another size); array.astype('<f4')",
        "long-double; '<f16' (a float of another size); array.astype('<f8')",
        "object; '|O' (Python objects, which would have to be unpickled); array.astype('<f8')",
        "text; '<U5' (text); array.astype('<f8')",
        "bytes; '|S5' (byte strings); array.astype('<f8')",
        "date; '<M8[D]' (dates or times); array.view('i8')",
        "duration; '<m8[s]' (dates or times); array.view('i8')"
      },
      quoteCharacter = '"')
  void shouldSayWhichDtypesItTakes(String name, String found, String how) throws IOException {
    BatonException refused = refused(NpyHeaderTest.fixture(name));
    assertEquals("a.npy: " + DTYPES + found, refused.getMessage());
    assertTrue(refused.hint().startsWith("save it as another dtype: " + how), refused.hint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "structured; '[('a', '<i4'), ('b', '<f4')], 'fortran_o'...",
        "structured-utf8; '[('\\xfc', '<i4')], 'fortran_order': False, '..."
      })
  void shouldRefuseStructuredDtypes(String name, String found) throws IOException {
    BatonException refused = refused(NpyHeaderTest.fixture(name));
    assertEquals(
        "a.npy: expected a plain dtype, found a structured one: " + found, refused.getMessage());
    assertTrue(refused.hint().contains("array.view('V%d' % array.itemsize)"));
  }

  @Test
  void shouldRefuseFortranOrderOfTwoDimensions() throws IOException {
    BatonException refused = refused(NpyHeaderTest.fixture("fortran"));
    assertEquals(
        "a.npy: expected C order, found Fortran order of shape (2, 3)", refused.getMessage());
    assertTrue(refused.hint().contains("ascontiguousarray"));
  }

  static Stream<Arguments> malformedFiles() {
    byte[] ok = Npy.file("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }");
    return Stream.of(
        file(
            new byte[0],
            "expected 8 bytes for the magic and the version of a .npy file, found only 0"),
        file(
            "1,2,3\n4,5,6\n",
            "expected a .npy file, which begins with \\x93NUMPY, found '1,2,3\\x0a'"),
        file("PK\3\4abcdefgh", "which begins with \\x93NUMPY, found a zip archive (.npz)"),
        file(Npy.start(4, 0, 0, 0), "expected .npy version 1.0, 2.0 or 3.0, found 4.0"),
        file(Npy.start(0, 1, 0, 0), "found 0.1"),
        file(Npy.start(1, 1, 0, 0), "found 1.1"),
        file(Npy.start(255, 0, 0, 0), "found 255.0"),
        file(
            Npy.start(1, 0, 5),
            "expected 2 bytes for the header's length of a .npy file, found only 1"),
        file(
            Npy.start(2, 0, 0, 0, 0),
            "expected 4 bytes for the header's length of a .npy file, found only 3"),
        file(
            Arrays.copyOf(ok, 40),
            "expected 57 bytes for the header of a .npy file, found only 30"),
        file(Npy.start(1, 0, 0, 0), "character 1: expected '{', found its end"),
        file(
            Npy.start(2, 0, 255, 255, 255, 255),
            "expected a .npy header of at most 65536 bytes, found one of 4294967295"));
  }

  @ParameterizedTest
  @MethodSource("malformedFiles")
  void shouldRefuseMalformedFiles(byte[] file, String message) {
    BatonException refused = refused(file);
    assertTrue(refused.getMessage().startsWith("a.npy: "), refused.getMessage());
    assertTrue(refused.getMessage().endsWith(message), refused.getMessage());
  }

  static Stream<Arguments> malformedDictionaries() {
    String tail = "'fortran_order': False, 'shape': (3,), }";
    return Stream.of(
        dict("", "character 1: expected '{', found its end"),
        dict("[1]", "character 1: expected '{', found '[1]'"),
        dict("{", "character 2: expected a key in quotes, found its end"),
        dict("{}", "expected the key 'descr', found none"),
        dict("{'descr': '<f4', 'shape': (3,), }", "expected the key 'fortran_order', found none"),
        dict("{'descr': '<f4', 'fortran_order': False}", "expected the key 'shape', found none"),
        dict(
            "{'descr': '<f4', 'descr': '<f4', " + tail,
            "expected the key 'descr' once, found it twice"),
        dict(
            "{'descr': '<f4', 'x': 1, " + tail,
            "expected the keys descr, fortran_order and shape, found 'x'"),
        dict("{'descr' '<f4'}", "character 10: expected ':', found ''<f4'}'"),
        dict("{'descr': <f4}", "character 11: expected a dtype in quotes, found '<f4}'"),
        dict("{'descr': '<f4}", "character 11: expected a dtype in quotes, found ''<f4}'"),
        dict(
            "{'descr': '\\x3cf4', " + tail,
            "a dtype without backslashes, found '"
                + "'\\x3cf4', 'fortran_order': False, 'shape'..."),
        dict(
            "{'descr': '<f4' " + tail,
            "expected ',', found ''fortran_order': False, 'shape': (3,), }'"),
        dict("{'fortran_order': 0}", "character 19: expected True or False, found '0}'"),
        dict("{'fortran_order': None}", "expected True or False, found 'None}'"),
        dict("{'shape': 3}", "character 11: expected '(', found '3}'"),
        dict("{'shape': (3)}", "character 13: expected ',' behind the only dimension, found ')}'"),
        dict("{'shape': (3 4)}", "character 14: expected ',' or ')', found '4)}'"),
        dict(
            "{'shape': (-3,)}",
            "character 12: expected a length from 0 to 2^63 - 1, found '-3,)}'"),
        dict("{'shape': (3.0,)}", "character 13: expected ',' or ')', found '.0,)}'"),
        dict(
            "{'shape': (9223372036854775808,)}",
            "from 0 to 2^63 - 1, found '9223372036854775808,)}'"),
        dict("{'shape': (,)}", "expected a length from 0 to 2^63 - 1, found ',)}'"),
        dict("{'shape': (1,,)}", "expected a length from 0 to 2^63 - 1, found ',)}'"),
        dict("{'shape': (1,", "expected a length from 0 to 2^63 - 1, found its end"),
        dict(
            "{'shape': (" + "1,".repeat(65) + ")}", "expected at most 64 dimensions, found '1,)}'"),
        dict(
            "{'shape': (__import__('os').system('id'),)}",
            "found '__import__('os').system('id'),)}'"),
        dict(
            "{'descr': '<f4', " + tail + " x", "expected nothing behind the dictionary, found 'x'"),
        dict(
            "{'descr': '<f4', " + tail + "\0",
            "expected nothing behind the dictionary, found '\\x00'"),
        dict("{'descr': '', " + tail, "found ''"),
        dict("{'descr': '=f4', " + tail, "found '=f4' (its byte order is missing)"),
        dict("{'descr': '|f4', " + tail, "found '|f4' (its byte order is missing)"),
        dict("{'descr': '<i3', " + tail, "found '<i3'"),
        dict("{'descr': '|V65537', " + tail, "found '|V65537'"),
        dict("{'descr': '|V0', " + tail, "found '|V0'"),
        dict(
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2305843009213693952,)}",
            "expected a shape of less than 2^63 bytes, found (2305843009213693952,) of <f4"),
        dict(
            "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296)}",
            "expected a shape of less than 2^63 bytes, found (0, 4294967296, 4294967296) of <f8"));
  }

  @ParameterizedTest
  @MethodSource("malformedDictionaries")
  void shouldRefuseMalformedDictionaries(String dict, String message) {
    BatonException refused = refused(Npy.file(dict));
    assertTrue(refused.getMessage().startsWith("a.npy: "), refused.getMessage());
    assertTrue(refused.getMessage().endsWith(message), refused.getMessage());
    assertFalse(refused.hint().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"139", "141", "0"})
  void shouldRefuseTruncatedAndOversizedData(long size) throws IOException {
    NpyHeader header = Npy.read(NpyHeaderTest.fixture("f4-big"));
    BatonException refused =
        assertThrows(BatonException.class, () -> header.checkSize("a.npy", size));
    assertEquals(
        "a.npy: expected 140 bytes for <f4 of shape (3,), found " + size, refused.getMessage());
  }

  @Test
  void shouldNotAllocateWhatAHostileHeaderAsksFor() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    byte[] hostile = Npy.start(2, 0, 255, 255, 255, 127);
    refused(hostile);
    long before = threads.getThreadAllocatedBytes(self);
    refused(hostile);
    assertTrue(threads.getThreadAllocatedBytes(self) - before < 100_000);
  }

  @Test
  void shouldReadOrRefuseButNeverFailOnDamagedHeaders() throws IOException {
    Random random = new Random(20_261_122);
    byte[] good = NpyHeaderTest.fixture("three-dimensions");
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Arrays.copyOf(good, 128);
      for (int hits = random.nextInt(3); hits >= 0; hits--) {
        damaged[6 + random.nextInt(70)] = (byte) random.nextInt(256);
      }
      try {
        assertTrue(Npy.read(damaged).count() >= 0);
      } catch (BatonException refused) {
        assertEquals(Reason.BAD_DATA, refused.reason());
        assertFalse(refused.getMessage().contains("\n"));
      }
    }
  }

  private static BatonException refused(byte[] file) {
    BatonException refused = assertThrows(BatonException.class, () -> Npy.read(file));
    assertEquals(Reason.BAD_DATA, refused.reason());
    return refused;
  }

  private static Arguments file(byte[] file, String message) {
    return Arguments.of(file, message);
  }

  private static Arguments file(String text, String message) {
    return Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1), message);
  }

  private static Arguments dict(String text, String message) {
    return Arguments.of(text, message);
  }
}
