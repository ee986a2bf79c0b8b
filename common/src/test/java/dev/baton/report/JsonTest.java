package dev.baton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void shouldEscapeWhatMayNotStandInAString() {
    assertEquals(
        "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\ud800é\"", Json.quote("a\"b\\c\n\r\t\u0001\ud800é"));
  }

  @Test
  void shouldKeepNumbersAndTruthValuesApartFromStrings() {
    assertEquals("[1, 2.5, true, null, \"x\"]", Json.line(Arrays.asList(1L, 2.5, true, null, 'x')));
  }

  @Test
  void shouldHaveNoNumberThatJsonDoesNotHave() {
    assertEquals("[null, null]", Json.line(List.of(Double.NaN, Double.POSITIVE_INFINITY)));
  }

  @Test
  void shouldGiveAnObjectOfScalarsALineOfItsOwn() {
    Map<String, Object> slot = new LinkedHashMap<>();
    slot.put("slot", 0);
    slot.put("state", "free");
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("slots", List.of(slot, slot));
    all.put("members", List.of());

    assertEquals(
        """
        {
          "slots": [
            {"slot": 0, "state": "free"},
            {"slot": 0, "state": "free"}
          ],
          "members": []
        }""",
        Json.of(all));
  }
}
