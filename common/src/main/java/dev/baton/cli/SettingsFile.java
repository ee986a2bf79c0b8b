package dev.baton.cli;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Suggestion;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * A {@code --config} file: Java properties in UTF-8, whose keys are option names without dashes.
 */
final class SettingsFile {
  private final Path path;
  private final Properties properties;

  private SettingsFile(Path path, Properties properties) {
    this.path = path;
    this.properties = properties;
  }

  /**
   * Reads the file.
   *
   * @param known all keys that may stand in it
   * @throws BatonException {@link Reason#NO_INPUT} if it cannot be read, {@link
   *     Reason#CONFIGURATION} for an unknown key
   */
  static SettingsFile read(Path path, Set<String> known) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(path)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new BatonException(
          Reason.NO_INPUT,
          "cannot read the configuration: " + Failure.sentence(e, path.toString()),
          "name a file of lines 'option = value' with --config",
          e);
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (!known.contains(key)) {
        throw unknown(path, key, known);
      }
    }
    return new SettingsFile(path, properties);
  }

  /** The value of a key, or null. */
  String get(String key) {
    return properties.getProperty(key);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static BatonException unknown(Path path, String key, Set<String> known) {
    return new BatonException(
        Reason.CONFIGURATION,
        path + ": unknown key '" + key + "', expected " + String.join(" ", new TreeSet<>(known)),
        Suggestion.of(key, known).map(near -> "did you mean '" + near + "'?").orElse(""));
  }
}
