package dev.baton.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps docs/extending.md honest: its examples are files, and they run. */
class ExtendingPageTest {
  private static final Elements FLOATS = new Elements(Dtype.F4, 1);

  @TempDir Path dir;

  @Test
  void shouldQuoteTheExamplesWordForWord() throws IOException {
    String page = Files.readString(docs().resolve("extending.md"));
    Matcher quotation =
        Pattern.compile("\\[`[^`]+`\\]\\((examples/[^)]+)\\):\n\n```java\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    int count = 0;
    while (quotation.find()) {
      count++;
      assertEquals(Files.readString(docs().resolve(quotation.group(1))), quotation.group(2));
    }
    assertEquals(2, count);
  }

  @Test
  void shouldLinkToFilesThatExist() throws IOException {
    String page = Files.readString(docs().resolve("extending.md"));
    Matcher link = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(page);
    while (link.find()) {
      assertTrue(Files.exists(docs().resolve(link.group(1))), link.group(1));
    }
  }

  @Test
  void shouldRunTheExampleSource() throws IOException {
    PluginDirectory plugins = new PluginDirectory(dir);
    plugins.compile(examples());
    plugins.pack("example.jar", SourceProvider.class, "example.RampProvider");
    try (Providers providers = Providers.with(plugins.path())) {
      Kinds.Found<SourceProvider> found = providers.sources().resolve("ramp:?count=5");
      ByteBuffer slot = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN);
      try (Source source = found.provider().open(found.spec(), FLOATS)) {
        assertEquals(Source.Supply.MORE, source.fill(slot));
        assertEquals(3f, slot.getFloat(12));
        assertEquals(Source.Supply.END, source.fill(slot.clear()));
        assertEquals(4, slot.position());
        assertEquals(4f, slot.getFloat(0));
      }
      assertTrue(providers.sources().help().contains(found.provider().help()));
    }
  }

  @Test
  void shouldRunTheExampleSink() throws IOException {
    PluginDirectory plugins = new PluginDirectory(dir);
    plugins.compile(examples());
    plugins.pack("example.jar", SinkProvider.class, "example.CountProvider");
    Path out = dir.resolve("count.txt");
    try (Providers providers = Providers.with(plugins.path())) {
      Kinds.Found<SinkProvider> found = providers.sinks().resolve("count:" + out);
      found.provider().check(found.spec());
      try (Sink sink = found.provider().open(found.spec(), FLOATS, 1000)) {
        sink.begin(null);
        sink.write(ByteBuffer.allocate(400));
        sink.rollback();
        sink.begin(null);
        sink.write(ByteBuffer.allocate(400));
        sink.write(ByteBuffer.allocate(40));
        sink.end();
        assertEquals(1110, sink.position());
        sink.finish();
      }
    }
    assertEquals("1110\n", Files.readString(out));
  }

  private static Path[] examples() throws IOException {
    try (Stream<Path> files = Files.list(docs().resolve("examples/example"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toArray(Path[]::new);
    }
  }

  /** The tests of a module run in its directory. */
  private static Path docs() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/extending.md"))) {
      here = here.getParent();
    }
    return here.resolve("docs");
  }
}
