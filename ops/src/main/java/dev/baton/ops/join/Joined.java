package dev.baton.ops.join;

import dev.baton.aside.SetAsideStory;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.npy.NpyHeader;
import dev.baton.npy.NpyTemplate;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * The parts of several processors, put together in their loaders' order. Read once; written as
 * often as wanted, without holding any of the data in memory.
 */
public final class Joined {
  private static final int NPY_HEADER_BYTES = 128;

  private final List<Part> parts = new ArrayList<>();
  private final List<JoinedLoader> loaders = new ArrayList<>();
  private final List<String> doubles = new ArrayList<>();
  private final Map<String, Pieces.OfLoader> pieces;
  private final ControlView view;
  private final AsideArrays aside;

  /**
   * Reads what stands where.
   *
   * @param paths the parts; each with its index beside it
   * @param wanted which loaders are to be joined
   * @throws BatonException {@code NO_INPUT} or {@code BAD_DATA} if a part cannot be one of this
   *     channel
   * @throws IOException if reading fails
   */
  public Joined(ChannelDirectory channel, List<Path> paths, Predicate<String> wanted)
      throws IOException {
    this(channel, paths, wanted, AsideUse.REFUSE);
  }

  /**
   * As {@link #Joined(ChannelDirectory, List, Predicate)}.
   *
   * @param use what is done about slots that were set aside
   */
  Joined(ChannelDirectory channel, List<Path> paths, Predicate<String> wanted, AsideUse use)
      throws IOException {
    view = ControlView.map(channel);
    // In this order: Progress says why.
    SortedMap<String, Progress.OfLoader> progress = Progress.of(view);
    Pieces all = new Pieces();
    for (Path path : paths) {
      parts.add(Part.read(path, parts.size(), view, all));
    }
    aside = new AsideArrays(channel);
    if (use == AsideUse.PUT_IN) {
      putIn(all, wanted);
    }
    requireOneKind();
    pieces = all.ordered(this::twice);
    pieces.keySet().forEach(name -> progress.putIfAbsent(name, null));
    progress.forEach(
        (name, its) -> {
          if (wanted.test(name)) {
            loaders.add(JoinedLoader.of(name, Optional.ofNullable(its), pieces.get(name)));
          }
        });
  }

  private void putIn(Pieces all, Predicate<String> wanted) throws IOException {
    String kind =
        parts.stream().map(Part::kind).filter(each -> !each.isEmpty()).findFirst().orElse("raw");
    for (SetAsideStory story : aside.all()) {
      if (wanted.test(story.loader()) && !all.has(story.loader(), story.sequence())) {
        parts.add(aside.part(story, kind, parts.size(), all));
      }
    }
  }

  /** Slots of a loader that are in no part because they were set aside, in its order. */
  List<SetAsideStory> setAside(JoinedLoader loader) {
    Pieces.OfLoader its = pieces.get(loader.name());
    return aside.all().stream()
        .filter(story -> story.loader().equals(loader.name()))
        .filter(story -> its == null || its.place(story.sequence()) < 0)
        .toList();
  }

  /** In words: where the array of a slot is that was set aside. */
  String where(SetAsideStory story) {
    return "sequence " + story.sequence() + " was set aside, in " + aside.path(story);
  }

  private void twice(String loader, long sequence, int part, int otherPart) {
    doubles.add(
        loader
            + " sequence "
            + sequence
            + ", in "
            + parts.get(part).path()
            + " and "
            + parts.get(otherPart).path());
  }

  private void requireOneKind() {
    Part first = null;
    for (Part part : parts) {
      if (first == null && !part.kind().isEmpty()) {
        first = part;
      }
      boolean other =
          first != null
              && !part.kind().isEmpty()
              && (!part.kind().equals(first.kind()) || !shape(part).equals(shape(first)));
      if (other) {
        throw new BatonException(
            Reason.BAD_DATA,
            part.path()
                + ": "
                + part.kind()
                + shape(part)
                + ", expected "
                + first.kind()
                + shape(first)
                + " as "
                + first.path()
                + " is",
            "join parts of one kind");
      }
    }
  }

  private static String shape(Part part) {
    return part.npy()
        .map(npy -> " of " + npy.dtype() + " in rows of " + npy.rowLength())
        .orElse("");
  }

  /** The loaders, by name. */
  public List<JoinedLoader> loaders() {
    return List.copyOf(loaders);
  }

  /** Slots that stand in the parts twice, in words; empty if all is well. */
  public List<String> doubles() {
    return List.copyOf(doubles);
  }

  /** Bytes that {@link #writeTo} will write. */
  public long bytes() {
    return dataBytes() + (npy().isPresent() ? NPY_HEADER_BYTES : 0);
  }

  private long dataBytes() {
    long[] sum = {0};
    forEachPiece((part, start, end) -> sum[0] += end - start);
    return sum[0];
  }

  private Optional<NpyHeader> npy() {
    return parts.stream().flatMap(part -> part.npy().stream()).findFirst();
  }

  /**
   * Writes the loaders' slots, loader by loader, each in its order; of an array, with a header of
   * its own.
   *
   * @throws IOException if reading or writing fails
   */
  public void writeTo(WritableByteChannel out) throws IOException {
    if (npy().isPresent()) {
      writeHeader(npy().get(), out);
    }
    List<FileChannel> channels = new ArrayList<>();
    try {
      for (Part part : parts) {
        channels.add(FileChannel.open(part.path()));
      }
      forEachPiece((part, start, end) -> transfer(channels.get(part), start, end, out));
    } finally {
      for (FileChannel channel : channels) {
        channel.close();
      }
    }
  }

  private void writeHeader(NpyHeader npy, WritableByteChannel out) throws IOException {
    ByteBuffer header = ByteBuffer.allocateDirect(NPY_HEADER_BYTES);
    new NpyTemplate(npy.dtype(), npy.rowLength(), NPY_HEADER_BYTES)
        .write(header, dataBytes() / npy.dtype().itemSize());
    header.clear();
    while (header.hasRemaining()) {
      out.write(header);
    }
  }

  private static void transfer(FileChannel part, long start, long end, WritableByteChannel out)
      throws IOException {
    long at = start;
    while (at < end) {
      long moved = part.transferTo(at, end - at, out);
      if (moved <= 0) {
        throw new EOFException("a part ends at byte " + at + ", expected " + end + ": it was cut");
      }
      at += moved;
    }
  }

  /** What is done with a piece of a part. */
  private interface PieceAction<E extends Exception> {
    void piece(int part, long start, long end) throws E;
  }

  /** Neighbours in a part count as one. */
  private <E extends Exception> void forEachPiece(PieceAction<E> action) throws E {
    for (JoinedLoader loader : loaders) {
      Pieces.OfLoader its = pieces.get(loader.name());
      int part = -1;
      long start = 0;
      long end = 0;
      for (long sequence = loader.first(); sequence <= loader.joinedTo(); sequence++) {
        int place = its == null ? -1 : its.place(sequence);
        if (place >= 0 && its.part(place) == part && its.start(place) == end) {
          end = its.end(place);
        } else if (place >= 0) {
          if (part >= 0) {
            action.piece(part, start, end);
          }
          part = its.part(place);
          start = its.start(place);
          end = its.end(place);
        }
      }
      if (part >= 0) {
        action.piece(part, start, end);
      }
    }
  }
}
