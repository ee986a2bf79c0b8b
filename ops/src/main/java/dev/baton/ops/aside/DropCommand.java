package dev.baton.ops.aside;

import dev.baton.aside.SetAside;
import dev.baton.ops.options.Output;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton set-aside drop}: removes arrays for good. */
@Command(
    name = "drop",
    description = "Removes arrays that were set aside, and their stories, for good.",
    footerHeading = "%nExamples:%n",
    footer = "  baton set-aside drop /dev/shm/c loader-1-57-3.12")
final class DropCommand implements Callable<Integer> {
  @Mixin NamedArrays arrays;
  @Mixin Output output;

  @Override
  public Integer call() throws IOException {
    SetAside aside = new SetAside(arrays.directory());
    List<String> names = arrays.names();
    for (String name : names) {
      aside.remove(name);
    }
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", arrays.directory().toString());
      fields.put("dropped", names);
      output.json(fields);
    } else {
      output.text("dropped " + String.join(" ", names));
    }
    return 0;
  }
}
