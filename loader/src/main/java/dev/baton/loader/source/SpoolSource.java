package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a spool, one after the other. A file is put away when it is committed that all of it
 * is published; one that is refused gives what came before its fault, and the next one follows.
 *
 * <p>Its position names the file by its number, and the place in it; a place in a file that does
 * not come any more is where the next one begins.
 */
final class SpoolSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolSource.class);

  /** How often an empty spool is looked at. No notification is waited for: it may be lost. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Spool spool;
  private final SpoolFormat format;
  private final int rowLength;
  private final boolean wait;
  private final int itemSize;

  /** The number of the file that is being read, or comes next. */
  private long number = 1;

  private Source file;
  private long fileBytes;
  private boolean resumed;

  /** Bytes of elements that came from the file. */
  private long given;

  private long bad;
  private boolean empty;
  private long lookNanos;

  /**
   * @param wait whether an empty spool waits for files, and is not the end of the data
   */
  SpoolSource(Spool spool, SpoolFormat format, int rowLength, boolean wait) {
    this.spool = spool;
    this.format = format;
    this.rowLength = rowLength;
    this.wait = wait;
    this.itemSize = format.elements().dtype().itemSize();
  }

  @Override
  public void readBy(String reader) throws IOException {
    spool.openFor(reader);
  }

  @Override
  public Supply fill(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (file == null && !next()) {
        return wait || !empty ? Supply.MORE : Supply.END;
      }
      if (file != null && !read(target)) {
        return Supply.MORE;
      }
    }
    return Supply.MORE;
  }

  /** Goes to the next file; false if there is none now. */
  private boolean next() throws IOException {
    Long held = spool.taken().ceilingKey(number);
    if (held != null) {
      number = held;
    } else if (empty && System.nanoTime() - lookNanos < LOOK_NANOS) {
      return false;
    } else {
      empty = !spool.take(number);
      lookNanos = System.nanoTime();
      if (empty) {
        return false;
      }
    }
    begin();
    return true;
  }

  /** Opens the file; it is none any more if that fails. */
  private void begin() throws IOException {
    Path path = spool.path(number);
    spool.begins(number);
    given = 0;
    resumed = false;
    try {
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("no regular file, or gone");
      }
      fileBytes = Files.size(path);
      file = format.open(path);
    } catch (IOException | BatonException refused) {
      end(refused.getMessage());
    }
  }

  /** Reads on in the file; false if the target is full, true if the file has ended. */
  private boolean read(ByteBuffer target) throws IOException {
    int start = target.position();
    String fault = null;
    boolean ended = false;
    try {
      ended = file.fill(target) == Supply.END;
    } catch (IOException | BatonException refused) {
      fault = refused.getMessage();
    }
    given += target.position() - start;
    if (!ended && fault == null) {
      return false;
    }
    int rest = (int) (given % ((long) rowLength * itemSize));
    if (rest != 0) { // the next file's rows are its own
      target.position(target.position() - rest);
      given -= rest;
      String cut = "ends in the middle of a row of " + rowLength + " elements";
      fault = fault == null ? cut : fault;
    }
    end(fault == null ? change() : fault);
    return true;
  }

  /** What happened to the file while it was read; null if nothing did. */
  private String change() throws IOException {
    Path path = spool.path(number);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return "disappeared while it was loaded";
    }
    long now = Files.size(path);
    return now == fileBytes
        ? null
        : "changed while it was loaded, from "
            + fileBytes
            + " to "
            + now
            + " bytes: move files in when they are complete";
  }

  private void end(String fault) throws IOException {
    long elements = given / itemSize;
    if (fault != null) {
      String name = spool.taken().get(number);
      String why = String.valueOf(fault).replace(spool.path(number).toString(), name);
      spool.fails(
          number,
          why
              + "\n"
              + elements
              + " elements in front of that were loaded"
              + (resumed ? ", and those before the loader was started again" : "")
              + "\n");
      LOG.error("event=spool_failed file=\"{}\" elements={} why=\"{}\"", name, elements, why);
    } else {
      LOG.debug("event=spool_read file=\"{}\" elements={}", spool.taken().get(number), elements);
    }
    if (file != null) {
      bad += file.bad();
      file.close();
      file = null;
    }
    number++;
  }

  @Override
  public void position(SourcePosition into) throws IOException {
    into.offset = 0;
    into.line = 0;
    into.part = 0;
    if (file != null) {
      file.position(into);
    }
    into.file = number;
  }

  @Override
  public void published(SourcePosition upTo) throws IOException {
    spool.putAway(upTo.file);
  }

  @Override
  public void resume(SourcePosition from) throws IOException {
    number = Math.max(1, from.file);
    if (from.offset == 0 && from.part == 0) {
      return;
    }
    if (!spool.taken().containsKey(number)) {
      LOG.error(
          "event=spool_file_gone number={} offset={} effect=\"its rest is not loaded\"",
          number,
          from.offset);
      number++;
      return;
    }
    begin();
    if (file != null) {
      resumed = true;
      try {
        file.resume(from);
      } catch (IOException | BatonException refused) {
        end(refused.getMessage());
      }
    }
  }

  @Override
  public int rowLength() {
    return rowLength;
  }

  @Override
  public long bad() {
    return bad + (file == null ? 0 : file.bad());
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
