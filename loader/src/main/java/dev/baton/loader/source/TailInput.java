package dev.baton.loader.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the files that bear a followed name one after the other, open from when it is found, so
 * that it can be renamed or removed. It ends when it was truncated; or when another file bears the
 * name and nothing more has come for a second, since its writer may still be on its last line.
 */
final class TailInput implements ByteInput {
  private static final Logger LOG = LoggerFactory.getLogger(TailInput.class);

  /** How often a file is looked at that had nothing more. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TailedFiles files;
  private final TailedFiles.Found found;
  private final FileChannel channel;
  private long offset;
  private long lookedNanos;
  private boolean quiet;
  private boolean isRotated;
  private long rotatedNanos;
  private boolean ended;

  TailInput(TailedFiles files, TailedFiles.Found found, FileChannel channel) {
    this.files = files;
    this.found = found;
    this.channel = channel;
  }

  /** As it was when it was opened. */
  TailedFiles.Found found() {
    return found;
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public String name() {
    return found.path().toString();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (ended) {
      return END;
    }
    long now = System.nanoTime();
    if (quiet && now - lookedNanos < LOOK_NANOS) {
      return 0;
    }
    int count = channel.read(target, offset);
    quiet = count <= 0;
    lookedNanos = now;
    if (!quiet) {
      offset += count;
      isRotated = false; // whoever still writes to it gets another second
      return count;
    }
    ended = isTruncated() || isLeft(now);
    return ended ? END : 0;
  }

  private boolean isTruncated() throws IOException {
    long size = channel.size();
    if (size < offset) {
      LOG.info("event=tail_truncated file=\"{}\" from={} to={}", name(), offset, size);
    }
    return size < offset;
  }

  /** Whether another file bears the name, and has for a while. */
  private boolean isLeft(long now) throws IOException {
    if (!files.isBorneByAnother(found.key())) {
      isRotated = false;
    } else if (!isRotated) {
      isRotated = true;
      rotatedNanos = now;
    }
    return isRotated && now - rotatedNanos >= QUIET_NANOS;
  }

  @Override
  public boolean seekable() {
    return true;
  }

  @Override
  public void seek(long to) throws IOException {
    if (to > channel.size()) {
      throw FileInput.tooShort(name(), to, channel.size());
    }
    offset = to;
    quiet = false;
  }

  @Override
  public long size() {
    return -1;
  }

  @Override
  public long consumed() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
