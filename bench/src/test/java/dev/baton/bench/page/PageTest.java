package dev.baton.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.bench.result.Point;
import dev.baton.bench.result.Result;
import dev.baton.bench.result.Results;
import dev.baton.bench.result.Row;
import dev.baton.bench.result.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

final class PageTest {
  private static final String PAGE =
      """
      before
      <!-- made by baton-bench: machine -->
      old
      <!-- end -->
      <!-- made by baton-bench: goals -->
      old
      <!-- end -->
      <!-- made by baton-bench: others -->
      <!-- end -->
      behind
      """;

  @TempDir Path dir;

  @Test
  void shouldPutFiguresBetweenTheMarkersAndLeaveTheRest() throws Exception {
    Files.writeString(dir.resolve("performance.md"), PAGE);
    Results results = new Results();
    results.machine("a machine");
    Series fast = new Series("Baton", "ns", List.of(2.0));
    Series slow = new Series("FastDoubleParser", "ns", List.of(7.0));
    results.add(new Result(Row.PARSE_SEED, 17, fast, slow));
    results.add(new Result(Row.PARSE_SEED, 25, slow, fast));
    for (long bytes : new long[] {4 << 10, 16 << 20}) {
      results.add(new Point(17, bytes, fast));
      results.add(new Point(17, bytes, new Series("a & <b>", "ns", List.of(1e6))));
    }

    new Page(dir, results).write();

    String page = Files.readString(dir.resolve("performance.md"));
    assertTrue(page.startsWith("before\n") && page.endsWith("behind\n"), page);
    assertFalse(page.contains("old"), page);
    assertTrue(page.contains("| FastDoubleParser | at least 3 x | 3.50 (3.50 to 3.50) |"), page);
    assertTrue(page.contains("**0.286, missed**"), page);
    assertEquals("svg", root("hand-over.svg").getTagName());
    assertEquals("svg", root("goals.svg").getTagName());
  }

  private Element root(String plot) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(dir.resolve("performance").resolve(plot).toFile())
        .getDocumentElement();
  }
}
