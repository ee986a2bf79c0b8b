package dev.baton.ops.config;

import dev.baton.cli.Program;
import dev.baton.cli.Setting;
import dev.baton.cli.Settings;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.ops.options.Output;
import dev.baton.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code baton config explain}: each option of a command with its value, and where that is from.
 */
@Command(
    name = "explain",
    description = {
      "Shows each option of a command, here and now: its name in the environment, its value, and where the value comes"
          + " from: command line, environment, file or default. Nothing is run.",
      "Without a command it shows what environment and file say to loader and processor."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton config explain",
      "  baton config explain loader --config /etc/baton/loader.properties --slots 16",
      "  baton config explain status"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final String PREFIX = "baton-";

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "loader, processor or a command of baton, with options as it would be run.")
  private List<String> words = new ArrayList<>();

  @Mixin private Output output;

  private CommandSpec spec;

  /** What follows the command is its own, also where this one has an option of that name. */
  @Spec
  void spec(CommandSpec command) {
    spec = command;
    spec.parser().stopAtPositional(true);
  }

  @Override
  public Integer call() {
    Map<String, List<Setting>> explained = new LinkedHashMap<>();
    if (words.isEmpty()) {
      programs().forEach((name, program) -> explained.put(name, fromOutside(program)));
    } else {
      explained.put(words.get(0), settings());
    }
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      explained.forEach(
          (name, settings) ->
              fields.put(name, settings.stream().map(ExplainCommand::fields).toList()));
      output.json(fields);
    } else {
      explained.forEach((name, settings) -> output.text(text(name, settings)));
    }
    return 0;
  }

  /** Each program by its name, without what all names have in common. */
  private static Map<String, Program> programs() {
    Map<String, Program> programs = new TreeMap<>();
    for (Program program : ServiceLoader.load(Program.class)) {
      String name = new CommandLine(program).getCommandName();
      programs.put(name.replaceFirst("^" + PREFIX, ""), program);
    }
    return programs;
  }

  private List<Setting> fromOutside(Program program) {
    return Settings.of(spec).runnerOf(program).explain().stream()
        .filter(setting -> !setting.origin().equals("default"))
        .toList();
  }

  private List<Setting> settings() {
    String command = words.get(0);
    List<String> arguments = words.subList(1, words.size());
    Map<String, Program> programs = programs();
    Program program = programs.get(command.replaceFirst("^" + PREFIX, ""));
    if (program != null) {
      return Settings.of(spec).runnerOf(program).explain(arguments.toArray(String[]::new));
    }
    CommandSpec baton = spec.root();
    if (!baton.subcommands().containsKey(command)) {
      throw new BatonException(
          Reason.USAGE,
          "unknown command '"
              + command
              + "', expected one of "
              + String.join(" ", programs.keySet())
              + " "
              + String.join(" ", baton.subcommands().keySet()),
          "");
    }
    return Settings.of(spec).runnerOf(baton.userObject()).explain(words.toArray(String[]::new));
  }

  private static String text(String name, List<Setting> settings) {
    if (settings.isEmpty()) {
      return name + ": environment and file say nothing\n";
    }
    Table table = new Table("OPTION", "VALUE", "FROM", "IN THE ENVIRONMENT");
    for (Setting setting : settings) {
      table.add(setting.option(), setting.value(), setting.origin(), setting.variable());
    }
    return name + ":\n" + table;
  }

  private static Map<String, Object> fields(Setting setting) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("option", setting.option());
    fields.put("variable", setting.variable());
    fields.put("value", setting.value().isEmpty() ? null : setting.value());
    fields.put("origin", setting.origin());
    return fields;
  }
}
