package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.layout.HeaderLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Channels that nobody should touch: all commands refuse them alike, and leave them alone. */
final class ChannelRefusalIT {
  private static final String DAMAGED = "baton destroy --force";

  @RegisterExtension final Scene scene = new Scene();

  private Path control;

  @BeforeEach
  void setUp() throws IOException {
    Files.write(scene.file("input.raw"), new byte[40]);
    scene
        .command("baton", "create", scene.channel(), "--slots", 2, "--slot-length", 100)
        .run()
        .requireSuccess();
    control = scene.channel().resolve("control.dat");
  }

  @Test
  void shouldRefuseAnotherLayoutVersion() throws IOException {
    overwrite(control, HeaderLayout.LAYOUT_VERSION, 99);

    requireRefusal(65, "layout version 99, expected 3", "use the Baton release that made");
  }

  @Test
  void shouldRefuseCorruptMagic() throws IOException {
    overwrite(control, HeaderLayout.MAGIC_WORD, 0x20202020);

    requireRefusal(65, control + ": found magic ", "expected 0a1a0d4e4f544142", DAMAGED);
  }

  @Test
  void shouldRefuseTruncatedControlFile() throws IOException {
    cut(control, 8_192);

    requireRefusal(65, control + ": found size 8192, expected ", DAMAGED);
  }

  @Test
  void shouldRefuseAnImpossibleGeometry() throws IOException {
    overwrite(control, HeaderLayout.SLOT_COUNT, -1);

    requireRefusal(65, control + ": found slots -1", DAMAGED);
  }

  @Test
  void shouldRefuseASlotFileCutShort() throws IOException {
    Path slot = scene.channel().resolve("slots/0001.npy");
    cut(slot, 5_000);

    requireRefusal(services(), 65, slot + ": found 5000 bytes, expected 8192 bytes", DAMAGED);
  }

  @Test
  void shouldRefuseAMissingSlotFile() throws IOException {
    Path slot = scene.channel().resolve("slots/0000.npy");
    Files.delete(slot);

    requireRefusal(services(), 65, slot + ": found none", DAMAGED);
  }

  @Test
  void shouldRefuseADirectoryThatOthersMayWriteTo() throws IOException {
    Files.setPosixFilePermissions(scene.channel(), PosixFilePermissions.fromString("rwxrwxrwx"));

    requireRefusal(77, scene.channel() + " may be written to by everybody", "chmod o-rwx");
  }

  @Test
  void shouldRefuseASymbolicLink() throws IOException {
    Path real = scene.file("real");
    Files.move(scene.channel(), real);
    Files.createSymbolicLink(scene.channel(), real);

    requireRefusal(77, scene.channel() + " is a symbolic link", "name the directory itself");
  }

  /** By both services and the operators' commands. */
  private void requireRefusal(int code, String... said) {
    List<Launch> all = new ArrayList<>(services());
    all.add(scene.command("baton", "status", scene.channel()));
    requireRefusal(all, code, said);
  }

  private List<Launch> services() {
    return List.of(
        scene.loader("--source", scene.file("input.raw")),
        scene.processor("--sink", scene.file("output.raw")));
  }

  /** With nothing changed by it. */
  private void requireRefusal(List<Launch> launches, int code, String... said) {
    String before = scene.files();
    launches.forEach(each -> each.run().requireRefusal(code, said));
    assertEquals(before, scene.files());
  }

  private static void overwrite(Path file, int offset, int value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4).putInt(0, Integer.reverseBytes(value)), offset);
    }
  }

  private static void cut(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
