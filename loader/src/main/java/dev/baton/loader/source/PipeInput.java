package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Standard input, a named pipe, a command's output or a device: whatever may let its reader wait. A
 * daemon thread waits in {@link #read}'s place and hands whole buffers over; it starts with the
 * first read, and at most {@link #BUFFERS} buffers are ahead.
 *
 * <p>A named pipe can be {@link #served}: then its writers come one after the other. {@link #read}
 * answers {@link #END} once behind each, and what comes next is the next one's. The pipe stays open
 * meanwhile: were it closed, what a writer puts in at that moment would be lost.
 */
final class PipeInput implements ByteInput {
  /** What a Linux pipe holds, and so the most that one read gives. */
  private static final int BUFFER_BYTES = 1 << 16;

  private static final int BUFFERS = 8;

  /** How often a pipe without a writer is looked at. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Opens what is read, in the thread that reads it: it may wait there. */
  interface Opening {
    ReadableByteChannel open() throws IOException;
  }

  @SuppressWarnings("resource") // The channel closes its stream.
  private static final Opening STANDARD = () -> new FileInputStream(FileDescriptor.in).getChannel();

  /** Stands in the queue behind the last buffer; the only one without room. */
  private static final ByteBuffer LAST = ByteBuffer.allocate(0);

  private final String name;
  private final Opening opening;
  private final boolean served;
  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);

  /** Each buffer may have an end behind it. */
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(2 * BUFFERS + 1);

  private Thread thread;
  private ByteBuffer current;
  private long consumed;

  /** Why reading failed; written before {@link #LAST} is queued, read after it is taken. */
  private IOException failure;

  private PipeInput(String name, Opening opening, boolean served) {
    this.name = name;
    this.opening = opening;
    this.served = served;
  }

  static PipeInput standard() {
    return of("standard input", STANDARD);
  }

  static PipeInput named(Path path) {
    return of(path.toString(), () -> FileChannel.open(path, StandardOpenOption.READ));
  }

  /** What an opening gives, to its end. */
  static PipeInput of(String name, Opening opening) {
    return new PipeInput(name, opening, false);
  }

  /** A named pipe, for as long as there may be writers. */
  static PipeInput served(Path path) {
    return new PipeInput(
        path.toString(), () -> FileChannel.open(path, StandardOpenOption.READ), true);
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
      current = served ? null : current;
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
    try (ReadableByteChannel channel = opening.open()) {
      do {
        if (copy(channel) && served) {
          full.put(LAST);
        }
        LockSupport.parkNanos(served ? LOOK_NANOS : 0);
      } while (served && !Thread.currentThread().isInterrupted());
    } catch (IOException failed) {
      failure = failed;
    } catch (InterruptedException closed) {
      // close() has nobody left who would ask for more.
    } finally {
      full.add(LAST);
    }
  }

  /** Hands over what there is up to an end; whether that was anything. */
  private boolean copy(ReadableByteChannel channel) throws IOException, InterruptedException {
    boolean any = false;
    ByteBuffer buffer = free.take();
    while (channel.read(buffer.clear()) >= 0) {
      if (buffer.flip().hasRemaining()) {
        full.put(buffer);
        any = true;
        buffer = free.take();
      }
    }
    free.add(buffer);
    return any;
  }

  @Override
  public boolean seekable() {
    return false;
  }

  @Override
  public void seek(long offset) {
    if (offset != 0) {
      throw new BatonException(
          Reason.CONFIGURATION,
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
    if (thread != null && opening != STANDARD) {
      thread.interrupt();
    }
  }
}
