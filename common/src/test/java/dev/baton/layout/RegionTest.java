package dev.baton.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class RegionTest {
  private static final Map<Region, Integer> REGIONS =
      Map.of(
          HeaderLayout.REGION, HeaderLayout.SIZE,
          BailLayout.REGION, BailLayout.SIZE,
          MemberLayout.REGION, MemberLayout.SIZE,
          SlotLayout.REGION, SlotLayout.SIZE);

  @Test
  void shouldAlignEveryFieldAndOverlapNone() {
    REGIONS.forEach(
        (region, size) -> {
          int end = 0;
          for (Region.Field field : region.fields()) {
            String where = region.name() + "." + field.name();
            assertTrue(field.offset() >= end, where + " overlaps what is before it");
            assertEquals(0, field.offset() % Math.min(8, field.size()), where + " is not aligned");
            end = field.offset() + field.size();
          }
          assertTrue(end <= size, region.name() + " is larger than its size");
        });
  }

  @Test
  void shouldNameEveryFieldOnce() {
    REGIONS
        .keySet()
        .forEach(
            region -> {
              List<String> names = region.fields().stream().map(Region.Field::name).toList();
              assertEquals(Set.copyOf(names).size(), names.size(), region.name() + ": " + names);
            });
  }

  /** Words that different processes write, or that one writes and others poll. */
  @Test
  void shouldKeepSharedWordsOnLinesOfTheirOwn() {
    assertLines(
        HeaderLayout.MAGIC_WORD,
        HeaderLayout.CONTROL_WORD,
        HeaderLayout.BAIL_TICKET,
        HeaderLayout.MEMBERS_VERSION,
        HeaderLayout.BAIL_RECORD,
        HeaderLayout.SIZE);
    assertLines(
        MemberLayout.ROLE,
        MemberLayout.NOTE_CHECK,
        MemberLayout.COMMITTED_SEQUENCE,
        MemberLayout.NEWS,
        MemberLayout.COUNTER,
        MemberLayout.SIZE);
    assertLines(SlotLayout.WORD, SlotLayout.SIZE);
    assertLines(ControlLayout.MEMBER_TABLE, ControlLayout.SLOT_HEADERS, ControlLayout.slot(1));
  }

  @Test
  void shouldFitItsTablesIntoTheirPlaces() {
    assertEquals(HeaderLayout.SIZE, ControlLayout.MEMBER_TABLE);
    assertEquals(
        ControlLayout.member(ControlLayout.MEMBERS - 1) + MemberLayout.SIZE,
        ControlLayout.SLOT_HEADERS);
    int last = ControlLayout.slot(ControlLayout.MAX_SLOTS - 1) + SlotLayout.SIZE;
    assertTrue(last > 0 && last <= ControlLayout.size(ControlLayout.MAX_SLOTS));
    assertEquals(
        HeaderLayout.BAIL_RECORD + (HeaderLayout.BAIL_RECORDS - 1) * BailLayout.SIZE,
        ControlLayout.bailRecord(-1),
        "tickets come round, also when their number does");
    assertTrue(Counter.values().length <= MemberLayout.COUNTERS);
  }

  @Test
  void shouldGiveEveryCounterAPlaceOfItsOwn() {
    Map<Integer, Counter> places = new HashMap<>();
    for (Counter counter : Counter.values()) {
      assertEquals(null, places.put(counter.place(), counter), counter + " shares its place");
      assertTrue(counter.place() >= 0 && counter.place() < MemberLayout.COUNTERS);
    }
  }

  @Test
  void shouldRefuseIndicesOutsideOfTheTables() {
    assertThrows(IllegalArgumentException.class, () -> ControlLayout.member(-1));
    assertThrows(IllegalArgumentException.class, () -> ControlLayout.member(ControlLayout.MEMBERS));
    assertThrows(IllegalArgumentException.class, () -> ControlLayout.slot(-1));
    assertThrows(IllegalArgumentException.class, () -> ControlLayout.slot(ControlLayout.MAX_SLOTS));
  }

  @Test
  void shouldRefuseALayoutThatIsWrong() {
    Region region = new Region("wrong");
    region.int32("first", "");
    assertThrows(IllegalStateException.class, () -> region.int64("second", ""));
    assertThrows(IllegalStateException.class, () -> region.at(0));
    assertThrows(IllegalStateException.class, () -> region.size(0));
    assertThrows(IllegalStateException.class, () -> region.size(100));
  }

  private static void assertLines(int... starts) {
    for (int i = 0; i < starts.length; i++) {
      assertEquals(0, starts[i] % Region.LINE, "offset " + starts[i]);
      assertTrue(i == 0 || starts[i] - starts[i - 1] >= Region.LINE, "offset " + starts[i]);
    }
  }
}
