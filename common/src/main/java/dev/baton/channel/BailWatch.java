package dev.baton.channel;

import dev.baton.layout.ControlWord;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the control word, from before the member can be seen attached. One thread at a time. */
final class BailWatch {
  private static final Logger LOG = LoggerFactory.getLogger(BailWatch.class);

  private final ChannelDirectory directory;
  private final ControlView view;
  private final long first;
  private long damaged;

  BailWatch(ChannelDirectory directory, ControlView view) {
    this.directory = directory;
    this.view = view;
    this.first = view.controlWord();
  }

  /**
   * Whether everybody was asked to stop since. One volatile read. A word that nobody can have
   * written asks nobody to stop.
   */
  boolean isBailed() {
    long word = view.controlWord();
    return word != first && isSound(word);
  }

  private boolean isSound(long word) {
    boolean sound = ControlWord.isSound(word);
    if (!sound && word != damaged) {
      damaged = word;
      LOG.error(
          "event=control_word_damaged channel={} found={} expected={} effect=\"nobody stops\"",
          directory,
          Long.toHexString(word),
          Long.toHexString(first));
    }
    return sound;
  }
}
