package dev.baton.jcstress;

import dev.baton.array.Dtype;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Geometry;
import dev.baton.layout.HeaderLayout;
import dev.baton.layout.MemberLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.store.Access;
import dev.baton.store.ChannelCreator;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import dev.baton.store.ControlView;
import dev.baton.store.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The mapped memory of a channel with one slot, for one race: as right after its creation.
 *
 * <p>jcstress makes a race's states by the thousand before it lets the actors loose on them, so
 * there are {@link #COUNT} of these, in one sparse file, handed out in turn. A run must not keep
 * more states than that at a time: see the stride in {@code jcstress/run}.
 */
public final class Memory {
  /** How many there are; twice as many as jcstress keeps states. */
  public static final int COUNT = 4096;

  private static final Geometry GEOMETRY = new Geometry(1, 16, Dtype.I8, 1);
  private static final int CONTROL_BYTES = ControlLayout.size(1);
  private static final int BYTES = CONTROL_BYTES + 4096;
  private static final byte[] ZEROS = new byte[HeaderLayout.SIZE];
  private static final Memory[] ALL = all();

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final ByteBuffer whole;
  private final Words words;
  private final Words elements;
  private final ControlView view;

  private Memory(ByteBuffer whole, ByteBuffer header, Path file) {
    this.whole = whole;
    whole.put(0, header, 0, HeaderLayout.SIZE);
    this.words = new Words(whole.slice(0, CONTROL_BYTES));
    this.elements = new Words(whole.slice(CONTROL_BYTES, BYTES - CONTROL_BYTES));
    this.view = new ControlView(file, words);
  }

  /** The next, wiped. Safe for any thread: actors make the states too, all at a time. */
  public static Memory next() {
    Memory memory = ALL[Math.floorMod(NEXT.getAndIncrement(), COUNT)];
    memory.wipe();
    return memory;
  }

  /** The words of {@code control.dat}. */
  public Words words() {
    return words;
  }

  /** The slot's array. */
  public Words elements() {
    return elements;
  }

  /** {@code control.dat}, validated. */
  public ControlView view() {
    return view;
  }

  /** What a race with one member and one slot can have written to. */
  private void wipe() {
    whole.put(HeaderLayout.CONTROL_WORD, ZEROS, 0, HeaderLayout.SIZE - HeaderLayout.CONTROL_WORD);
    whole.put(ControlLayout.member(0), ZEROS, 0, MemberLayout.SIZE);
    whole.put(ControlLayout.slot(0), ZEROS, 0, SlotLayout.SIZE);
    whole.put(CONTROL_BYTES, ZEROS, 0, GEOMETRY.slots() * 16 * Long.BYTES);
  }

  private static Memory[] all() {
    try {
      Path directory = Files.createTempDirectory("baton-jcstress-");
      try {
        return mapped(directory);
      } finally {
        ChannelRemover.removeTree(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Memory[] mapped(Path directory) throws IOException {
    ChannelDirectory channel = new ChannelDirectory(directory.resolve("channel"));
    ChannelCreator.makeDirectory(channel, Access.OWNER);
    new ChannelCreator(channel, GEOMETRY, Access.OWNER).create();
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(channel.control()));
    Path file = directory.resolve("memory");
    Memory[] memories = new Memory[COUNT];
    try (FileChannel opened =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer mapping = opened.map(FileChannel.MapMode.READ_WRITE, 0, (long) COUNT * BYTES);
      for (int i = 0; i < COUNT; i++) {
        memories[i] = new Memory(mapping.slice(i * BYTES, BYTES), header, file);
      }
    }
    return memories;
  }
}
