package dev.baton.ops.options;

import dev.baton.array.Dtype;
import dev.baton.layout.Geometry;
import picocli.CommandLine.Option;

/** The options that say what a channel's memory looks like. */
public final class GeometryOptions {
  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many arrays (default: ${DEFAULT-VALUE}).")
  int slots;

  @Option(
      names = {"--slot-length", "--length"},
      paramLabel = "N",
      defaultValue = "1048576",
      description = "Elements of each (default: ${DEFAULT-VALUE}).")
  long slotLength;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "<f4",
      description = "Type of the elements, in NumPy's notation (default: ${DEFAULT-VALUE}).")
  Dtype dtype;

  @Option(
      names = "--row-length",
      paramLabel = "N",
      defaultValue = "1",
      description = "Elements of a row, which a slot never splits (default: no rows).")
  int rowLength;

  /**
   * What the options say.
   *
   * @throws dev.baton.error.BatonException {@code USAGE} if a channel cannot have this geometry
   */
  public Geometry geometry() {
    return new Geometry(slots, slotLength, dtype, rowLength);
  }
}
