package dev.baton.loader;

import dev.baton.channel.ClaimedSlot;
import dev.baton.channel.Loader;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.service.Marks;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes filled slots, each with where its source goes on, and tells the source. One thread. */
final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final Loader loader;
  private final Source source;
  private final Marks marks;
  private long valuesLeft;
  private long committedFile;

  /**
   * @param mostValues after how many values the data counts as ended
   */
  Publisher(Loader loader, Source source, long mostValues, Marks marks) {
    this.loader = loader;
    this.source = source;
    this.marks = marks;
    this.valuesLeft = mostValues;
    this.committedFile = loader.committedPosition().file;
  }

  /** How many values are still to be published. */
  long valuesLeft() {
    return valuesLeft;
  }

  /** Commits that the source has gone on to another of its files, where nothing is held of it. */
  void moveOn(SourcePosition upTo) throws IOException {
    if (upTo.file != committedFile) {
      loader.moveOn(upTo);
      committed(upTo);
    }
  }

  private void committed(SourcePosition upTo) throws IOException {
    committedFile = upTo.file;
    source.published(upTo);
  }

  /**
   * Publishes a slot.
   *
   * @param length its valid length
   * @param values how many values of the source are in there
   * @param upTo where the source goes on behind them
   * @throws BatonException if it is this loader's no more
   */
  void publish(ClaimedSlot filled, long length, long values, SourcePosition upTo)
      throws IOException {
    boolean published = filled.publish(length, values, upTo);
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "event=publish member={} slot={} generation={} length={}",
          loader.name(),
          filled.id(),
          filled.generation(),
          length);
    }
    if (!published) {
      throw lost(filled, length);
    }
    valuesLeft -= values;
    marks.show(">");
    committed(upTo);
  }

  /**
   * Something other than Baton has taken the slot: what it holds now is unknown, and this loader
   * goes on only where it had committed, as after a death.
   */
  private BatonException lost(ClaimedSlot filled, long length) {
    LOG.error(
        "event=publish_lost member={} slot={} generation={} length={}",
        loader.name(),
        filled.id(),
        filled.generation(),
        length);
    return new BatonException(
        Reason.TRY_AGAIN,
        "slot "
            + filled.id()
            + " was taken from loader "
            + loader.name()
            + " while it was filled, by nobody who may: its "
            + length
            + " elements were not published",
        source.isResumable()
            ? "start it again under its name: it goes on before this slot"
            : "its source cannot be read again: start it again with what comes before these elements left out");
  }
}
