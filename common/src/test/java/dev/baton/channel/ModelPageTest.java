package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.crash.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/protocol.md} says which line of the model is which method: both are there. */
final class ModelPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path PAGE = ROOT.resolve("docs/protocol.md");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @Test
  void shouldNameLinesThatTheModelHas() throws IOException {
    Map<String, String> model = texts(ROOT.resolve("docs/model"), ".pml");

    assertNone(names(0).stream().filter(name -> !isInModel(name, model)));
  }

  @Test
  void shouldNameMethodsThatTheCodeHas() throws IOException {
    Map<String, String> sources = texts(ROOT.resolve("common/src/main/java"), ".java");

    assertNone(names(1).stream().filter(name -> !isInCode(name, sources)));
  }

  /** All of a loader's work and a processor's, of setting aside and of reclaiming. */
  @Test
  void shouldNameTheStepsThatTheModelTakes() throws IOException {
    Set<CrashPoint> steps = EnumSet.of(CrashPoint.ATTACH_LOCKED, CrashPoint.TABLE_ANNOUNCED);
    for (CrashPoint.Part part :
        List.of(
            CrashPoint.Part.LOADER,
            CrashPoint.Part.PROCESSOR,
            CrashPoint.Part.SETTING_ASIDE,
            CrashPoint.Part.RECLAIMING)) {
      steps.addAll(CrashPoint.of(part));
    }
    // One member of the model holds one slot.
    steps.removeAll(EnumSet.of(CrashPoint.CLOSE_HALF_ABORTED, CrashPoint.CLOSE_HALF_REQUEUED));

    assertEquals(
        steps.stream().map(CrashPoint::word).sorted().toList(),
        names(2).stream().distinct().sorted().toList());
  }

  /** A label of a file, or an inline or a macro of any. */
  private static boolean isInModel(String name, Map<String, String> model) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return found("(inline|#define) " + name + "\\b", String.join("\n", model.values()));
    }
    String file = name.substring(0, dot).toLowerCase(Locale.ROOT) + ".pml";
    return found("(?m)^" + name.substring(dot + 1) + ":", model.getOrDefault(file, ""));
  }

  private static boolean isInCode(String name, Map<String, String> sources) {
    int dot = name.indexOf('.');
    String source = sources.getOrDefault(name.substring(0, dot) + ".java", "");
    return found("(?m)^  [\\w<>\\[\\]., ]* " + name.substring(dot + 1) + "\\(", source);
  }

  private static boolean found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  /** What is quoted in a column of the table. */
  private static List<String> names(int column) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("<!-- table: model -->");
    List<String> names = new ArrayList<>();
    String table = page.substring(start, page.indexOf("<!-- end -->", start));
    for (String row : table.lines().toList()) {
      String[] cells = row.split("\\|", -1);
      Matcher quoted = QUOTED.matcher(cells.length > column + 1 ? cells[column + 1] : "");
      while (quoted.find()) {
        names.add(quoted.group(1));
      }
    }
    assertFalse(names.isEmpty());
    return names;
  }

  private static Map<String, String> texts(Path directory, String ending) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private static void assertNone(Stream<String> offenders) {
    assertEquals("", String.join(", ", offenders.toList()));
  }
}
