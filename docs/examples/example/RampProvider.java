package example;

import dev.baton.array.Dtype;
import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourcePosition;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import java.nio.ByteBuffer;

/** {@code ramp:?count=N}: the numbers 0, 1, 2 ... N - 1. */
public final class RampProvider implements SourceProvider {
  @Override
  public String kind() {
    return "ramp";
  }

  @Override
  public String help() {
    return "ramp:?count=N  the numbers 0, 1, 2 ... N - 1, as <f4";
  }

  @Override
  public Source open(Spec spec, Elements elements) {
    spec.allow("count");
    if (!elements.dtype().equals(Dtype.F4)) {
      throw spec.usage("expected a channel of <f4, found " + elements.dtype());
    }
    return new Ramp(spec.number("count", 100, 0, 1 << 24));
  }

  private static final class Ramp implements Source {
    private final long count;
    private long next;

    Ramp(long count) {
      this.count = count;
    }

    @Override
    public Supply fill(ByteBuffer target) {
      while (target.hasRemaining() && next < count) {
        target.putFloat(next++);
      }
      return next < count ? Supply.MORE : Supply.END;
    }

    @Override
    public void position(SourcePosition into) {
      into.offset = next;
    }

    @Override
    public void resume(SourcePosition from) {
      next = from.offset;
    }

    @Override
    public void close() {}
  }
}
