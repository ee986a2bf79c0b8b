package dev.baton.exchange;

import dev.baton.layout.Transition;

/** Fillings of a slot 0 that nobody else is at. */
final class Fillings {
  private Fillings() {}

  /** Claims the free slot and publishes it. */
  static void publish(Exchange exchange, int loader) {
    long free = exchange.word(0);
    if (!exchange.claim(0, free, loader)
        || !exchange.publish(0, Exchange.taken(Transition.CLAIM, free, loader))) {
      throw new IllegalStateException("a slot that nobody else is at was not published");
    }
  }

  /** Borrows the ready slot, and answers with the word that is held then. */
  static long borrow(Exchange exchange, int processor) {
    long ready = exchange.word(0);
    if (!exchange.borrow(0, ready, processor)) {
      throw new IllegalStateException("a slot that nobody else is at was not borrowed");
    }
    return Exchange.taken(Transition.BORROW, ready, processor);
  }
}
