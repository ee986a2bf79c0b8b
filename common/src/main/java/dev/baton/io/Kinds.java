package dev.baton.io;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The kinds of source, or of sink, by name and by file name ending. Immutable.
 *
 * @param <P> {@link SourceProvider} or {@link SinkProvider}
 */
public final class Kinds<P> {
  private static final String TEXT = "text";
  private static final String STANDARD_STREAM = "-";
  private static final String COMPRESSED = ".gz";

  /**
   * A spec and the provider of its kind.
   *
   * @param <P> {@link SourceProvider} or {@link SinkProvider}
   */
  public record Found<P>(P provider, Spec spec) {}

  /** What a provider says of itself, asked once. */
  record Entry<P>(String kind, Set<String> endings, String help, P provider) {
    /** A provider that answers null is broken; whoever loads it says so. */
    Entry {
      Objects.requireNonNull(kind, "kind() answers null");
      Objects.requireNonNull(endings, "endings() answers null");
      Objects.requireNonNull(help, "help() answers null");
    }
  }

  private final String role;
  private final Map<String, Entry<P>> byName = new TreeMap<>();
  private final Map<String, Entry<P>> byEnding = new HashMap<>();

  /**
   * @param role source or sink, for messages
   */
  Kinds(String role, List<Entry<P>> entries) {
    this.role = role;
    for (Entry<P> entry : entries) {
      if (!entry.kind().matches("[a-z][a-z0-9-]*")) {
        throw refused(
            where(entry) + ": the name of a kind is [a-z][a-z0-9-]*, found '" + entry.kind() + "'",
            "mend kind() of the provider");
      }
      add(byName, entry.kind(), entry, "of kind '" + entry.kind() + "'");
      for (String ending : entry.endings()) {
        add(byEnding, ending, entry, "for files that end in '" + ending + "'");
      }
    }
  }

  /**
   * Finds the provider that a spec means. {@code kind:...} means that kind; {@code -} means text; a
   * bare path goes by its ending, in front of {@code .gz} if it has that, and without a known one
   * means text.
   *
   * @throws BatonException {@code USAGE} if the spec is wrong or empty
   */
  public Found<P> resolve(String text) {
    Spec spec = Spec.parse(text, names(), this::kindOfPath);
    Entry<P> entry = byName.get(spec.kind());
    if (entry == null || text.isEmpty()) {
      throw new BatonException(
          Reason.USAGE,
          "'" + text + "': expected a " + role + ", kind:argument?key=value or a path",
          "the kinds are " + String.join(" ", names()));
    }
    return new Found<>(entry.provider(), spec);
  }

  /** The names of all kinds, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** Each kind's line for {@code --help}, sorted by kind. */
  public List<String> help() {
    return byName.values().stream().map(Entry::help).toList();
  }

  private String kindOfPath(String path) {
    if (path.equals(STANDARD_STREAM)) {
      return TEXT;
    }
    String plain =
        path.endsWith(COMPRESSED) ? path.substring(0, path.length() - COMPRESSED.length()) : path;
    Optional<String> ending =
        byEnding.keySet().stream()
            .filter(plain::endsWith)
            .max((a, b) -> Integer.compare(a.length(), b.length()));
    return ending.map(found -> byEnding.get(found).kind()).orElse(TEXT);
  }

  private void add(Map<String, Entry<P>> map, String key, Entry<P> entry, String what) {
    Entry<P> other = map.putIfAbsent(key, entry);
    if (other != null) {
      throw refused(
          "two " + role + "s " + what + ": " + where(other) + " and " + where(entry),
          "take one of them off the class path or out of the --plugins directory");
    }
  }

  private String where(Entry<P> entry) {
    return PluginJars.describe(entry.provider().getClass());
  }

  private static BatonException refused(String problem, String hint) {
    return new BatonException(Reason.CONFIGURATION, problem, hint);
  }
}
