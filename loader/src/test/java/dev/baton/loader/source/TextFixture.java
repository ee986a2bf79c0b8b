package dev.baton.loader.source;

import dev.baton.array.Dtype;
import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Sources of text, from specs as a user writes them, and what they give. */
final class TextFixture {
  private final Path directory;

  TextFixture(Path directory) {
    this.directory = directory;
  }

  /** Writes a file; one whose name ends in .gz is compressed. */
  Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(packed) : packed) {
      out.write(bytes);
    }
    return Files.write(directory.resolve(name), packed.toByteArray());
  }

  /** Opens a source of {@code <f8}. */
  static Source open(String spec) throws IOException {
    return open(spec, Dtype.F8);
  }

  static Source open(String spec, Dtype dtype) throws IOException {
    Spec parsed = Spec.parse(spec, Set.of("text", "debug"), path -> "text");
    SourceProvider provider =
        parsed.kind().equals("debug") ? new DebugSourceProvider() : new TextSourceProvider();
    return provider.open(parsed, new Elements(dtype, 1));
  }

  /** All values of a source, read in pieces, separated by spaces. */
  static String readAll(String spec) throws IOException {
    try (Source source = open(spec)) {
      StringBuilder values = new StringBuilder();
      ByteBuffer piece = elements(7);
      boolean more = true;
      while (more) {
        more = source.fill(piece.clear()) == Source.Supply.MORE;
        append(values, piece);
      }
      return values.toString().trim();
    }
  }

  static void append(StringBuilder values, ByteBuffer filled) {
    for (int at = 0; at < filled.position(); at += Double.BYTES) {
      double value = filled.getDouble(at);
      String whole = Long.toString((long) value);
      values.append(value == (long) value ? whole : Double.toString(value)).append(' ');
    }
  }

  static ByteBuffer elements(int count) {
    return ByteBuffer.allocateDirect(Double.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
