package dev.baton.ops;

import dev.baton.array.Dtype;
import dev.baton.channel.Channel;
import dev.baton.channel.Loader;
import dev.baton.channel.Processor;
import dev.baton.layout.Geometry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A channel all of whose members were killed: {@code reader} has published two slots, one of which
 * {@code writer} released, and was filling a third; {@code writer} had borrowed the second.
 */
public final class DeadChannel {
  /** Elements of a slot. */
  public static final int LENGTH = 1000;

  private DeadChannel() {}

  /** Makes it, with four slots, by a process of its own that is killed. */
  public static void make(Path path) throws IOException, InterruptedException {
    Process process = ChildJvm.start(List.of(), DeadChannel.class, path);
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      if (!"holding".equals(line)) {
        throw new AssertionError("expected 'holding', found '" + line + "'");
      }
      process.destroyForcibly();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("process " + process.pid() + " outlives SIGKILL");
      }
    }
  }

  /** The process that is to be killed. */
  public static void main(String... arguments) throws IOException {
    try (Channel channel =
            Channel.create(Path.of(arguments[0]), new Geometry(4, LENGTH, Dtype.F4, 1));
        Loader loader = channel.attachLoader("reader", 1);
        Processor processor = channel.attachProcessor("writer", 1)) {
      for (int slot = 0; slot < 2; slot++) {
        var claimed = loader.poll();
        var floats = claimed.array().floatBuffer();
        for (int i = 0; i < LENGTH; i++) {
          floats.put(slot * LENGTH + i);
        }
        claimed.publish(slot == 0 ? LENGTH : LENGTH / 2);
      }
      processor.poll().release();
      processor.poll();
      loader.poll();
      System.out.println("holding");
      while (System.in.read() >= 0) {
        System.out.println("still here");
      }
    }
  }
}
