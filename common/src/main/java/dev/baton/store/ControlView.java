package dev.baton.store;

import dev.baton.array.Dtype;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.BailLayout;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.ControlWord;
import dev.baton.layout.Flow;
import dev.baton.layout.FlowWord;
import dev.baton.layout.Geometry;
import dev.baton.layout.HeaderLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A validated {@code control.dat}. Mapped read-only with {@link #map} it needs no Chronicle class,
 * starts fast and can disturb nothing.
 */
public final class ControlView {
  private final Path file;
  private final Words words;
  private final Geometry geometry;

  /**
   * Validates.
   *
   * @throws BatonException {@link Reason#BAD_DATA} with expected and found if this is no control
   *     file of this version
   */
  public ControlView(Path file, Words words) {
    this.file = file;
    this.words = words;
    this.geometry = validate();
  }

  /** A request that everybody stop. */
  public record Bail(long millis, String who, String reason) {}

  /**
   * An order about the flow.
   *
   * @param flow what everybody is to do
   * @param millis since when, ms since 1970
   * @param who who said so
   * @param reason why
   */
  public record Order(Flow flow, long millis, String who, String reason) {
    /** {@code paused by eve: maintenance}. */
    @Override
    public String toString() {
      return flow.word() + " by " + who + ": " + reason;
    }
  }

  /**
   * Maps {@code control.dat} read-only.
   *
   * @throws BatonException {@link Reason#NO_INPUT} if there is no channel, {@link Reason#BAD_DATA}
   *     if it is not sound
   */
  public static ControlView map(ChannelDirectory directory) {
    return map(directory, FileChannel.MapMode.READ_ONLY, StandardOpenOption.READ);
  }

  /**
   * Maps {@code control.dat} for reading and writing, needing no Chronicle class either: for who
   * takes slots back before it does anything else. Stays mapped until it is collected.
   *
   * @throws BatonException as {@link #map}
   */
  public static ControlView mapToReclaim(ChannelDirectory directory) {
    return map(
        directory,
        FileChannel.MapMode.READ_WRITE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private static ControlView map(
      ChannelDirectory directory, FileChannel.MapMode mode, StandardOpenOption... access) {
    long size = checkedSize(directory);
    Path file = directory.control();
    Set<OpenOption> options = new HashSet<>(List.of(access));
    options.add(LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(file, options)) {
      return new ControlView(file, new Words(channel.map(mode, 0, size)));
    } catch (AccessDeniedException e) {
      throw new BatonException(
          Reason.PERMISSION,
          file + " cannot be read: permission denied",
          "run as the channel's owner, or in its group if it was made with --group",
          e);
    } catch (IOException e) {
      throw new BatonException(Reason.IO, "cannot map " + file + ": " + e.getMessage(), "", e);
    }
  }

  /**
   * The size of {@code control.dat}; refuses one that no control file can have, before anything is
   * mapped.
   */
  static long checkedSize(ChannelDirectory directory) {
    directory.check();
    Path file = directory.control();
    long size;
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new BatonException(
            Reason.NO_INPUT,
            "no channel at " + directory + ": there is no file " + file.getFileName() + " in it",
            "create it with: baton create " + directory);
      }
      size = Files.size(file);
    } catch (IOException e) {
      throw new BatonException(
          Reason.IO, "cannot read the size of " + file + ": " + e.getMessage(), "", e);
    }
    int least = ControlLayout.size(1);
    int most = ControlLayout.size(ControlLayout.MAX_SLOTS);
    if (size < least || size > most) {
      throw corrupt(file, "size " + size, least + " to " + most + " bytes");
    }
    return size;
  }

  /** Where it lies. */
  public Path file() {
    return file;
  }

  /** The shared words; offsets come from {@link dev.baton.layout}. */
  public Words words() {
    return words;
  }

  /** What the channel's memory looks like. */
  public Geometry geometry() {
    return geometry;
  }

  /** Tells this channel from another one made later in the same directory. */
  public long channelId() {
    return words.getLong(HeaderLayout.CHANNEL_ID);
  }

  /**
   * Wall clock of a monotonic stamp of this channel, ms since 1970. Wrong after the host was
   * started anew.
   */
  public long millisOf(long nanos) {
    long sinceCreation = nanos - words.getLong(HeaderLayout.CREATED_NANOS);
    return words.getLong(HeaderLayout.CREATED_MILLIS) + sinceCreation / 1_000_000;
  }

  /**
   * The control word: changes when everybody is asked to stop, and never otherwise. Pairs with the
   * swap in {@link ControlStore#bail}: whoever sees a new word sees its record.
   */
  public long controlWord() {
    return words.getLongAcquire(HeaderLayout.CONTROL_WORD);
  }

  /** How often everybody was asked to stop; 0 if the word that tells it is damaged. */
  public long bails() {
    long word = controlWord();
    return ControlWord.isSound(word) ? ControlWord.count(word) : 0;
  }

  /** The last request to stop, if there ever was one, and the word that tells it is sound. */
  public Optional<Bail> bail() {
    long word = controlWord();
    if (word == 0 || !ControlWord.isSound(word)) {
      return Optional.empty();
    }
    int record = ControlLayout.bailRecord(ControlWord.ticket(word));
    return Optional.of(
        new Bail(
            words.getLong(record + BailLayout.MILLIS),
            words.getText(record + BailLayout.WHO, BailLayout.WHO_BYTES),
            words.getText(record + BailLayout.REASON, BailLayout.REASON_BYTES)));
  }

  /**
   * The flow word: whether slots may be taken. Pairs with the release in {@link ControlStore}:
   * whoever sees a new word sees its record.
   */
  public long flowWord() {
    return words.getLongAcquire(HeaderLayout.FLOW_WORD);
  }

  /**
   * The last order about the flow, if there ever was one. A damaged word counts as none: members
   * run on then.
   */
  public Optional<Order> order() {
    while (true) {
      long word = flowWord();
      if (word == 0 || !FlowWord.isSound(word)) {
        return Optional.empty();
      }
      int record = ControlLayout.flowRecord(FlowWord.count(word));
      Order order =
          new Order(
              FlowWord.flow(word),
              words.getLong(record + BailLayout.MILLIS),
              words.getText(record + BailLayout.WHO, BailLayout.WHO_BYTES),
              words.getText(record + BailLayout.REASON, BailLayout.REASON_BYTES));
      Words.acquireFence(); // the record before the word's second reading
      if (flowWord() == word) {
        return Optional.of(order);
      }
    }
  }

  /** The order that keeps slots from being taken; empty while they may be. */
  public Optional<Order> standingOrder() {
    return order().filter(order -> order.flow() != Flow.RUNNING);
  }

  private Geometry validate() {
    long magic = words.getLong(HeaderLayout.MAGIC_WORD);
    if (magic != HeaderLayout.MAGIC) {
      throw corrupt(
          file, String.format("magic %016x", magic), String.format("%016x", HeaderLayout.MAGIC));
    }
    int version = words.getInt(HeaderLayout.LAYOUT_VERSION);
    if (version != HeaderLayout.VERSION) {
      throw new BatonException(
          Reason.BAD_DATA,
          file + ": layout version " + version + ", expected " + HeaderLayout.VERSION,
          "use the Baton release that made this channel, or destroy and create it anew");
    }
    int members = words.getInt(HeaderLayout.MEMBER_CAPACITY);
    if (members != ControlLayout.MEMBERS) {
      throw corrupt(file, "member capacity " + members, "" + ControlLayout.MEMBERS);
    }
    Geometry read = readGeometry();
    if (words.size() != ControlLayout.size(read.slots())) {
      throw corrupt(
          file,
          "size " + words.size(),
          ControlLayout.size(read.slots()) + " bytes for " + read.slots() + " slots");
    }
    long check = CheckWord.of(words, 0, HeaderLayout.GEOMETRY_LONGS);
    long found = words.getLong(HeaderLayout.GEOMETRY_CHECK);
    if (found != check) {
      throw corrupt(
          file,
          String.format("geometry check %016x", found),
          String.format("%016x for %s", check, read));
    }
    return read;
  }

  private Geometry readGeometry() {
    int letter = words.getInt(HeaderLayout.DTYPE_KIND);
    int itemSize = words.getInt(HeaderLayout.ITEM_SIZE);
    for (Dtype.Kind kind : Dtype.Kind.values()) {
      if (kind.code() == letter && Dtype.isSize(kind, itemSize)) {
        try {
          return new Geometry(
              words.getInt(HeaderLayout.SLOT_COUNT),
              words.getLong(HeaderLayout.SLOT_LENGTH),
              Dtype.of(kind, itemSize),
              words.getInt(HeaderLayout.ROW_LENGTH));
        } catch (BatonException impossible) {
          throw corrupt(file, impossible.getMessage(), "a geometry that a channel can have");
        }
      }
    }
    throw corrupt(file, "dtype " + letter + " of " + itemSize + " bytes", "one of Baton's dtypes");
  }

  private static BatonException corrupt(Path file, String found, String expected) {
    return new BatonException(
        Reason.BAD_DATA,
        file + ": found " + found + ", expected " + expected,
        "this is no channel, or a damaged one; if nothing in it is needed, remove it with: baton destroy --force "
            + file.getParent());
  }
}
