package dev.baton.io;

/** A slot as a sink sees it. Its methods answer for the slot now being delivered only. */
public interface Delivery {
  /** Which slot, from 0. */
  int slot();

  /** Which filling of the slot. */
  long generation();

  /** The name of the processor that delivers it. */
  String processor();

  /** The name of the loader that filled it. */
  String loader();

  /** The loader's own count of its published slots, from 1. */
  long sequence();

  /** Index, in its loader's stream of values from 0, of this slot's first value. */
  long offset();

  /** How many elements will be written. */
  long length();

  /** How many tries to process this slot failed before this one; 0 at first. */
  int attempts();
}
