package dev.baton.ops.aside;

import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Output;
import dev.baton.report.Figures;
import dev.baton.report.Table;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton set-aside ls}: which arrays there are. */
@Command(
    name = "ls",
    description = "Lists the arrays that were set aside.",
    footerHeading = "%nExamples:%n",
    footer = "  baton set-aside ls /dev/shm/c --format json")
final class ListCommand implements Callable<Integer> {
  @Mixin ChannelArgument channel;
  @Mixin Output output;

  @Override
  public Integer call() throws IOException {
    ChannelDirectory directory = channel.get();
    directory.check();
    SetAside aside = new SetAside(directory);
    List<SetAsideStory> stories = new ArrayList<>();
    for (String name : aside.names()) {
      stories.add(aside.story(name));
    }
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", directory.toString());
      fields.put("set_aside", stories.stream().map(SetAsideStory::fields).toList());
      output.json(fields);
    } else if (stories.isEmpty()) {
      output.text("nothing is set aside in channel " + directory);
    } else {
      output.text(table(stories).toString());
    }
    return 0;
  }

  private static Table table(List<SetAsideStory> stories) {
    Table table =
        new Table("NAME", "LOADER", ">SEQUENCE", ">ELEMENTS", ">TRIES", "SET ASIDE", "BY", "HOW");
    for (SetAsideStory story : stories) {
      table.add(
          story.name(),
          story.loader(),
          Figures.count(story.sequence()),
          Figures.count(story.length()),
          Integer.toString(story.attempts()),
          story.when().truncatedTo(ChronoUnit.SECONDS).toString(),
          story.by(),
          story.outcomes());
    }
    return table;
  }
}
