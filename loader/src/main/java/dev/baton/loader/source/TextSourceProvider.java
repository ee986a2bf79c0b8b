package dev.baton.loader.source;

import dev.baton.io.Elements;
import dev.baton.io.Source;
import dev.baton.io.SourceProvider;
import dev.baton.io.Spec;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * {@code text:FILE}: numbers in a text, in free form or in columns, compressed with gzip or not;
 * {@code text:-} is standard input. {@code docs/text-format.md} says what is read and how.
 */
public final class TextSourceProvider implements SourceProvider {
  @Override
  public String kind() {
    return "text";
  }

  @Override
  public Set<String> endings() {
    return Set.of(".txt", ".csv", ".tsv", ".dat");
  }

  @Override
  public String help() {
    return "text:FILE|-?columns=2,NAME&delimiter=,&header=auto|skip|none&bad=fail|skip|nan"
        + "&compression=auto|gzip|none&shard=K/N  numbers in a text";
  }

  @Override
  public Source open(Spec spec, Elements elements) throws IOException {
    TextOptions options = TextOptions.of(spec, elements.dtype());
    Optional<Shard> shard = Shard.of(spec);
    if (shard.isPresent()) {
      return ShardSource.open(spec, file -> lines(file, shard.get(), options, elements));
    }
    ByteInput input = ByteInput.open(spec);
    try {
      return new TextSource(input, options, elements.dtype()).checkColumns();
    } catch (IOException | RuntimeException refused) {
      input.close();
      throw refused;
    }
  }

  /** The lines that begin in a part of the file's bytes, and behind its head. */
  private static Source lines(FileInput file, Shard shard, TextOptions options, Elements elements)
      throws IOException {
    TextHead head = new TextHead(file.name(), new TextWindow(file), options);
    boolean hasLines = head.readAll();
    long size = file.length();
    long headEnd = hasLines ? head.end() : size;
    long from = Math.max(headEnd, LineStart.atOrBehind(file, shard.from(size)));
    long to = Math.max(headEnd, LineStart.atOrBehind(file, shard.to(size)));
    ShardInput input = new ShardInput(shard.name(file, from), file, from, to);
    return hasLines
        ? new TextSource(input, options, elements.dtype(), head)
        : new TextSource(input, options, elements.dtype());
  }
}
