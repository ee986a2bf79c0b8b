package dev.baton.cli;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line, in our own words.
 *
 * @param reason decides the exit code
 * @param message what, expected, found
 * @param hint what to do; may be empty
 */
record Refusal(Reason reason, String message, String hint) {

  static Refusal of(ParameterException refused, Settings settings) {
    if (refused instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    // A mistyped option is why another is missing: the mistake is said, not what follows from it.
    List<String> strangers = refused.getCommandLine().getUnmatchedArguments();
    if (refused instanceof MissingParameterException && !strangers.isEmpty()) {
      return unmatched(new UnmatchedArgumentException(refused.getCommandLine(), strangers));
    }
    String where = origin(refused, settings);
    if (refused.getCause() instanceof BatonException cause) {
      return new Refusal(cause.reason(), cause.getMessage() + where, cause.hint());
    }
    String message = refused.getMessage();
    message = Character.toLowerCase(message.charAt(0)) + message.substring(1) + where;
    return new Refusal(Reason.USAGE, message, hint(refused));
  }

  private static Refusal unmatched(UnmatchedArgumentException unmatched) {
    String found = unmatched.getUnmatched().get(0);
    boolean commands = !unmatched.getCommandLine().getSubcommands().isEmpty();
    String what =
        found.startsWith("-")
            ? "unknown option '" + found + "'"
            : commands ? "unknown command '" + found + "'" : "unexpected argument '" + found + "'";
    List<String> near = unmatched.getSuggestions();
    return new Refusal(
        Reason.USAGE, what, near.isEmpty() ? "" : "did you mean " + near.get(0) + "?");
  }

  private static String hint(ParameterException refused) {
    if (refused instanceof MissingParameterException missing
        && missing.getMissing().size() == 1
        && missing.getMissing().get(0) instanceof OptionSpec option) {
      return "give it, or set " + Settings.variable(option);
    }
    return "";
  }

  /** Where a bad value came from, unless the user has just typed it. */
  private static String origin(ParameterException refused, Settings settings) {
    boolean known = refused.getArgSpec() instanceof OptionSpec && refused.getValue() != null;
    if (!known) {
      return "";
    }
    OptionSpec option = (OptionSpec) refused.getArgSpec();
    return refused.getValue().equals(settings.defaultValue(option))
        ? " (from " + settings.givenOrigin(option) + ")"
        : "";
  }
}
