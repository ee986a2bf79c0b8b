package dev.baton.loader.source;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Elements;
import dev.baton.io.Kinds;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code spool:DIR}: files that others move into a directory, each loaded once, in the order of
 * their names. What a file holds its name says, as for any source, or {@code kind=}.
 */
public final class SpoolSourceProvider implements SourceProvider {
  private static final String GLOB = "glob";
  private static final String WAIT = "wait";
  private static final String KIND = "kind";

  @Override
  public String kind() {
    return "spool";
  }

  @Override
  public String help() {
    return "spool:DIR?glob=*.csv&wait=yes|no&kind=text&...  files moved into a directory, each once";
  }

  @Override
  public Source open(Spec spec, Elements elements) {
    throw new UnsupportedOperationException("a spool's files are of other kinds: give them all");
  }

  @Override
  public Source open(Spec spec, Elements elements, Kinds<SourceProvider> kinds) throws IOException {
    String glob = spec.option(GLOB).orElse("*");
    Map<String, String> options = new LinkedHashMap<>(spec.options());
    options.keySet().removeAll(List.of(GLOB, WAIT, KIND));
    SpoolFormat format = new SpoolFormat(kinds, spec.option(KIND), options, elements);
    int rowLength = format.check(spec, glob);
    boolean wait = spec.choice(WAIT, "yes", List.of("yes", "no")).equals("yes");
    return new SpoolSource(
        new Spool(directory(spec), glob), format, Math.max(rowLength, elements.rowLength()), wait);
  }

  private static Path directory(Spec spec) throws IOException {
    try {
      Path path = Path.of(spec.argument());
      if (spec.argument().isEmpty() || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new BatonException(
            Reason.NO_INPUT,
            "spool:"
                + path
                + ": expected a directory, and no symbolic link to one, found "
                + (Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? "something else" : "nothing"),
            "mkdir -p " + path);
      }
      if (!Files.isWritable(path)) {
        throw new BatonException(
            Reason.PERMISSION,
            "spool:" + path + ": expected a directory to move files in, found a read-only one",
            "give the user that runs this write access to it");
      }
      return path.toRealPath();
    } catch (InvalidPathException invalid) {
      throw spec.usage("'" + spec.argument() + "' is no path: " + invalid.getReason());
    }
  }
}
