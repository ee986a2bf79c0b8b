package dev.baton.ops.torture;

import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.layout.Role;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * T16: a buffer that no processor survives, or that every sink refuses, is set aside after three
 * tries with its story; all others come out; and it comes out when it is requeued.
 */
final class BadBuffers implements TortureTest {
  private static final int BAD_DATA = 65;
  private static final int TRIES = 3;
  private static final int LOADED_SLOTS = 40;
  private static final long END_NANOS = TimeUnit.MINUTES.toNanos(5);

  /**
   * One bad buffer.
   *
   * @param loader the number of the loader that loads it, from 0
   * @param sequence which of the loader's slots it is, from 1
   */
  record Bad(boolean deadly, int loader, long sequence) {
    String outcome() {
      return deadly ? "died" : "refused";
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s loader-%d %d", outcome(), loader + 1, sequence);
    }
  }

  @Override
  public String id() {
    return "T16";
  }

  @Override
  public String title() {
    return "a buffer that kills, or fails, every processor: set aside, requeued, nothing else held"
        + " up";
  }

  /** In turn one that kills and one that is refused, any loader's, any of its slots. */
  private static List<Bad> bads(TortureOptions options) {
    SplittableRandom random = new SplittableRandom(options.seed() * 31 + 16);
    List<Bad> bads = new ArrayList<>();
    for (int i = 0; i < options.count(2, 20); i++) {
      bads.add(
          new Bad(i % 2 == 0, random.nextInt(options.loaders), 1 + random.nextInt(LOADED_SLOTS)));
    }
    return bads;
  }

  @Override
  public List<String> plan(TortureOptions options) {
    return bads(options).stream().map(Bad::toString).toList();
  }

  private static Shape shape(TortureOptions options) {
    Shape shape = options.shape();
    long bytes = (long) LOADED_SLOTS * shape.slotBytes() + shape.slotBytes() / 8 * 4L;
    return shape.withLoad(bytes, 0);
  }

  @Override
  public long space(TortureOptions options) {
    return shape(options).space();
  }

  @Override
  public void run(Lab lab, Outcome outcome) throws IOException {
    Path plugins = makePlugin(lab.base().resolve("plugins"));
    Sinks sinks =
        new Sinks(
            BadBufferSinkProvider.KIND,
            List.of("--plugins", plugins.toString(), "--max-attempts", Integer.toString(TRIES)));
    List<Bad> bads = bads(lab.options());
    for (int i = 0; i < bads.size() && !lab.isInterrupted(); i++) {
      Bad bad = bads.get(i);
      Round.run(
          lab,
          outcome,
          "T16-" + (i + 1) + "-" + bad.outcome(),
          shape(lab.options()).to(sinks),
          List.of(bad.toString()),
          line -> run(lab, line, bad, outcome));
      lab.says().accept("T16  " + (i + 1) + " of " + bads.size() + " bad buffers");
    }
  }

  private static Path makePlugin(Path plugins) throws IOException {
    Files.createDirectory(plugins);
    BadBufferSinkProvider.makePlugin(plugins);
    return plugins;
  }

  private static void run(Lab lab, Line line, Bad bad, Outcome outcome)
      throws IOException, InterruptedException {
    int slotBytes = line.shape().slotBytes();
    long marker = bad.deadly() ? BadBufferSinkProvider.DEADLY : BadBufferSinkProvider.REFUSED;
    Input input = line.inputs().get(bad.loader()).withBad(bad.sequence(), slotBytes, marker);
    line.replaceInput(bad.loader(), input);
    byte[] content = slot(input.file(), (bad.sequence() - 1) * slotBytes, slotBytes);
    line.members(Role.PROCESSOR).forEach(each -> each.mayEndWith(BAD_DATA));

    line.start();
    line.await("the end of data", END_NANOS, line::isDone);
    outcome.killed();
    requireOneTold(line);
    String name = requireStory(line, bad, content);

    requeue(lab, line, name);
    Path again = line.file("again.raw");
    Member another = line.another("again", lab.launchers(), "raw:" + again);
    another.start(0, Optional.empty());
    if (!another.await(END_NANOS) || !another.isDone()) {
      throw new LineFailure("the processor of what was requeued did not come to its end");
    }
    require("what was requeued", Arrays.equals(content, Files.readAllBytes(again)));
    require("nothing set aside any more", new SetAside(line.channel()).isEmpty());
  }

  private static byte[] slot(Path file, long start, int bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(start);
      return in.readNBytes(bytes);
    }
  }

  private static void requireOneTold(Line line) {
    long told =
        line.members(Role.PROCESSOR).stream().filter(each -> each.exitCode() == BAD_DATA).count();
    require("one processor that ends with 65, found " + told, told == 1);
  }

  /** There is one array, it is the one, and its story is true; its name. */
  private static String requireStory(Line line, Bad bad, byte[] content) throws IOException {
    SetAside aside = new SetAside(line.channel());
    List<String> names = aside.names();
    require("one array set aside, found " + names, names.size() == 1);
    SetAsideStory story = aside.story(names.get(0));
    String outcomes = String.join(" ", Collections.nCopies(TRIES, bad.outcome()));
    require(
        "outcomes '" + outcomes + "', found '" + story.outcomes() + "'",
        story.outcomes().equals(outcomes) && story.attempts() == TRIES);
    long offset = (bad.sequence() - 1) * content.length / Shape.ITEM_BYTES;
    String place = "loader-" + (bad.loader() + 1) + " " + bad.sequence() + " " + offset;
    String found = story.loader() + " " + story.sequence() + " " + story.position().offset();
    require("the story of " + place + ", found " + found, found.equals(place));
    byte[] array = Files.readAllBytes(aside.array(story.name()));
    byte[] elements =
        Arrays.copyOfRange(array, Math.max(0, array.length - content.length), array.length);
    require("the bad buffer's own content in set-aside", Arrays.equals(content, elements));
    return story.name();
  }

  private static void requeue(Lab lab, Line line, String name)
      throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(
                lab.launchers().resolve("baton").toString(),
                "set-aside",
                "requeue",
                line.channel().toString(),
                name)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(line.file("logs/requeue.log").toFile()))
            .start()
            .waitFor();
    require("baton set-aside requeue to succeed, found exit code " + code, code == 0);
  }

  private static void require(String what, boolean isSo) {
    if (!isSo) {
      throw new LineFailure("expected " + what);
    }
  }
}
