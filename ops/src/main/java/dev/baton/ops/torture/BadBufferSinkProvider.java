package dev.baton.ops.torture;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Delivery;
import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * {@code bad-buffer:FILE}: as raw, but a slot that begins with one number is refused, and one that
 * begins with another kills its processor. No class path names it: torture and tests make a plug-in
 * of it, and their processors alone see that.
 */
public final class BadBufferSinkProvider implements SinkProvider {
  /** As a spec names it. */
  public static final String KIND = "bad-buffer";

  /** A slot that begins with it is refused. */
  public static final long REFUSED = 0x7FB0_BAD0_7FB0_BAD1L;

  /** A slot that begins with it kills its processor. */
  public static final long DEADLY = 0x7FB0_BAD0_7FB0_BAD2L;

  /** As a shell tells a death by SIGKILL. */
  private static final int KILLED = 128 + 9;

  private final SinkProvider raw =
      ServiceLoader.load(SinkProvider.class, SinkProvider.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .filter(each -> each.kind().equals("raw"))
          .findFirst()
          .orElseThrow();

  /**
   * Makes the plug-in, for {@code --plugins}: the class is Baton's own; what makes a plug-in of it
   * is the line that names it.
   */
  public static void makePlugin(Path plugins) throws IOException {
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(plugins.resolve(KIND + ".jar")))) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + SinkProvider.class.getName()));
      jar.write(BadBufferSinkProvider.class.getName().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** For {@link ServiceLoader}. */
  public BadBufferSinkProvider() {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String help() {
    return KIND + ":FILE  as raw, for torture";
  }

  @Override
  public void check(Spec spec) {
    raw.check(spec);
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) throws IOException {
    return new Picky(raw.open(spec, elements, position));
  }

  private static final class Picky implements Sink {
    private final Sink raw;
    private boolean atStart;

    Picky(Sink raw) {
      this.raw = raw;
    }

    @Override
    public void begin(Delivery delivery) throws IOException {
      raw.begin(delivery);
      atStart = true;
    }

    @Override
    public void write(ByteBuffer elements) throws IOException {
      long first =
          elements.remaining() < Long.BYTES || !atStart
              ? 0
              : elements.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(elements.position());
      atStart = false;
      raw.write(elements); // what is half written is the harder case
      if (first == DEADLY) {
        Runtime.getRuntime().halt(KILLED);
      } else if (first == REFUSED) {
        throw new BatonException(Reason.BAD_DATA, "a buffer that nobody wants", "");
      }
    }

    @Override
    public void end() throws IOException {
      raw.end();
    }

    @Override
    public void rollback() throws IOException {
      raw.rollback();
    }

    @Override
    public long position() {
      return raw.position();
    }

    @Override
    public void finish() throws IOException {
      raw.finish();
    }

    @Override
    public void close() throws IOException {
      raw.close();
    }
  }
}
