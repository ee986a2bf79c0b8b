package dev.baton.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs that cannot be loaded: no channel is made for them. */
final class InputRefusalIT {
  @RegisterExtension final Scene scene = new Scene();

  @Test
  void shouldRefuseASourceThatIsMissing() {
    Path missing = scene.file("missing.npy");

    requireRefusal(66, scene.loader("--source", missing), missing + ": no such file");
  }

  @Test
  void shouldRefuseADirectoryAsASource() throws IOException {
    Path directory = Files.createDirectory(scene.file("directory.npy"));

    requireRefusal(66, scene.loader("--source", directory), directory + ": is a directory");
  }

  @Test
  void shouldRefuseASourceThatMayNotBeRead() throws IOException {
    Path secret = Files.write(scene.file("secret.raw"), new byte[4]);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));

    requireRefusal(
        66, withoutRootsRights(scene.loader("--source", secret)), secret + ": permission denied");
  }

  static Stream<Arguments> malformed() {
    byte[] good = NpyFile.of("<f4", "(2, 3)", new byte[24]).bytes();
    return Stream.of(
        Arguments.of("empty", new byte[0], "expected"),
        Arguments.of("no magic", "1,2,3\n4,5,6\n".getBytes(ISO_8859_1), "expected"),
        Arguments.of("version 9", patched(good, 6, 9), "found 9.0"),
        Arguments.of("no header", Arrays.copyOf(good, 8), "expected"),
        Arguments.of("header cut", Arrays.copyOf(good, 40), "expected"),
        Arguments.of("no dictionary", new NpyFile("[1, 2]", new byte[8]).bytes(), "expected"),
        Arguments.of(
            "no shape",
            new NpyFile("{'descr': '<f4', 'fortran_order': False}", good).bytes(),
            "shape"),
        Arguments.of("object", NpyFile.of("|O", "(2,)", new byte[16]).bytes(), "|O"),
        Arguments.of("complex", NpyFile.of("<c8", "(2,)", new byte[16]).bytes(), "<c8"),
        Arguments.of(
            "structured",
            new NpyFile(
                    "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,), }",
                    new byte[8])
                .bytes(),
            "structured"),
        Arguments.of(
            "Fortran order",
            new NpyFile("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", new byte[24])
                .bytes(),
            "Fortran"),
        Arguments.of("negative", NpyFile.of("<f4", "(-2,)", new byte[8]).bytes(), "-2"),
        Arguments.of(
            "too large",
            NpyFile.of("<f4", "(4611686018427387904, 8)", new byte[8]).bytes(),
            "expected"),
        Arguments.of("data cut", Arrays.copyOf(good, good.length - 1), "expected"),
        Arguments.of("data over", Arrays.copyOf(good, good.length + 4), "expected"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void shouldRefuseMalformedNpy(String what, byte[] content, String said) throws IOException {
    Path file = Files.write(scene.file("input.npy"), content);

    requireRefusal(65, scene.loader("--source", file), file.toString(), said);
  }

  @Test
  void shouldRefuseAValueThatTheChannelCannotKeep() {
    byte[] oneAndAHalf = ByteBuffer.allocate(8).putLong(Long.reverseBytes(0x3FF8L << 48)).array();
    Path file = NpyFile.of("<f8", "(1,)", oneAndAHalf).write(scene.file("input.npy"));

    scene
        .loader("--source", file, "--dtype", "i4")
        .run()
        .requireRefusal(65, file + ": element 0", "1.5", "<i4");
  }

  @Test
  void shouldRefuseAPartialElement() throws IOException {
    Path file = Files.write(scene.file("input.raw"), new byte[10]);

    requireRefusal(65, scene.loader("--source", file), file.toString(), "10");
  }

  private void requireRefusal(int code, Launch launch, String... said) {
    String before = scene.files();

    launch.run().requireRefusal(code, said);

    assertEquals(before, scene.files());
  }

  /** Root reads everything, but not without the capability to. */
  private static Launch withoutRootsRights(Launch launch) {
    String drop = "-dac_override,-dac_read_search";
    return "root".equals(System.getProperty("user.name"))
        ? launch.under("setpriv", "--bounding-set=" + drop, "--inh-caps=" + drop)
        : launch;
  }

  private static byte[] patched(byte[] good, int offset, int value) {
    byte[] bytes = good.clone();
    bytes[offset] = (byte) value;
    return bytes;
  }
}
