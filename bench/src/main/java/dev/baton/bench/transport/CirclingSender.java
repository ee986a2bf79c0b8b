package dev.baton.bench.transport;

import dev.baton.layout.ControlLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.layout.SlotWord;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;

/**
 * A loader that fills one slot after the other, round and round: that the last one sent is free
 * again is seen at its word.
 */
final class CirclingSender extends BatonSender {
  private final ControlView control;

  CirclingSender(Setup setup) {
    super(setup);
    control = ControlView.map(new ChannelDirectory(setup.channel()));
  }

  @Override
  public void awaitReturn() {
    int word = ControlLayout.slot(sent()) + SlotLayout.WORD;
    while (!SlotWord.is(control.words().getLongAcquire(word), SlotState.FREE)) {
      Thread.onSpinWait();
    }
  }
}
