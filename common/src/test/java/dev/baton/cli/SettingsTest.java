package dev.baton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.array.Dtype;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>(Map.of("BATON_CHANNEL", "/c"));
  private final TryCommand command = new TryCommand();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldTakeTheDefaultLast() {
    run();
    assertEquals(8, command.slotLength);
    assertEquals("default", origin("--slot-length"));
  }

  @Test
  void shouldPreferTheFileToTheDefault() throws IOException {
    run("--config", file("slot-length = 9"));
    assertEquals(9, command.slotLength);
    assertEquals("file " + directory.resolve("baton.conf"), origin("--slot-length"));
  }

  @Test
  void shouldPreferTheEnvironmentToTheFile() throws IOException {
    environment.put("BATON_SLOT_LENGTH", "10");
    environment.put("BATON_CONFIG", file("slot-length = 9"));
    run();
    assertEquals(10, command.slotLength);
    assertEquals("environment BATON_SLOT_LENGTH", origin("--slot-length"));
  }

  @Test
  void shouldPreferTheCommandLineToAll() throws IOException {
    environment.put("BATON_SLOT_LENGTH", "10");
    run("--config", file("slot-length = 9"), "--slot-length", "11");
    assertEquals(11, command.slotLength);
    assertEquals("command line", origin("--slot-length"));
  }

  @Test
  void shouldTakeAnEmptyVariableAsNone() {
    environment.put("BATON_SLOT_LENGTH", "");
    run();
    assertEquals(8, command.slotLength);
  }

  @Test
  void shouldFindWhatIsRequiredInTheFile() throws IOException {
    environment.clear();
    run("--config", file("channel = /d"));
    assertEquals(Path.of("/d"), command.channel);
  }

  @Test
  void shouldTakeSeveralValuesFromLinesOrSemicolons() {
    environment.put("BATON_SOURCE", "a.txt ; text:b.csv?delimiter=;\n c.txt");
    run();
    assertEquals(List.of("a.txt", "text:b.csv?delimiter=;", "c.txt"), strip(command.sources));
  }

  @Test
  void shouldReplaceTheEnvironmentsValuesByThoseGiven() {
    environment.put("BATON_SOURCE", "a.txt ; b.txt");
    run("--source", "c.txt", "d.txt");
    assertEquals(List.of("c.txt", "d.txt"), command.sources);
  }

  @Test
  void shouldSwitchOnByFlagWhatTheEnvironmentHasSwitchedOn() {
    environment.put("BATON_STAY", "yes");
    run("--stay");
    assertTrue(command.stay);
  }

  @Test
  void shouldSwitchOffFromTheEnvironment() {
    environment.put("BATON_BAIL_ON_ERROR", "0");
    run();
    assertFalse(command.bailOnError);
    assertEquals("environment BATON_BAIL_ON_ERROR", origin("--bail-on-error"));
  }

  @Test
  void shouldSwitchOnByFlagWhatTheEnvironmentHasSwitchedOff() {
    environment.put("BATON_BAIL_ON_ERROR", "0");
    run("--bail-on-error");
    assertTrue(command.bailOnError);
  }

  @Test
  void shouldSwitchOffByFlagWhatIsOnByDefault() {
    run("--no-bail-on-error");
    assertFalse(command.bailOnError);
  }

  @Test
  void shouldTakeOptionalValuesFromTheEnvironment() {
    environment.put("BATON_DTYPE", "f8");
    run();
    assertEquals(Optional.of(Dtype.F8), command.dtype);
  }

  @Test
  void shouldSayThatABadValueCameFromTheEnvironment() {
    environment.put("BATON_SLOT_LENGTH", "long");
    assertEquals(64, execute());
    assertTrue(err.toString().contains("(from environment BATON_SLOT_LENGTH)"), err.toString());
  }

  @Test
  void shouldRefuseAnUnknownKeyWithASuggestion() throws IOException {
    assertEquals(78, execute("--config", file("slot-lenght = 3")));
    assertTrue(err.toString().contains("baton.conf: unknown key 'slot-lenght'"), err.toString());
    assertTrue(err.toString().contains("did you mean 'slot-length'?"), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  @Test
  void shouldRefuseAFileThatIsNotThere() {
    environment.clear(); // the file might have said which channel: it comes first
    assertEquals(66, execute("--config", directory.resolve("none").toString()));
    assertTrue(err.toString().contains("none: no such file or directory"), err.toString());
  }

  @Test
  void shouldListEverySettingOnce() {
    run("--stay");
    List<Setting> all = Settings.of(command.spec).list(command.spec);
    assertEquals(
        "--bail-on-error --channel --config --dtype --log-format --slot-length"
            + " --source --stay --verbose",
        all.stream().map(Setting::option).collect(Collectors.joining(" ")));
    assertTrue(
        all.contains(new Setting("--stay", "BATON_STAY", "true", "command line")), all.toString());
    assertTrue(all.contains(new Setting("--dtype", "BATON_DTYPE", "", "default")), all.toString());
  }

  private void run(String... arguments) {
    assertEquals(0, execute(arguments), err.toString());
  }

  private int execute(String... arguments) {
    return new CommandRunner(command, environment)
        .writingTo(new PrintWriter(new StringWriter()), new PrintWriter(err))
        .run(arguments);
  }

  private String origin(String option) {
    return Settings.of(command.spec).list(command.spec).stream()
        .filter(setting -> setting.option().equals(option))
        .findFirst()
        .orElseThrow()
        .origin();
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("baton.conf"), text).toString();
  }

  private static List<String> strip(List<String> values) {
    return values.stream().map(String::strip).toList();
  }
}
