package dev.baton.channel;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Flow;
import dev.baton.layout.Geometry;
import dev.baton.layout.Role;
import dev.baton.store.Access;
import dev.baton.store.AttachLock;
import dev.baton.store.ChannelCreator;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import dev.baton.store.ControlStore;
import dev.baton.store.ControlView;
import dev.baton.store.SlotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel: one directory of shared arrays, and the members that hand them to each other.
 *
 * <p>Open or create it, then attach as a loader or a processor, once or more. Safe for several
 * threads; each {@link Loader} and {@link Processor} belongs to one. What is closed lets go of its
 * mapped memory: an array's buffers must not be touched once their member is closed.
 */
public final class Channel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
  private static final long CREATE_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final ChannelDirectory directory;
  private final ControlStore control;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Channel(ChannelDirectory directory, ControlStore control) {
    this.directory = directory;
    this.control = control;
  }

  /**
   * Whether there is a finished channel in a directory. Says nothing about whether it is sound. In
   * a directory that may not be looked into there is none as long as no directory lies in it:
   * somebody may be making one for a group.
   *
   * @throws BatonException {@link Reason#PERMISSION} if that cannot be told, or others may write to
   *     the directory; {@link Reason#NO_INPUT} if it is no directory
   */
  public static boolean exists(Path path) {
    ChannelDirectory directory = new ChannelDirectory(path);
    if (directory.isBare()) {
      return false;
    }
    if (directory.exists()) {
      directory.check();
    }
    try { // asked once: between two questions the creator may finish
      Files.readAttributes(
          directory.control(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException notYet) {
      return false;
    } catch (IOException e) {
      throw new BatonException(
          Reason.PERMISSION,
          "channel " + directory + " cannot be looked into: " + e,
          "run as the channel's owner, or in its group if it was made with --group",
          e);
    }
  }

  /** Makes a channel for its owner alone; see {@link #create(Path, Geometry, Access)}. */
  public static Channel create(Path path, Geometry geometry) {
    return create(path, geometry, Access.OWNER);
  }

  /**
   * Makes a channel and opens it. Its memory is reserved, and fixed from now on.
   *
   * @param access who may use it
   * @throws BatonException {@link Reason#CANNOT_CREATE} if there is one already, or no space, or no
   *     right; {@link Reason#PERMISSION} if the directory is there and open to others than asked
   *     for
   */
  public static Channel create(Path path, Geometry geometry, Access access) {
    ChannelDirectory directory = new ChannelDirectory(path);
    if (!makeIfMissing(directory, geometry, access)) {
      throw new BatonException(
          Reason.CANNOT_CREATE,
          "cannot create channel " + directory + ": there is one already",
          "look at it with: baton status " + directory);
    }
    return open(path);
  }

  /** Likewise for its owner alone; see {@link #openOrCreate(Path, Geometry, Access)}. */
  public static Channel openOrCreate(Path path, Geometry geometry) {
    return openOrCreate(path, geometry, Access.OWNER);
  }

  /**
   * Opens a channel, making it first if there is none.
   *
   * @param access who may use it, if it has to be made
   * @throws BatonException {@link Reason#CONFIGURATION} if there is one of another geometry
   */
  public static Channel openOrCreate(Path path, Geometry geometry, Access access) {
    ChannelDirectory directory = new ChannelDirectory(path);
    if (!exists(path)) {
      makeIfMissing(directory, geometry, access);
    }
    Channel channel = open(path);
    if (!channel.geometry().equals(geometry)) {
      Geometry found = channel.geometry();
      channel.close();
      throw new BatonException(
          Reason.CONFIGURATION,
          "channel " + directory + " has " + found + ", expected " + geometry,
          "leave --slots, --slot-length, --dtype and --row-length out to take the channel as it is, or: baton destroy "
              + directory);
    }
    return channel;
  }

  /**
   * Opens a channel that exists.
   *
   * @throws BatonException {@link Reason#NO_INPUT} if there is none; {@link Reason#BAD_DATA} with
   *     expected and found if it is not sound; {@link Reason#PERMISSION} if others may write to it
   */
  public static Channel open(Path path) {
    ChannelDirectory directory = new ChannelDirectory(path);
    ControlStore control = ControlStore.open(directory);
    try {
      Geometry geometry = control.view().geometry();
      for (int slot = 0; slot < geometry.slots(); slot++) {
        SlotStore.check(directory, geometry, slot);
      }
    } catch (BatonException refused) {
      control.close();
      throw refused;
    }
    return new Channel(directory, control);
  }

  /**
   * Takes back what members that died hold, as every member does when it has attached and every
   * half second. A service does so first of all: where all died at once nobody else is there to do
   * it, and most of a start comes after this, which loads no class of Chronicle's. Somebody who is
   * attaching, reclaiming or making the channel at this moment is not waited for. Where there is no
   * sound channel nothing is done: to open it tells why.
   */
  public static void reclaim(Path path) {
    ChannelDirectory directory = new ChannelDirectory(path);
    ControlView view;
    try {
      if (!exists(path)) {
        return;
      }
      view = ControlView.mapToReclaim(directory);
    } catch (BatonException refused) {
      LOG.debug("event=reclaim_put_off channel={} error=\"{}\"", directory, refused.getMessage());
      return;
    }
    Reclaimer.ofNobody(directory, view).look();
  }

  /** Where the channel is, absolute. */
  public Path path() {
    return directory.path();
  }

  /**
   * Who may use it.
   *
   * @throws BatonException {@link Reason#IO} if that cannot be told
   */
  public Access access() {
    try {
      return Access.of(directory.path());
    } catch (IOException e) {
      throw new BatonException(
          Reason.IO, "cannot read the mode of channel " + directory + ": " + e, "", e);
    }
  }

  /** What its memory looks like. */
  public Geometry geometry() {
    return control.view().geometry();
  }

  /**
   * Attaches as a loader.
   *
   * @param name survives restarts: a loader that comes back under its name goes on where it was.
   *     Null takes the first of loader-1, loader-2 ... whose bearer is not alive.
   * @param job tells one task from another: a member that comes back with another job begins anew,
   *     one that comes back to a job it had ended finds it {@link Loader#isDone done}
   * @throws BatonException {@link Reason#TRY_AGAIN} if a live member has that name; {@link
   *     Reason#USAGE} if the name cannot be one
   */
  public Loader attachLoader(String name, long job) {
    requireOpen();
    return new Loader(Attachment.attach(directory, control, Role.LOADER, name, job));
  }

  /** Attaches as a processor; see {@link #attachLoader}. */
  public Processor attachProcessor(String name, long job) {
    requireOpen();
    return new Processor(Attachment.attach(directory, control, Role.PROCESSOR, name, job));
  }

  /** Asks everybody who is attached now to stop at once. Who attaches later is not concerned. */
  public void bail(String who, String reason) {
    requireOpen();
    control.bail(who, reason);
  }

  /** The last request to stop, if there ever was one. */
  public Optional<ControlView.Bail> bail() {
    requireOpen();
    return control.view().bail();
  }

  /** The order that keeps slots from being taken; empty while they may be. */
  public Optional<ControlView.Order> standingOrder() {
    requireOpen();
    return control.view().standingOrder();
  }

  /**
   * Gives an order about the flow to everybody, now and later: to pause, to drain, or to go on.
   *
   * @throws BatonException {@link Reason#TRY_AGAIN} if somebody holds the attach lock for long
   */
  public void order(Flow flow, String who, String reason) {
    requireOpen();
    ControlStore.order(directory, LOG::info, flow, who, reason);
  }

  /** Closes. Members that are still attached go on until they are closed. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      control.close();
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("channel " + directory + " is closed");
    }
  }

  /** Makes the channel under the attach lock; false if somebody else has made one. */
  private static boolean makeIfMissing(
      ChannelDirectory directory, Geometry geometry, Access access) {
    while (true) {
      boolean made = ChannelCreator.makeDirectory(directory, access);
      directory.check();
      try {
        return AttachLock.holding(
            directory,
            CREATE_TIMEOUT_NANOS,
            LOG::info,
            () ->
                !exists(directory.path())
                    && make(directory, new ChannelCreator(directory, geometry, access), made));
      } catch (IOException e) {
        // Another, who made the directory and then could not make the channel, has removed it.
        if (directory.exists()) {
          throw new BatonException(
              Reason.PERMISSION,
              "cannot create channel " + directory + ": " + e.getMessage(),
              "choose a directory you may write to",
              e);
        }
      }
    }
  }

  private static boolean make(
      ChannelDirectory directory, ChannelCreator creator, boolean madeDirectory)
      throws IOException {
    try {
      creator.create();
      return true;
    } catch (BatonException refused) {
      if (madeDirectory) {
        ChannelRemover.removeDirectory(directory);
      }
      throw refused;
    }
  }
}
