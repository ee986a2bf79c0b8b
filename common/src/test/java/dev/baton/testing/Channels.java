package dev.baton.testing;

import dev.baton.array.Dtype;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.HeaderLayout;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.CheckWord;
import dev.baton.store.ControlView;
import dev.baton.store.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Small channels, and a look behind the API at a channel's memory. */
public final class Channels {
  private Channels() {}

  /** Few slots of 16 elements of {@code <i8}. */
  public static Geometry small(int slots) {
    return new Geometry(slots, 16, Dtype.I8, 1);
  }

  /** Enough memory for the member table and a few slots, that no file stands behind. */
  public static Words memory(int slots) {
    Words words = new Words(ByteBuffer.allocateDirect(ControlLayout.size(slots)));
    words.putInt(HeaderLayout.SLOT_COUNT, slots);
    return words;
  }

  /**
   * The words of a channel's {@code control.dat}, for writing too: what a dead owner left is made
   * with it, and what the living left is seen.
   */
  public static Words words(Path channel) {
    Path file = new ChannelDirectory(channel).control();
    try (FileChannel opened =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Words(opened.map(FileChannel.MapMode.READ_WRITE, 0, opened.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a channel's geometry sound that a test has rewritten. */
  public static void sealGeometry(Path channel) {
    Words words = words(channel);
    long check = CheckWord.of(words, 0, HeaderLayout.GEOMETRY_LONGS);
    words.putLong(HeaderLayout.GEOMETRY_CHECK, check);
  }

  /** A validated look at a channel. */
  public static ControlView view(Path channel) {
    return ControlView.map(new ChannelDirectory(channel));
  }
}
