package example;

import dev.baton.io.Delivery;
import dev.baton.io.Elements;
import dev.baton.io.Sink;
import dev.baton.io.SinkProvider;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code count:FILE}: writes how many elements came to a file, once no more will come. */
public final class CountProvider implements SinkProvider {
  @Override
  public String kind() {
    return "count";
  }

  @Override
  public String help() {
    return "count:FILE  the number of elements, written at the end";
  }

  @Override
  public void check(Spec spec) {
    spec.allow();
    if (spec.argument().isEmpty()) {
      throw spec.usage("expected count:FILE");
    }
  }

  @Override
  public Sink open(Spec spec, Elements elements, long position) {
    check(spec);
    return new Count(Path.of(spec.argument()), elements.dtype().itemSize(), position);
  }

  private static final class Count implements Sink {
    private final Path file;
    private final int itemSize;
    private long complete;
    private long current;

    Count(Path file, int itemSize, long position) {
      this.file = file;
      this.itemSize = itemSize;
      this.complete = position;
    }

    @Override
    public void begin(Delivery delivery) {
      current = 0;
    }

    @Override
    public void write(ByteBuffer elements) {
      current += elements.remaining() / itemSize;
      elements.position(elements.limit());
    }

    @Override
    public void end() {
      complete += current;
    }

    @Override
    public void rollback() {
      current = 0;
    }

    @Override
    public long position() {
      return complete; // A restarted processor hands it to open: no slot is counted twice.
    }

    @Override
    public void finish() throws IOException {
      Files.writeString(file, complete + "\n");
    }

    @Override
    public void close() {}
  }
}
