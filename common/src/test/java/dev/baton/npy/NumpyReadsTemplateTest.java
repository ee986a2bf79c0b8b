package dev.baton.npy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.array.Dtype;
import dev.baton.testing.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy itself as the judge, where it is installed (Debian's python3-numpy); skipped elsewhere. */
class NumpyReadsTemplateTest {
  private static final String JUDGE =
      """
      import sys, numpy as np
      for path in sorted(sys.argv[1:]):
          for mode in (None, "r"):
              if mode and "-0-" in path:
                  continue  # NumPy does not map empty arrays.
              array = np.load(path, mmap_mode=mode)
              print(path.split("/")[-1], array.dtype.str, array.shape)
      """;

  @TempDir Path dir;

  @Test
  void shouldBeLoadedByNumpyWithDtypeAndShape() throws Exception {
    Needs.require(Files.isExecutable(Path.of("/usr/bin/python3")), "python3");
    StringBuilder expected = new StringBuilder();
    List<String> files = new ArrayList<>();
    for (String descr : new String[] {"<f4", "<f8", "<i8", "|V16", "|u1"}) {
      Dtype dtype = Dtype.parse(descr);
      for (int rows : new int[] {0, 5}) {
        for (int rowLength : new int[] {1, 3}) {
          String name = descr.substring(1) + "-" + rows + "-" + rowLength + ".npy";
          write(dir.resolve(name), dtype, rows, rowLength);
          String shape = rowLength == 1 ? "(" + rows + ",)" : "(" + rows + ", " + rowLength + ")";
          expected.append((name + " " + descr + " " + shape + "\n").repeat(rows == 0 ? 1 : 2));
          files.add(dir.resolve(name).toString());
        }
      }
    }
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", JUDGE));
    command.addAll(files);
    Process judge = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(judge.getInputStream().readAllBytes(), UTF_8);
    Needs.require(
        judge.waitFor() == 0 || !said.contains("No module named 'numpy'"), "python3-numpy");
    assertEquals(expected.toString().lines().sorted().toList(), said.lines().sorted().toList());
  }

  /** Longer than the header says, as a slot's file is. */
  private static void write(Path path, Dtype dtype, int rows, int rowLength) throws IOException {
    NpyTemplate template = new NpyTemplate(dtype, rowLength, 4096);
    ByteBuffer file = ByteBuffer.allocateDirect(4096 + 100 * dtype.itemSize());
    template.write(file, (long) rows * rowLength);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      channel.write(file);
    }
  }
}
