package dev.baton.deploy;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Delivery;
import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;
import dev.baton.processor.sink.RawSinkProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code picky:FILE}: as raw, but slots that begin with one number are refused, and one that begins
 * with another kills its processor.
 */
public final class PickyProvider implements SinkProvider {
  static final long REFUSED = Long.MIN_VALUE;
  static final long DEADLY = Long.MAX_VALUE;

  private final RawSinkProvider raw = new RawSinkProvider();

  @Override
  public String kind() {
    return "picky";
  }

  @Override
  public String help() {
    return "picky:FILE  for tests";
  }

  @Override
  public void check(Spec spec) {
    raw.check(spec);
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) throws IOException {
    return new Picky(raw.open(spec, elements, position));
  }

  private record Picky(Sink raw) implements Sink {
    @Override
    public void begin(Delivery delivery) throws IOException {
      raw.begin(delivery);
    }

    @Override
    public void write(ByteBuffer elements) throws IOException {
      long first = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(elements.position());
      raw.write(elements); // the half that is written is the harder case
      if (first == DEADLY) {
        Runtime.getRuntime().halt(Deaths.KILLED);
      } else if (first == REFUSED) {
        throw new BatonException(Reason.BAD_DATA, "nobody wants " + first, "");
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
