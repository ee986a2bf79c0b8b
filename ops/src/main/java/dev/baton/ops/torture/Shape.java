package dev.baton.ops.torture;

import java.util.List;

/**
 * What a line of members looks like.
 *
 * @param loaders how many loader processes
 * @param processors how many processor processes
 * @param slots of the channel
 * @param slotBytes bytes of a slot's array, a multiple of 4
 * @param loaderBytes how many bytes each loader has to load
 * @param bytesPerSecond how fast each loader loads them while blows fall; 0 for as fast as it can
 * @param under words in front of each service's command line, {@code unshare ...} for instance
 * @param sinks what the processors write to
 * @param loadings how the loaders load, in turn; all of them plainly if there are none
 */
record Shape(
    int loaders,
    int processors,
    int slots,
    int slotBytes,
    long loaderBytes,
    long bytesPerSecond,
    List<String> under,
    Sinks sinks,
    List<Loading> loadings) {

  /** Bytes of an element: the arrays are of {@code <f4}. */
  static final int ITEM_BYTES = 4;

  Shape {
    under = List.copyOf(under);
    loadings = loadings.isEmpty() ? List.of(Loading.PLAIN) : List.copyOf(loadings);
  }

  /** With loaders that read a file each, and sinks that take everything. */
  Shape(
      int loaders,
      int processors,
      int slots,
      int slotBytes,
      long loaderBytes,
      long bytesPerSecond,
      List<String> under) {
    this(
        loaders,
        processors,
        slots,
        slotBytes,
        loaderBytes,
        bytesPerSecond,
        under,
        Sinks.RAW,
        List.of());
  }

  int members() {
    return loaders + processors;
  }

  /** Elements a second for a loader; 0 for no limit. */
  long loaderRate() {
    return bytesPerSecond / ITEM_BYTES;
  }

  /**
   * Elements a second for a processor: all together half as much again as the loaders load. Where
   * several threads load as fast as they can, the processors alone set the pace.
   */
  long processorRate() {
    boolean unbounded = loadings.stream().anyMatch(each -> each.threads() > 1);
    return loaderRate() * loaders * (unbounded ? 2 : 3) / 2 / processors;
  }

  /** How a loader loads, from 0. */
  Loading loading(int loader) {
    return loadings.get(loader % loadings.size());
  }

  /** Slots that a loader publishes. */
  long slotsPerLoader() {
    return (loaderBytes + slotBytes - 1) / slotBytes;
  }

  /** Bytes on disk and in memory that a line takes, outboxes and logs included. */
  long space() {
    long data = 2L * loaders * loaderBytes;
    return data + slots * (slotBytes + 8192L) + members() * (32L << 20);
  }

  Shape withLoad(long loaderBytes, long bytesPerSecond) {
    return new Shape(
        loaders, processors, slots, slotBytes, loaderBytes, bytesPerSecond, under, sinks, loadings);
  }

  Shape to(Sinks others) {
    return new Shape(
        loaders,
        processors,
        slots,
        slotBytes,
        loaderBytes,
        bytesPerSecond,
        under,
        others,
        loadings);
  }

  Shape under(List<String> words) {
    return new Shape(
        loaders, processors, slots, slotBytes, loaderBytes, bytesPerSecond, words, sinks, loadings);
  }

  Shape loading(List<Loading> others) {
    return new Shape(
        loaders, processors, slots, slotBytes, loaderBytes, bytesPerSecond, under, sinks, others);
  }
}
