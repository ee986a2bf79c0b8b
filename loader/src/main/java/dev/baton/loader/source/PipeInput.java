package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Standard input, a named pipe or a device: whatever may let its reader wait. A daemon thread waits
 * in {@link #read}'s place and hands whole buffers over; it starts with the first read, and at most
 * {@link #BUFFERS} buffers are ahead.
 */
final class PipeInput implements ByteInput {
  /** What a Linux pipe holds, and so the most that one read gives. */
  private static final int BUFFER_BYTES = 1 << 16;

  private static final int BUFFERS = 8;

  /** Stands in the queue behind the last buffer; the only one without room. */
  private static final ByteBuffer LAST = ByteBuffer.allocate(0);

  private final String name;
  private final Path path;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private Thread thread;
  private ByteBuffer current;
  private long consumed;

  /** Why reading failed; written before {@link #LAST} is queued, read after it is taken. */
  private IOException failure;

  private PipeInput(String name, Path path) {
    this.name = name;
    this.path = path;
  }

  static PipeInput standard() {
    return new PipeInput("standard input", null);
  }

  static PipeInput named(Path path) {
    return new PipeInput(path.toString(), path);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (thread == null) {
      start();
    }
    if (current == null) {
      current = full.poll();
      if (current == null) {
        return 0;
      }
    }
    if (current.capacity() == 0) {
      if (failure != null) {
        throw new IOException(name + ": " + failure.getMessage(), failure);
      }
      return END;
    }
    return take(target);
  }

  private int take(ByteBuffer target) {
    int count = Math.min(target.remaining(), current.remaining());
    int limit = current.limit();
    target.put(current.limit(current.position() + count));
    current.limit(limit);
    consumed += count;
    if (!current.hasRemaining()) {
      free.add(current);
      current = null;
    }
    return count;
  }

  private void start() {
    for (int i = 0; i < BUFFERS; i++) {
      free.add(ByteBuffer.allocateDirect(BUFFER_BYTES));
    }
    thread = new Thread(this::pump, "baton-input");
    thread.setDaemon(true);
    thread.start();
  }

  private void pump() {
    try (FileChannel channel = openChannel()) {
      ByteBuffer buffer = free.take();
      while (channel.read(buffer.clear()) >= 0) {
        if (buffer.flip().hasRemaining()) {
          full.add(buffer);
          buffer = free.take();
        }
      }
    } catch (IOException failed) {
      failure = failed;
    } catch (InterruptedException closed) {
      // close() has nobody left who would ask for more.
    } finally {
      full.add(LAST);
    }
  }

  @SuppressWarnings("resource") // The channel closes its stream.
  private FileChannel openChannel() throws IOException {
    return path == null
        ? new FileInputStream(FileDescriptor.in).getChannel()
        : FileChannel.open(path, StandardOpenOption.READ);
  }

  @Override
  public boolean seekable() {
    return false;
  }

  @Override
  public void seek(long offset) {
    if (offset != 0) {
      throw new BatonException(
          Reason.NO_INPUT,
          name + ": cannot go on at byte " + offset + ", what came through a pipe is gone",
          "read from a file to be able to go on after a stop, or start anew under another name");
    }
  }

  @Override
  public long size() {
    return -1;
  }

  @Override
  public long consumed() {
    return consumed;
  }

  /** Lets the thread go. One that waits for standard input ends with the process. */
  @Override
  public void close() {
    if (thread != null && path != null) {
      thread.interrupt();
    }
  }
}
