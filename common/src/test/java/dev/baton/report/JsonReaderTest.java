package dev.baton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON is read, and nothing else. */
final class JsonReaderTest {
  @Test
  void shouldReadWhatJsonWrites() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "a \"quoted\" \\ \n\t\u0001 ü 😀");
    value.put("number", -12L);
    value.put("most", Long.MAX_VALUE / 10);
    value.put("fraction", 0.25);
    value.put("yes", true);
    value.put("no", false);
    value.put("list", List.of(1L, "two", List.of(), Map.of()));
    value.put("nested", Map.of("a", Map.of("b", 1L)));

    assertEquals(value, JsonReader.read(Json.of(value)));
    assertEquals(value, JsonReader.read(Json.line(value)));
  }

  @Test
  void shouldReadScalarsAndEscapes() {
    assertNull(JsonReader.read(" null "));
    assertEquals(1e3, JsonReader.read("1E3"));
    assertEquals(0L, JsonReader.read("-0"));
    assertEquals("/\b\f\r\u00e9", JsonReader.read("\"\\/\\b\\f\\r\\u00e9\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":2}",
        "01",
        "+1",
        "1.",
        ".5",
        "1e",
        "--1",
        "tru",
        "nulll",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12",
        "\"a\nb\"",
        "1 2",
        "NaN",
        "'a'",
        "]",
        "-"
      })
  void shouldRefuseWhatIsNoJson(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> JsonReader.read(text));
    assertTrue(
        refused.getMessage().matches("(?s)no JSON at character [0-9]+: expected .*, found .*"),
        refused::getMessage);
  }

  @Test
  void shouldRefuseMoreDepthThanAnybodyNeeds() {
    assertThrows(IllegalArgumentException.class, () -> JsonReader.read("[".repeat(100_000)));
  }
}
