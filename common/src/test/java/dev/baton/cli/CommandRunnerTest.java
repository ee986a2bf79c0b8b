package dev.baton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.error.Reason;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CommandRunnerTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldSayWhatIsWrongWithTheCommandLineOnOneLine() {
    assertEquals(64, run("--channel", "/c", "--slot-lenght", "3"));
    assertEquals(
        "baton-try: unknown option '--slot-lenght'; did you mean --slot-length?;"
            + " see baton-try --help\n",
        err.toString());
  }

  @Test
  void shouldTakeNoMistypedOptionForAValue() {
    assertEquals(64, run("--source", "a", "--chanel", "/c"));
    assertEquals(
        "baton-try: unknown option '--chanel'; did you mean --channel?; see baton-try --help\n",
        err.toString());
  }

  @Test
  void shouldSuggestTheOptionThatIsNearest() {
    assertEquals(64, run("--channel", "/c", "--staay"));
    assertTrue(err.toString().contains("; did you mean --stay?; "), shown());
  }

  @Test
  void shouldTakeDashForAValue() {
    assertEquals(0, run("--source", "a", "-", "--channel", "/c"), shown());
  }

  @Test
  void shouldSendWhoeverGetsNoHintToTheHelp() {
    assertEquals(64, run("--channel", "/c", "misuse"));
    assertEquals(
        "baton-try: --step 0: expected at least 1; see baton-try --help\n", err.toString());
  }

  @Test
  void shouldSayHowToGiveWhatIsMissing() {
    assertEquals(64, run());
    assertEquals(
        "baton-try: missing required option: '--channel=DIR'; give it, or set BATON_CHANNEL;"
            + " see baton-try --help\n",
        err.toString());
  }

  @Test
  void shouldSayWhatWasExpectedAndFound() {
    assertEquals(64, run("--channel", "/c", "--slot-length", "many"));
    assertEquals(
        "baton-try: invalid value for option '--slot-length': expected a whole number,"
            + " found 'many'; see baton-try --help\n",
        err.toString());
  }

  @Test
  void shouldListTheWordsThatAnOptionTakes() {
    assertEquals(64, run("--channel", "/c", "--log-format", "jsn"));
    assertEquals(
        "baton-try: invalid value for option '--log-format': expected text or json, found 'jsn';"
            + " did you mean json?; see baton-try --help\n",
        err.toString());
  }

  @Test
  void shouldPassOnTheWordsOfARefusedValue() {
    assertEquals(64, run("--channel", "/c", "--dtype", "f5"));
    assertTrue(err.toString().startsWith("baton-try: dtype 'f5': expected one of i1 "), shown());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void shouldAnswerARefusalWithItsReason() {
    assertEquals(65, run("--channel", "/c", "refuse"));
    assertEquals("baton-try: found 7, expected 8 in x; mend x\n", err.toString());
  }

  @Test
  void shouldNameTheFileThatCouldNotBeRead() {
    assertEquals(74, run("--channel", "/c", "missing"));
    assertEquals("baton-try: /x/y: no such file or directory\n", err.toString());
  }

  @Test
  void shouldOwnUpToADefect() {
    assertEquals(70, run("--channel", "/c", "defect"));
    assertEquals(
        "baton-try: a defect in Baton: java.lang.IllegalStateException: oh; please report this,"
            + " with what --verbose (or BATON_VERBOSE=1) shows\n",
        err.toString());
  }

  @Test
  void shouldAnswerALackOfMemoryToo() {
    assertEquals(70, run("--channel", "/c", "memory"));
    assertTrue(err.toString().startsWith("baton-try: out of memory: "), shown());
  }

  @Test
  void shouldShowTheStackOnRequestOnly() {
    Map<String, String> verbose = Map.of("BATON_VERBOSE", "1");
    assertEquals(65, run(verbose, "--channel", "/c", "refuse"));
    assertTrue(err.toString().contains("\tat dev.baton.cli.TryCommand.call("), shown());
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void shouldListEveryExitCodeInTheHelp(Reason reason) {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("\n  " + reason.exitCode() + " "), out.toString());
  }

  @Test
  void shouldShowTheVersions() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().matches("baton \\S+\nJava \\S+ \\(.*\\)\n"), out.toString());
  }

  @Test
  void shouldFailWhenItsOutputDoesNotArrive() throws IOException {
    try (FileWriter full = new FileWriter("/dev/full", StandardCharsets.UTF_8)) {
      int code =
          new CommandRunner(new TryCommand(), Map.of())
              .writingTo(new PrintWriter(full), new PrintWriter(err))
              .run("--help");
      assertEquals(74, code);
      assertEquals("baton-try: cannot write to standard output\n", err.toString());
    } catch (IOException stillFull) {
      assertEquals("No space left on device", stillFull.getMessage());
    }
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return new CommandRunner(new TryCommand(), environment)
        .writingTo(new PrintWriter(out), new PrintWriter(err))
        .run(arguments);
  }

  private String shown() {
    return err.toString();
  }
}
