package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Spec;
import java.io.IOException;
import java.util.Optional;

/**
 * One of several parts into which loaders divide a file among them: {@code shard=2/4} is the second
 * of four. The parts of a file are cut by its length alone, so that each loader finds its own
 * without asking the others.
 *
 * @param number from 1 to {@code count}
 * @param count how many parts there are
 */
record Shard(int number, int count) {
  /** The key; a provider of files allows it beside its own keys. */
  static final String KEY = "shard";

  /** As many as one channel takes members is far less; it keeps {@link #cut} from overflowing. */
  private static final int MOST = 65_535;

  /**
   * What a spec says.
   *
   * @return empty for the whole file
   * @throws BatonException {@code USAGE} if it is no {@code K/N}
   */
  static Optional<Shard> of(Spec spec) {
    return spec.option(KEY).map(text -> parse(spec, text));
  }

  private static Shard parse(Spec spec, String text) {
    if (text.matches("[0-9]{1,5}/[0-9]{1,5}")) {
      int slash = text.indexOf('/');
      int number = Integer.parseInt(text.substring(0, slash));
      int count = Integer.parseInt(text.substring(slash + 1));
      if (number >= 1 && number <= count && count <= MOST) {
        return new Shard(number, count);
      }
    }
    throw spec.usage(
        KEY
            + "="
            + text
            + ": expected K/N, part K of N, such as 1/4: K from 1 to N, N up to "
            + MOST);
  }

  /**
   * Refuses the key where the input is not a file that several loaders can open.
   *
   * @throws BatonException {@code USAGE} if the spec has it
   */
  static void refuse(Spec spec, String kind, String hint) {
    if (spec.option(KEY).isPresent()) {
      throw new BatonException(
          Reason.USAGE,
          "spec '" + spec.text() + "': " + KEY + "=: expected a file, found " + kind,
          hint);
    }
  }

  /**
   * Opens the file that a spec with this key names.
   *
   * @throws BatonException {@code USAGE} if it is none that can be read from its middle on; and as
   *     {@link ByteInput#open}
   * @throws IOException if reading fails
   */
  static FileInput file(Spec spec) throws IOException {
    ByteInput input = ByteInput.open(spec);
    if (input instanceof FileInput file) {
      return file;
    }
    input.close();
    refuse(
        spec,
        input.seekable() ? "gzip, which can be read from its beginning only" : "a pipe",
        input.seekable()
            ? "unpack it first: gunzip -k " + spec.argument()
            : "write it to a file first, or let one loader read it");
    throw new IllegalStateException(KEY + "= is not in " + spec.text());
  }

  /** What messages call this part of a file. */
  String name(FileInput file, long from) {
    return file.name() + ", shard " + this + " from byte " + from;
  }

  /** Where this part begins, of so many bytes, elements or rows: from 0 to {@code units}. */
  long from(long units) {
    return cut(number - 1, units);
  }

  /** Where this part ends, and the next begins. */
  long to(long units) {
    return cut(number, units);
  }

  /** {@code units * part / count}, rounded down, of any number of units. */
  private long cut(long part, long units) {
    return units / count * part + units % count * part / count;
  }

  @Override
  public String toString() {
    return number + "/" + count;
  }
}
