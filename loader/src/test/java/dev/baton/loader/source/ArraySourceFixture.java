package dev.baton.loader.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Providers;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.io.SourceProvider;
import dev.baton.npy.NpyTemplate;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;

/** What the tests of array sources share: files and slots. */
final class ArraySourceFixture {
  private ArraySourceFixture() {}

  /** Opens a source the way the loader does. */
  static Source open(String spec, Dtype dtype, int rowLength) throws IOException {
    Kinds<SourceProvider> kinds = Providers.onClassPath().sources();
    Kinds.Found<SourceProvider> found = kinds.resolve(spec);
    return found.provider().open(found.spec(), new Elements(dtype, rowLength), kinds);
  }

  static Source open(Path path, Dtype dtype) throws IOException {
    return open(path.toString(), dtype, 1);
  }

  static BatonException refused(String spec, Dtype dtype, Reason reason) {
    BatonException refused = assertThrows(BatonException.class, () -> open(spec, dtype, 1).close());
    assertEquals(reason, refused.reason(), refused.getMessage());
    return refused;
  }

  static ByteBuffer slot(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Fills slots of some bytes until the end, and answers all of it. */
  static ByteBuffer readAll(Source source, int slotBytes) throws IOException {
    ByteBuffer all = slot(1 << 20);
    Source.Supply supply = Source.Supply.MORE;
    while (supply == Source.Supply.MORE) {
      ByteBuffer slot = slot(slotBytes);
      supply = source.fill(slot);
      all.put(slot.flip());
    }
    assertEquals(Source.Supply.END, source.fill(slot(slotBytes)));
    return all.flip();
  }

  static SourcePosition position(Source source) throws IOException {
    SourcePosition position = new SourcePosition();
    source.position(position);
    return position;
  }

  /** A big or little-endian buffer of {@code <f8} or {@code <f4}: 0, 1, 2 and so on. */
  static ByteBuffer ramp(Dtype dtype, int count, ByteOrder order) {
    ByteBuffer data = ByteBuffer.allocate(count * dtype.itemSize()).order(order);
    for (int i = 0; i < count; i++) {
      switch (dtype.itemSize()) {
        case 4 -> data.putFloat(i);
        default -> data.putDouble(i);
      }
    }
    return data.flip();
  }

  /** A version 1.0 file in C order. */
  static ByteBuffer npy(Dtype dtype, int rowLength, ByteBuffer data) {
    ByteBuffer file = ByteBuffer.allocateDirect(128 + data.remaining());
    new NpyTemplate(dtype, rowLength, 128).write(file, data.remaining() / dtype.itemSize());
    return file.position(128).put(data.duplicate()).flip();
  }

  static Path write(Path path, ByteBuffer bytes) throws IOException {
    byte[] content = new byte[bytes.remaining()];
    bytes.duplicate().get(content);
    try (OutputStream file = Files.newOutputStream(path);
        OutputStream out = path.toString().endsWith(".gz") ? new GZIPOutputStream(file) : file) {
      out.write(content);
    }
    return path;
  }

  /** A counter of the bytes that this thread has allocated. */
  static LongSupplier allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return () -> threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
