package dev.baton.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.Loader;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotLayout;
import dev.baton.npy.NpyHeader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code slot show}, {@code dump} and {@code verify}. */
@Timeout(60)
final class SlotCommandTest {
  @TempDir private Path directory;
  private final Baton baton = new Baton();

  @BeforeEach
  void publishTwo() {
    try (Channel channel = Channel.create(path(), new Geometry(4, 100, Dtype.F8, 1));
        Loader loader = channel.attachLoader("reader", 1)) {
      for (int i = 0; i < 2; i++) {
        ClaimedSlot slot = loader.poll();
        for (int value = 1; value <= 10; value++) {
          slot.array().doubleBuffer().put(value - 1, value / 2.0);
        }
        slot.publish(10);
      }
    }
  }

  @Test
  void shouldShowHeaderElementsAndStatistics() {
    assertEquals(0, baton.run("slot", "show", path(), 1), baton.err());
    for (String line :
        List.of(
            "state +ready",
            "loader +reader",
            "sequence +2",
            "npy shape +10",
            "elements +0.5 1.0 1.5 2.0 ... 3.5 4.0 4.5 5.0",
            "statistics +count=10, nan=0, inf=0, min=0.5, max=5.0, mean=2.75, std=1.43.*")) {
      assertTrue(baton.out().lines().anyMatch(each -> each.matches(line)), line + baton.out());
    }
    Baton json = new Baton().with("BATON_CHANNEL", path().toString());
    assertEquals(0, json.run("slot", "show", "1", "--format", "json"), json.err());
    assertTrue(json.out().contains("\"min\": 0.5, \"max\": 5.0, \"mean\": 2.75"), json.out());
  }

  @Test
  void shouldDumpWhatIsPublished() throws IOException {
    Path out = directory.resolve("out.npy");
    assertEquals(0, baton.run("slot", "dump", path(), 0, "--out", out), baton.err());
    assertEquals("dumped slot 0: 10 elements to " + out + "\n", baton.out());
    try (FileChannel file = FileChannel.open(out)) {
      NpyHeader header = NpyHeader.read(out.toString(), file::read);
      assertEquals(List.of(10L), header.shape());
      ByteBuffer values = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(80, file.read(values, header.dataOffset()));
      double[] numbers = new double[10];
      values.flip().asDoubleBuffer().get(numbers);
      assertArrayEquals(new double[] {0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5}, numbers);
    }
  }

  @Test
  void shouldNotDumpWhatIsNotPublished() {
    Path out = directory.resolve("out.npy");
    assertEquals(69, baton.run("slot", "dump", path(), 3, "--out", out));
    assertEquals(
        "baton slot dump: slot 3 is free: nothing is published in it;"
            + " to have what stands there all the same: --force\n",
        baton.err());
    assertFalse(Files.exists(out));
    assertEquals(0, new Baton().run("slot", "dump", path(), 3, "--force", "--out", out));
  }

  @Test
  void shouldFindNothingWrongWithWhatIsSound() {
    assertEquals(0, baton.run("slot", "verify", path()), baton.out());
    assertEquals("4 slots checked: nothing is wrong\n", baton.out());
  }

  @Test
  void shouldFindWhatIsDamaged() throws IOException {
    write("control.dat", ControlLayout.slot(0) + SlotLayout.WORD, 0xFE);
    write("control.dat", ControlLayout.slot(1) + SlotLayout.LENGTH, 99);
    write("control.dat", ControlLayout.slot(1) + SlotLayout.SEQUENCE, 77);
    write("slots/0002.npy", 0, 0);

    assertEquals(3, baton.run("slot", "verify", path()), baton.err());
    List<String> lines = baton.out().lines().toList();
    assertTrue(lines.get(0).startsWith("slot 0: word "), baton.out());
    assertEquals("slot 1: sequence 77: expected 1 to 2, as reader says", lines.get(1));
    assertTrue(lines.get(2).endsWith(": 10 elements, expected 99 as published"), baton.out());
    assertTrue(
        lines.get(3).startsWith("slot 2: ") && lines.get(3).contains("0002.npy"), baton.out());
    assertEquals("4 slots checked: 3 with problems", lines.get(4));

    assertEquals(3, new Baton().run("slot", "verify", path(), 1));
    assertEquals(0, new Baton().run("slot", "verify", path(), 3));
  }

  @Test
  void shouldRefuseSlotsThatThereAreNot() {
    assertEquals(64, baton.run("slot", "show", path(), 4));
    assertEquals(
        "baton slot show: slot '4': expected a number from 0 to 3; see baton slot show --help\n",
        baton.err());
    assertEquals(64, baton.run("slot", "show", path()));
    assertEquals(64, baton.run("slot", "show", "3"));
    assertEquals(64, baton.run("slot"));
  }

  private void write(String file, int offset, int value) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(path().resolve(file).toFile(), "rw")) {
      opened.seek(offset);
      opened.write(value);
    }
  }

  private Path path() {
    return directory.resolve("channel");
  }
}
