package dev.baton.cli;

import dev.baton.crash.CrashPoint;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.report.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Runs a picocli command as a process: options from the environment and a file, exit codes, one
 * line for every failure.
 */
public final class CommandRunner {
  /** Separates the values of an option that may be given several times, wherever it is given. */
  private static final String SEPARATOR = "\\R|\\s+;\\s+";

  private final CommandLine commandLine;
  private final Settings settings;

  /**
   * Prepares a command.
   *
   * @param command an object with picocli's annotations that is a {@code Callable<Integer>} or a
   *     {@code Runnable}; it gets the {@link StandardOptions} without asking
   * @param environment the process's environment
   */
  public CommandRunner(Object command, Map<String, String> environment) {
    this.settings = new Settings(environment);
    this.commandLine = new CommandLine(command);
    prepare(commandLine);
    boolean colors = Terminal.isStandardOutput() && Terminal.wantsColors(environment);
    commandLine
        .setColorScheme(CommandLine.Help.defaultColorScheme(colors ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUnmatchedOptionsAllowedAsOptionParameters(false) // a mistyped option is no source
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(32)
        .setDefaultValueProvider(settings)
        .setParameterExceptionHandler((refused, arguments) -> usage(refused))
        .setExecutionStrategy(this::execute)
        .setExecutionExceptionHandler((thrown, failing, parsed) -> failed(failing, thrown));
    Converters.register(commandLine);
  }

  /** Runs a command as this process, and ends the process. */
  public static void main(Object command, String... arguments) {
    CommandRunner runner = new CommandRunner(command, System.getenv());
    runner.writingTo(writer(FileDescriptor.out), writer(FileDescriptor.err));
    System.exit(runner.run(arguments));
  }

  /** Not System.out: that one hides whether what was written has arrived. */
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), Charset.defaultCharset()), true);
  }

  /** Where help and refusals go, for tests; standard output and standard error otherwise. */
  public CommandRunner writingTo(PrintWriter out, PrintWriter err) {
    commandLine.setOut(out).setErr(err);
    return this;
  }

  /** The command as picocli has it, prepared: for whoever writes its manual. */
  public CommandLine commandLine() {
    return commandLine;
  }

  /** Runs the command, and answers with the exit code. */
  public int run(String... arguments) {
    int code;
    try {
      code = commandLine.execute(arguments);
    } catch (Throwable thrown) { // an Error, or a failure of the handlers themselves
      code = failed(commandLine, thrown);
    }
    if (code == 0 && commandLine.getOut().checkError()) {
      code = failed(commandLine, new IOException("cannot write to standard output"));
    }
    return Interruption.exitCode(code);
  }

  /**
   * The settings that a command line would run with, and where each comes from; nothing is run, and
   * what is missing is no error.
   *
   * @throws BatonException if the command line, the environment or the file is refused
   */
  public List<Setting> explain(String... arguments) {
    relax(commandLine);
    try {
      CommandSpec command = last(commandLine.parseArgs(arguments)).getCommandSpec();
      settings.check();
      return settings.list(command);
    } catch (ParameterException refused) {
      settings.check();
      Refusal refusal = Refusal.of(refused, settings);
      throw new BatonException(refusal.reason(), refusal.message(), refusal.hint(), refused);
    }
  }

  private static void relax(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : spec.options().toArray(OptionSpec[]::new)) {
      if (option.required()) {
        spec.remove(option).add(OptionSpec.builder(option).required(false).build());
      }
    }
    command.getSubcommands().values().forEach(CommandRunner::relax);
  }

  private int execute(CommandLine.ParseResult parsed) {
    try {
      settings.check();
      CrashPoint.check();
    } catch (BatonException refused) {
      return failed(last(parsed), refused);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static CommandLine last(CommandLine.ParseResult parsed) {
    List<CommandLine> chain = parsed.asCommandLineList();
    return chain.get(chain.size() - 1);
  }

  private int failed(CommandLine failing, Throwable thrown) {
    Failure failure = Failure.of(withHint(thrown, failing.getCommandSpec().qualifiedName()));
    PrintWriter err = failing.getErr();
    err.println(failing.getCommandSpec().qualifiedName() + ": " + failure.line());
    if (isVerbose(failing.getCommandSpec())) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return failure.exitCode();
  }

  /** Whoever uses a command wrongly, and gets no better hint, is sent to its help. */
  private static Throwable withHint(Throwable thrown, String name) {
    return thrown instanceof BatonException refused
            && refused.reason() == Reason.USAGE
            && refused.hint().isEmpty()
        ? new BatonException(Reason.USAGE, refused.getMessage(), seeHelp(name), refused)
        : thrown;
  }

  private static String seeHelp(String name) {
    return "see " + name + " --help";
  }

  private int usage(ParameterException refused) {
    CommandLine refusing = refused.getCommandLine();
    String name = refusing.getCommandSpec().qualifiedName();
    try {
      settings.check();
    } catch (BatonException file) {
      return failed(refusing, file);
    }
    Refusal refusal = Refusal.of(refused, settings);
    return failed(
        refusing,
        new BatonException(
            refusal.reason(),
            refusal.message(),
            (refusal.hint() + "; " + seeHelp(name)).replaceFirst("^; ", ""),
            refused));
  }

  private static boolean isVerbose(CommandSpec command) {
    OptionSpec verbose = command.findOption(StandardOptions.VERBOSE);
    return verbose != null && Boolean.TRUE.equals(verbose.getValue());
  }

  /** What all commands have in common, so that no command has to say it. */
  private static void prepare(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.findOption(StandardOptions.HELP) == null) {
      spec.addMixin("standard", CommandSpec.forAnnotatedObject(new StandardOptions()));
    }
    spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCodes.table());
    spec.versionProvider(new BatonVersion());
    spec.exitCodeOnInvalidInput(Reason.USAGE.exitCode());
    spec.exitCodeOnExecutionException(Reason.SOFTWARE.exitCode());
    for (OptionSpec option : spec.options().toArray(OptionSpec[]::new)) {
      OptionSpec.Builder builder = OptionSpec.builder(option);
      if (option.isMultiValue()) {
        spec.remove(option).add(builder.splitRegex(SEPARATOR).hideParamSyntax(true).build());
      } else if (isSwitch(option)) {
        // Without this a switch that the environment sets would be unset by the same switch.
        spec.remove(option).add(builder.fallbackValue("true").build());
      }
    }
    command.getSubcommands().values().forEach(CommandRunner::prepare);
  }

  private static boolean isSwitch(OptionSpec option) {
    return option.type().getSimpleName().toLowerCase(Locale.ROOT).equals("boolean")
        && option.arity().max() == 0
        && !option.usageHelp()
        && !option.versionHelp();
  }
}
