package dev.baton.io;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What stands where in one processor's part of an output: a text file beside the part, a line for
 * each slot behind a first line that says whose part it is.
 *
 * <pre>
 * baton-index 1 raw processor-1
 * loader-1 1 65536
 * loader-2 1 131072
 * </pre>
 *
 * A slot's line has its loader, the loader's sequence, and where in the part its output ends, in
 * bytes; it begins where the one before it ends. A last line without a line feed does not count:
 * its writer died in it.
 *
 * @param kind of sink that wrote the part
 * @param processor the member that wrote it
 */
public record PartIndex(String kind, String processor) {
  private static final String MAGIC = "baton-index";
  private static final String VERSION = "1";
  private static final int MAX_LINE = 256;

  /** Told of each slot, in the order in which they stand in the part. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A slot's output.
     *
     * @param lineEnd where in the index its line ends, in bytes
     * @return whether to read on
     */
    boolean slot(String loader, long sequence, long end, long lineEnd);
  }

  /** The index of a part. */
  public static Path beside(Path part) {
    return part.resolveSibling(part.getFileName() + ".index");
  }

  /** The first line, with its line feed. */
  public String firstLine() {
    return MAGIC + " " + VERSION + " " + kind + " " + processor + "\n";
  }

  /**
   * Reads an index.
   *
   * @return what its first line says; empty strings if not even that was written
   * @throws BatonException {@code NO_INPUT} if there is none, {@code BAD_DATA} if it is damaged
   * @throws IOException if reading fails
   */
  public static PartIndex read(Path index, Visitor visitor) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(index))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(MAX_LINE);
      long lineEnd = next(index, in, line, 0, 1);
      if (lineEnd < 0) {
        return new PartIndex("", "");
      }
      String[] first = words(line);
      if (first.length != 4 || !first[0].equals(MAGIC) || !first[1].equals(VERSION)) {
        throw damaged(index, 1, MAGIC + " " + VERSION + " KIND PROCESSOR", line);
      }
      long before = 0;
      boolean more = true;
      for (long number = 2; more; number++) {
        lineEnd = next(index, in, line, lineEnd, number);
        more = lineEnd >= 0;
        if (more) {
          String[] words = words(line);
          long sequence = words.length == 3 ? number(words[1]) : -1;
          long end = words.length == 3 ? number(words[2]) : -1;
          if (sequence < 1 || end < before) {
            throw damaged(index, number, "LOADER SEQUENCE END, not before " + before, line);
          }
          before = end;
          more = visitor.slot(words[0], sequence, end, lineEnd);
        }
      }
      return new PartIndex(first[2], first[3]);
    } catch (NoSuchFileException missing) {
      throw new BatonException(
          Reason.NO_INPUT,
          index + ": no such file, expected the index that the sink writes with index=yes",
          "let the processors write parts as, for instance, raw:part-1.raw?index=yes",
          missing);
    }
  }

  /** Reads a line without its line feed; where it ends, or -1 if none is complete any more. */
  private static long next(
      Path index, InputStream in, ByteArrayOutputStream line, long offset, long number)
      throws IOException {
    line.reset();
    for (int read = in.read(); read >= 0; read = in.read()) {
      if (read == '\n') {
        return offset + line.size() + 1;
      }
      if (line.size() == MAX_LINE) {
        throw damaged(index, number, "a line of at most " + MAX_LINE + " bytes", line);
      }
      line.write(read);
    }
    return -1;
  }

  private static String[] words(ByteArrayOutputStream line) {
    return line.toString(StandardCharsets.UTF_8).split(" ", -1);
  }

  private static long number(String digits) {
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
  }

  private static BatonException damaged(
      Path index, long number, String expected, ByteArrayOutputStream line) {
    String found = line.toString(StandardCharsets.UTF_8);
    return new BatonException(
        Reason.BAD_DATA,
        index
            + ": line "
            + number
            + ": expected "
            + expected
            + ", found '"
            + found.substring(0, Math.min(60, found.length())).replaceAll("\\p{Cntrl}", "?")
            + "'",
        "the index is damaged, or not Baton's: without it the part cannot be put in order");
  }
}
