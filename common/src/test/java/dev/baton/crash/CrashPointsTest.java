package dev.baton.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.crash.CrashPoint.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of docs/protocol.md and the code name the same steps. */
final class CrashPointsTest {
  private static final Path PAGE = Path.of("../docs/protocol.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  @ParameterizedTest
  @EnumSource
  void shouldTellOfEveryStepWhatADeathAfterItLeaves(Part part) throws IOException {
    Set<String> inCode =
        CrashPoint.of(part).stream()
            .map(CrashPoint::word)
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> inPage = new TreeSet<>();
    Matcher row = ROW.matcher(section(part));
    while (row.find()) {
      assertTrue(inPage.add(row.group(1)), () -> row.group() + " is there twice");
    }

    assertEquals(inCode, inPage);
  }

  @Test
  void shouldHaveNoStepThatIsNoPart() {
    Set<CrashPoint> parts =
        Arrays.stream(Part.values())
            .flatMap(part -> CrashPoint.of(part).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(CrashPoint.class)));

    assertEquals(EnumSet.allOf(CrashPoint.class), parts);
  }

  /** From its headline to the next. */
  private static String section(Part part) throws IOException {
    String page = Files.readString(PAGE);
    String word = part.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    Matcher headline = Pattern.compile("(?mi)^### (A )?" + word + "$").matcher(page);
    assertTrue(headline.find(), () -> "no headline for " + part + " in " + PAGE);
    return page.substring(headline.end(), page.indexOf("\n##", headline.end()));
  }
}
