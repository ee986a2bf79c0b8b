package dev.baton.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Keeps docs/memory-layout.md true: its tables are printed from the layout. With {@code
 * -Dbaton.docs.write=true} they are written there instead of compared.
 */
@Timeout(20)
final class MemoryLayoutPageTest {
  private static final Path PAGE = Path.of("..", "docs", "memory-layout.md");
  private static final Pattern TABLE =
      Pattern.compile("<!-- table: ([^>]+) -->\n(.*?)<!-- end -->\n", Pattern.DOTALL);

  @Test
  void shouldPrintTheTablesOfThePage() throws IOException {
    Map<String, String> printed = LayoutTables.all();
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("baton.docs.write")) {
      page =
          TABLE
              .matcher(page)
              .replaceAll(
                  table ->
                      Matcher.quoteReplacement(
                          "<!-- table: %s -->\n%s<!-- end -->\n"
                              .formatted(table.group(1), printed.get(table.group(1)))));
      Files.writeString(PAGE, page);
    }

    Map<String, String> shown = new TreeMap<>();
    TABLE.matcher(page).results().forEach(table -> shown.put(table.group(1), table.group(2)));

    assertEquals(String.join("\n", printed.keySet()), String.join("\n", shown.keySet()));
    printed.forEach((name, table) -> assertEquals(table, shown.get(name), "table: " + name));
  }
}
