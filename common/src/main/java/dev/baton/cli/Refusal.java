package dev.baton.cli;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    if (refused.getArgSpec() instanceof OptionSpec option && option.typeInfo().isEnum()) {
      return word(option, refused.getValue(), where);
    }
    String message = refused.getMessage();
    message = Character.toLowerCase(message.charAt(0)) + message.substring(1) + where;
    return new Refusal(Reason.USAGE, message, hint(refused));
  }

  /** An option that takes one of a few words; picocli lists the names of an enum's constants. */
  private static Refusal word(OptionSpec option, String found, String where) {
    List<String> words =
        Stream.of(option.typeInfo().getType().getEnumConstants()).map(Object::toString).toList();
    int last = words.size() - 1;
    String expected = String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    return new Refusal(
        Reason.USAGE,
        "invalid value for option '%s': expected %s, found '%s'%s"
            .formatted(option.longestName(), expected, found, where),
        Suggestion.of(found, words).map(near -> "did you mean " + near + "?").orElse(""));
  }

  private static Refusal unmatched(UnmatchedArgumentException unmatched) {
    String found = found(unmatched);
    boolean commands = !unmatched.getCommandLine().getSubcommands().isEmpty();
    String what =
        found.startsWith("-")
            ? "unknown option '" + found + "'"
            : commands ? "unknown command '" + found + "'" : "unexpected argument '" + found + "'";
    String hint = near(found, unmatched).map(near -> "did you mean " + near + "?").orElse("");
    return new Refusal(Reason.USAGE, what, hint);
  }

  /** Behind an option of several values, picocli names what it met in its message only. */
  private static String found(UnmatchedArgumentException unmatched) {
    return unmatched.getUnmatched().isEmpty()
        ? unmatched.getMessage().replaceFirst("^[^']*'([^']*)'.*", "$1")
        : unmatched.getUnmatched().get(0);
  }

  /** The nearest option by edits; picocli's own guess otherwise, which knows more of commands. */
  private static Optional<String> near(String found, UnmatchedArgumentException unmatched) {
    Set<String> options = unmatched.getCommandLine().getCommandSpec().optionsMap().keySet();
    return Suggestion.of(found.replaceFirst("=.*", ""), options)
        .or(() -> unmatched.getSuggestions().stream().findFirst());
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
