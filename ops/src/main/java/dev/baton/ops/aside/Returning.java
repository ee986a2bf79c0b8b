package dev.baton.ops.aside;

import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.channel.Channel;
import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.IdleStrategy;
import dev.baton.channel.Loader;
import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.SourcePosition;
import dev.baton.layout.Geometry;
import dev.baton.npy.NpyHeader;
import dev.baton.store.ChannelDirectory;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Publishes arrays that were set aside once more, as an ordinary loader of the name {@value #NAME}.
 * Its committed position is the filling that it has published last; so whoever does it again after
 * a death knows what is left to do, and publishes nothing twice.
 */
final class Returning {
  static final String NAME = "set-aside";
  private static final long JOB = 1;

  private final ChannelDirectory directory;
  private final Duration patience;
  private final SetAside aside;

  Returning(ChannelDirectory directory, Duration patience) {
    this.directory = directory;
    this.patience = patience;
    this.aside = new SetAside(directory);
  }

  /** The stories of arrays, all of which are there. */
  List<SetAsideStory> stories(List<String> names) throws IOException {
    List<SetAsideStory> stories = new ArrayList<>();
    for (String name : names) {
      stories.add(aside.story(name));
    }
    return stories;
  }

  /**
   * Publishes an array and removes it here.
   *
   * @return which slot of this loader's it is
   */
  long run(SetAsideStory story) throws IOException {
    long sequence;
    try (Channel channel = Channel.open(directory.path());
        Loader loader = channel.attachLoader(NAME, JOB)) {
      try {
        removePublished(loader, story);
        if (!isPublished(loader, story)) {
          publish(loader, story);
        }
      } finally {
        loader.end(); // also after a failure: nobody is to wait for this loader
        CrashPoint.ASIDE_ENDED.reached();
      }
      sequence = loader.record().committedSequence();
    }
    aside.remove(story.name());
    return sequence;
  }

  /** One that was published by somebody who died before he removed it, and is not this one. */
  private void removePublished(Loader loader, SetAsideStory next) throws IOException {
    for (SetAsideStory story : stories(aside.names())) {
      if (isPublished(loader, story) && !story.name().equals(next.name())) {
        LoggerFactory.getLogger(Returning.class)
            .info("{} had been requeued already; it is removed now", story.name());
        aside.remove(story.name());
      }
    }
  }

  private static boolean isPublished(Loader loader, SetAsideStory story) {
    SourcePosition last = loader.committedPosition();
    return last.source == story.slot() && last.offset == story.generation() + 1;
  }

  private void publish(Loader loader, SetAsideStory story) throws IOException {
    Path file = aside.array(story.name());
    try (FileChannel array =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      NpyHeader header = header(loader, story, file, array);
      ClaimedSlot slot = claim(loader);
      boolean filled = false;
      try {
        ByteBuffer elements = slot.array().byteBuffer();
        elements.limit((int) (story.length() * loader.geometry().dtype().itemSize()));
        readFully(array, header.dataOffset(), elements, file);
        filled = true;
      } finally {
        if (!filled) {
          slot.abort();
        }
      }
      SourcePosition published = new SourcePosition();
      published.source = story.slot();
      published.offset = story.generation() + 1;
      published.line = story.sequence();
      if (!slot.publish(story.length(), story.length(), published)) {
        throw new BatonException(
            Reason.TRY_AGAIN, "slot " + slot.id() + " was taken while it was filled", "try again");
      }
      CrashPoint.ASIDE_PUBLISHED.reached();
    }
  }

  private static NpyHeader header(Loader loader, SetAsideStory story, Path file, FileChannel array)
      throws IOException {
    NpyHeader header = NpyHeader.read(file.toString(), array::read);
    header.checkSize(file.toString(), array.size());
    Geometry geometry = loader.geometry();
    String expected =
        story.length() + " x " + geometry.dtype() + ", at most " + geometry.slotLength();
    String found = header.count() + " x " + header.dtype();
    boolean fits =
        header.dtype().equals(geometry.dtype())
            && header.order() == ByteOrder.LITTLE_ENDIAN
            && header.count() == story.length()
            && story.length() <= geometry.slotLength();
    if (!fits) {
      throw new BatonException(
          Reason.BAD_DATA,
          file + ": expected " + expected + ", found " + found,
          "it was changed since it was set aside; load it with: baton-loader --source " + file);
    }
    return header;
  }

  private ClaimedSlot claim(Loader loader) {
    IdleStrategy idle = IdleStrategy.sleep();
    long start = System.nanoTime();
    ClaimedSlot slot = loader.poll();
    while (slot == null) {
      if (loader.isBailed()) {
        throw loader.bailed();
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new BatonException(
            Reason.TRY_AGAIN,
            "no slot of channel " + directory + " was free for " + patience.toSeconds() + " s",
            "start a processor, or wait longer: --wait 60");
      }
      idle.idle();
      slot = loader.poll();
    }
    return slot;
  }

  private static void readFully(FileChannel array, int dataOffset, ByteBuffer elements, Path file)
      throws IOException {
    array.position(dataOffset);
    while (elements.hasRemaining()) {
      if (array.read(elements) < 0) {
        throw new EOFException(file + " ends too soon");
      }
    }
  }
}
