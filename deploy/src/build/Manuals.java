import dev.baton.cli.CommandRunner;
import dev.baton.loader.LoaderCommand;
import dev.baton.ops.BatonCommand;
import dev.baton.processor.ProcessorCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Writes what a system wants to have beside the commands, from what picocli knows of them, so that it is said in one
 * place: a man page for each, in roff, and bash completions; and the changelog that Debian asks of a package. The
 * build runs this.
 */
final class Manuals {
  private final String version;
  private final String date;
  private final StringBuilder page = new StringBuilder();

  private Manuals(String version, String date) {
    this.version = version;
    this.date = date;
  }

  /**
   * Takes the directory to write to, as {@code /usr/share} is laid out, the version, the date, whom the package is from, and the
   * directory of the pages that are written by hand.
   */
  public static void main(String[] args) throws IOException {
    Path share = Path.of(args[0]);
    for (Object command : List.of(new BatonCommand(), new LoaderCommand(), new ProcessorCommand())) {
      CommandLine line = new CommandRunner(command, Map.of()).commandLine();
      pages(line, share.resolve("man/man1"), args[1], args[2]);
      String name = line.getCommandName();
      Path completion = share.resolve("bash-completion/completions").resolve(name);
      Files.createDirectories(completion.getParent());
      // Sourced, never run.
      Files.writeString(completion, AutoComplete.bash(name, line).replaceFirst("^#!.*\n", ""));
    }
    written(Path.of(args[4]), share.resolve("man/man1"), args[1], args[2]);
    changelog(share.resolve("doc/baton"), args[1], args[2], args[3]);
  }

  /** Pages of commands that picocli knows nothing of. */
  private static void written(Path from, Path to, String version, String date) throws IOException {
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(from, "*.1")) {
      for (Path page : pages) {
        String text = Files.readString(page).replace("@VERSION@", version).replace("@DATE@", date);
        Files.write(to.resolve(page.getFileName() + ".gz"), compressed(text));
      }
    }
  }

  /** As deb-changelog(5) has it; what changed stands in CHANGELOG.md beside it. */
  private static void changelog(Path to, String version, String date, String maintainer) throws IOException {
    String when = DateTimeFormatter.RFC_1123_DATE_TIME.format(OffsetDateTime.parse(date));
    String text =
        "baton (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md.\n\n -- %s  %s\n"
            .formatted(version.replace('-', '~'), maintainer, when.replace("GMT", "+0000"));
    Files.createDirectories(to);
    Files.write(to.resolve("changelog.gz"), compressed(text));
  }

  private static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    byte[] compressed = bytes.toByteArray();
    compressed[8] = 2; // says that it is compressed as far as it goes, which Debian asks for
    return compressed;
  }

  private static void pages(CommandLine command, Path to, String version, String date)
      throws IOException {
    Files.createDirectories(to);
    String name = command.getCommandSpec().qualifiedName("-");
    String text = new Manuals(version, date).page(command);
    Files.write(to.resolve(name + ".1.gz"), compressed(text));
    for (CommandLine sub : command.getSubcommands().values()) {
      if (!sub.getCommandSpec().usageMessage().hidden()) {
        pages(sub, to, version, date);
      }
    }
  }

  private String page(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    Help help = command.getHelp();
    String name = spec.qualifiedName("-");
    raw(".TH " + name.toUpperCase(Locale.ROOT) + " 1 " + date + " \"Baton " + version + "\" \"User Commands\"");
    raw(".nh\n.ad l");
    section("NAME");
    String[] description = usage.description();
    text(name + " - " + (description.length == 0 ? "a command of baton" : firstSentence(description[0])));
    section("SYNOPSIS");
    text(help.synopsis(0).strip().replaceAll("\\s+", " "));
    section("DESCRIPTION");
    for (String paragraph : description) {
      raw(".PP");
      text(formatted(paragraph));
    }
    arguments(spec);
    subcommands(command);
    ownSections(command, help);
    section("EXIT STATUS");
    usage.exitCodeList().forEach(this::item);
    environment(spec);
    if (usage.footer().length > 0) {
      section("EXAMPLES");
      verbatim(formatted(String.join("\n", usage.footer())));
    }
    section("SEE ALSO");
    text("baton(1), baton-loader(1), baton-processor(1)");
    return page.toString();
  }

  private void arguments(CommandSpec spec) {
    section("OPTIONS");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        item(parameter.paramLabel(), description(parameter));
      }
    }
    for (OptionSpec option : spec.options().stream().sorted(Manuals::byName).toList()) {
      if (!option.hidden()) {
        String value = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
        item(String.join(", ", option.names()) + value, description(option));
      }
    }
  }

  private void subcommands(CommandLine command) {
    if (!command.getSubcommands().isEmpty()) {
      section("COMMANDS");
    }
    for (CommandLine sub : command.getSubcommands().values()) {
      UsageMessageSpec usage = sub.getCommandSpec().usageMessage();
      if (!usage.hidden()) {
        String what = usage.description().length == 0 ? "" : usage.description()[0];
        item(sub.getCommandSpec().qualifiedName("-") + "(1)", formatted(what));
      }
    }
  }

  /** What a command adds to its help, {@code dev.baton.cli.HelpSection}: its first line is the heading. */
  private void ownSections(CommandLine command, Help help) {
    List<String> usual = new CommandLine(CommandSpec.create()).getHelpSectionKeys();
    for (String key : command.getHelpSectionKeys()) {
      if (!usual.contains(key)) {
        String lines = command.getHelpSectionMap().get(key).render(help).strip();
        section(key.toUpperCase(Locale.ROOT));
        verbatim(lines.substring(lines.indexOf('\n') + 1));
      }
    }
  }

  private void environment(CommandSpec spec) {
    section("ENVIRONMENT");
    raw(".PP");
    text("Every option may be given in the environment or in a file (--config) as well: the command line wins, then the "
        + "environment, then the file. A variable is the option in capitals behind BATON_:");
    for (OptionSpec option : spec.options().stream().sorted(Manuals::byName).toList()) {
      if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
        String variable = option.longestName().replaceFirst("^-+", "").replace('-', '_');
        item("BATON_" + variable.toUpperCase(Locale.ROOT), option.longestName());
      }
    }
  }

  private static int byName(OptionSpec a, OptionSpec b) {
    return a.longestName().compareTo(b.longestName());
  }

  private static String description(ArgSpec argument) {
    return formatted(String.join(" ", argument.description()));
  }

  /** Descriptions are format strings: {@code %n} is a line break. */
  private static String formatted(String text) {
    return String.format(text).replaceFirst("^\\R", "");
  }

  private static String firstSentence(String text) {
    String first = formatted(text).replaceFirst("(?s)[.:](\\s.*)?$", "");
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }

  private void section(String name) {
    raw(".SH \"" + name + "\"");
  }

  private void item(String term, String what) {
    raw(".TP");
    raw("\\fB" + escaped(term) + "\\fR");
    text(what.strip());
  }

  private void verbatim(String lines) {
    raw(".nf");
    text(lines.stripTrailing());
    raw(".fi");
  }

  /** Text of several lines; none of them is taken for a request. */
  private void text(String lines) {
    lines.lines().forEach(line -> raw((line.startsWith(".") || line.startsWith("'") ? "\\&" : "") + escaped(line)));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  private void raw(String line) {
    page.append(line).append('\n');
  }
}
