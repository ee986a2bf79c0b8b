package dev.baton.ops.aside;

import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.ops.options.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton set-aside show}: the story of arrays. */
@Command(
    name = "show",
    description = "Shows the story of arrays that were set aside, and where each is.",
    footerHeading = "%nExamples:%n",
    footer = "  baton set-aside show /dev/shm/c loader-1-57-3.12")
final class ShowCommand implements Callable<Integer> {
  @Mixin NamedArrays arrays;
  @Mixin Output output;

  @Override
  public Integer call() throws IOException {
    SetAside aside = new SetAside(arrays.directory());
    List<Map<String, Object>> all = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String name : arrays.names()) {
      SetAsideStory story = aside.story(name);
      Map<String, Object> fields = story.fields();
      fields.put("array", aside.array(name).toString());
      all.add(fields);
      lines.add(text(story, aside.array(name)));
    }
    if (output.isJson()) {
      output.json(all);
    } else {
      output.text(String.join("\n\n", lines));
    }
    return 0;
  }

  private static String text(SetAsideStory story, Path array) {
    StringBuilder text = new StringBuilder(story.name()).append('\n');
    SetAsideStory.Position at = story.position();
    add(text, "array", array + ", " + story.length() + " x " + story.dtype() + rows(story));
    add(text, "filled by", "loader " + story.loader() + ", its slot number " + story.sequence());
    add(text, "values", "from " + story.offset() + " on, counted from 0, in what it has published");
    add(
        text,
        "source",
        "number "
            + at.source()
            + ", from offset "
            + at.offset()
            + (at.line() > 0 ? ", line " + at.line() : ""));
    add(text, "stood in", "slot " + story.slot() + ", generation " + story.generation());
    add(text, "set aside", story.when() + " by " + story.by());
    if (!story.damage().isEmpty()) {
      add(text, "why", story.damage());
    }
    add(text, "tries", story.attempts() + " failed");
    for (SetAsideStory.Try each : story.tries()) {
      add(
          text,
          "",
          each.when()
              + "  "
              + each.processor()
              + ", start "
              + each.incarnation()
              + ": "
              + (each.outcome().equals("died") ? "it died" : "its sink refused the data"));
    }
    return text.toString().stripTrailing();
  }

  private static String rows(SetAsideStory story) {
    return story.rowLength() == 1 ? "" : " in rows of " + story.rowLength();
  }

  private static void add(StringBuilder text, String what, String value) {
    text.append(String.format("  %-10s %s%n", what, value));
  }
}
