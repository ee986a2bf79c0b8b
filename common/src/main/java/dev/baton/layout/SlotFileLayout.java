package dev.baton.layout;

/**
 * A slot's store, {@code slots/0000.npy}: one page of {@code .npy} header, then the elements.
 *
 * <pre>
 *      0 +-------------------------------------+
 *        | .npy header, padded with spaces     |
 *   4096 +-------------------------------------+
 *        | elements, little-endian             |
 *        +-------------------------------------+
 *        | zeros up to a whole page            |
 *        +-------------------------------------+
 * </pre>
 */
public final class SlotFileLayout {
  /** Bytes of a page: mappings, and so the files mapped, are whole pages. */
  public static final int PAGE = 4096;

  /** Where the elements start: one page, so that they are page-aligned. */
  public static final int DATA = PAGE;

  /**
   * The most bytes of elements a slot can have. A direct {@code ByteBuffer} addresses 2^31 - 1
   * bytes; the mapping is a whole number of pages and holds the header page too.
   */
  public static final long MAX_BYTES = (1L << 31) - 2L * PAGE;

  private SlotFileLayout() {}

  /** The least number of bytes in whole pages that holds {@code bytes}. */
  public static long wholePages(long bytes) {
    return (bytes + PAGE - 1) / PAGE * PAGE;
  }
}
