package dev.baton.cli;

import dev.baton.error.BatonException;
import dev.baton.report.Terminal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where options get their values: command line, else environment, else file, else default. {@code
 * --slot-length} is {@code BATON_SLOT_LENGTH} in the environment and {@code slot-length} in the
 * file.
 *
 * <p>The one place, with {@link CommandRunner}, that sees the environment.
 */
public final class Settings implements IDefaultValueProvider {
  private static final String DEFAULT = "default";

  private final Map<String, String> environment;
  private SettingsFile file;
  private BatonException refusal;

  Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The settings of the command that runs. */
  public static Settings of(CommandSpec command) {
    return (Settings) command.defaultValueProvider();
  }

  /** An option's name in the environment. */
  static String variable(OptionSpec option) {
    return "BATON_" + key(option).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Asked by picocli for every option that is not on the command line. */
  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && isSetting(option) ? given(option) : null;
  }

  /** The options of a command that was parsed, by name, with their values and origins. */
  public List<Setting> list(CommandSpec command) {
    return command.options().stream()
        .filter(option -> isSetting(option) && !option.hidden())
        .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
        .map(
            option ->
                new Setting(
                    option.longestName(),
                    variable(option),
                    text(option.getValue()),
                    origin(option)))
        .toList();
  }

  /** The environment, for a command that runs another one. */
  public CommandRunner runnerOf(Object command) {
    return new CommandRunner(command, environment);
  }

  /** Whether the user's environment allows colours on a terminal. */
  public boolean wantsColors() {
    return Terminal.wantsColors(environment);
  }

  /** Writes all settings to the log, at DEBUG. */
  public void log(CommandSpec command, Logger log) {
    if (log.isDebugEnabled()) {
      for (Setting setting : list(command)) {
        log.atDebug()
            .addKeyValue("option", setting.option())
            .addKeyValue("value", setting.value())
            .addKeyValue("origin", setting.origin())
            .log("setting");
      }
    }
  }

  /** Throws what stood against reading the file. Picocli would wrap it up if we threw at once. */
  void check() {
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Where the value of a parsed option came from. */
  String origin(OptionSpec option) {
    if (option.command().commandLine().getParseResult() != null
        && option.command().commandLine().getParseResult().hasMatchedOption(option)) {
      return "command line";
    }
    return givenOrigin(option);
  }

  /** As {@link #origin}, for an option that is not on the command line. */
  String givenOrigin(OptionSpec option) {
    if (fromEnvironment(option) != null) {
      return "environment " + variable(option);
    }
    return fromFile(option) != null ? "file " + file : DEFAULT;
  }

  private String given(OptionSpec option) {
    String value = fromEnvironment(option);
    return value != null ? value : fromFile(option);
  }

  /** An empty variable counts as none: compose files pass on what is not set as empty. */
  private String fromEnvironment(OptionSpec option) {
    String value = environment.get(variable(option));
    return value == null || value.isEmpty() ? null : value;
  }

  private String fromFile(OptionSpec option) {
    if (file == null && refusal == null) {
      readFile(option.command());
    }
    return file == null || isConfig(option) ? null : file.get(key(option));
  }

  private void readFile(CommandSpec command) {
    OptionSpec config = command.findOption(StandardOptions.CONFIG);
    Path path = config == null ? null : config.getValue();
    if (path == null && config != null && fromEnvironment(config) != null) {
      path = Path.of(fromEnvironment(config));
    }
    if (path != null) {
      try {
        file = SettingsFile.read(path, keys(command));
      } catch (BatonException refused) {
        refusal = refused;
      }
    }
  }

  private static Set<String> keys(CommandSpec command) {
    return command.options().stream()
        .filter(option -> isSetting(option) && !isConfig(option))
        .map(Settings::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static boolean isConfig(OptionSpec option) {
    return option.longestName().equals(StandardOptions.CONFIG);
  }

  private static boolean isSetting(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp();
  }

  private static String text(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(Object::toString).collect(Collectors.joining(" ; "));
    }
    return value instanceof Optional<?> maybe
        ? maybe.map(Object::toString).orElse("")
        : Objects.toString(value, "");
  }
}
