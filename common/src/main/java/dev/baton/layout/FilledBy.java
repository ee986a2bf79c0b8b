package dev.baton.layout;

/**
 * Who filled a slot, and how its array was summed up, in the 32 bits of {@link
 * SlotLayout#FILLED_BY}: the index of the loader's member record in the lower 16, the kind of
 * checksum in the upper 16.
 */
public final class FilledBy {
  /** Published without a checksum. */
  public static final int NO_CHECKSUM = 0;

  public static final int CRC32C = 1;

  private static final int KIND_SHIFT = 16;
  private static final int LOADER_MASK = 0xFFFF;

  private FilledBy() {}

  /** Packs both. */
  public static int of(int loader, int checksumKind) {
    return checksumKind << KIND_SHIFT | loader;
  }

  /** Index of the loader's member record, 0 to 65,535: not checked. */
  public static int loader(int filledBy) {
    return filledBy & LOADER_MASK;
  }

  /** {@link #NO_CHECKSUM}, {@link #CRC32C}, or what nobody knows, 0 to 65,535. */
  public static int checksumKind(int filledBy) {
    return filledBy >>> KIND_SHIFT;
  }
}
