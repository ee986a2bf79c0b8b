package dev.baton.ops.aside;

import dev.baton.aside.SetAsideStory;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.logging.Logging;
import dev.baton.ops.options.Output;
import dev.baton.report.TerminalStream;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton set-aside requeue}: arrays back into the channel. */
@Command(
    name = "requeue",
    description = {
      "Publishes arrays that were set aside once more, and removes them from there.",
      "They come from a loader named set-aside, which ends at once: behind everything that is published already, with tries"
          + " counted anew. Killed on the way and run again, it publishes nothing twice.",
      "A processor has to run, or to be started: one that had come to its end under the same name and with the same sink"
          + " begins its output anew, so give it another --name and --sink."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton set-aside requeue /dev/shm/c loader-1-57-3.12",
      "  baton set-aside ls /dev/shm/c --format json | jq -r '.set_aside[].name' | xargs baton set-aside requeue /dev/shm/c"
    })
final class RequeueCommand implements Callable<Integer> {
  private static final double MOST_SECONDS = 1e6;

  @Mixin NamedArrays arrays;

  @Option(
      names = "--wait",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds to wait for a free slot (default: ${DEFAULT-VALUE}).")
  double wait;

  @Mixin Output output;

  @Override
  public Integer call() throws IOException {
    if (!(wait >= 0 && wait <= MOST_SECONDS)) {
      throw new BatonException(Reason.USAGE, "--wait " + wait + ": expected seconds from 0", "");
    }
    ChannelDirectory directory = arrays.directory();
    Logging.ofCommand("baton set-aside").startOn(TerminalStream.standardError());
    Returning returning = new Returning(directory, Duration.ofMillis((long) (wait * 1000)));
    List<SetAsideStory> stories = returning.stories(arrays.names());
    List<Map<String, Object>> returned = new ArrayList<>();
    for (SetAsideStory story : stories) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", story.name());
      fields.put("sequence", returning.run(story));
      returned.add(fields);
    }
    report(directory, returned);
    return 0;
  }

  private void report(ChannelDirectory directory, List<Map<String, Object>> returned) {
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", directory.toString());
      fields.put("loader", Returning.NAME);
      fields.put("requeued", returned);
      output.json(fields);
    } else {
      for (Map<String, Object> each : returned) {
        output.text(
            "requeued "
                + each.get("name")
                + " as number "
                + each.get("sequence")
                + " of loader "
                + Returning.NAME);
      }
    }
  }
}
