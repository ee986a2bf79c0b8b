package dev.baton.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void shouldAlignWordsToTheLeftAndNumbersToTheRight() {
    Table table = new Table("NAME", ">COUNT", "DOING");
    table.add("a", "1,000", "waiting");
    table.add("longer", "7", "");

    assertEquals("NAME    COUNT  DOING\na       1,000  waiting\nlonger      7\n", table.toString());
  }

  @Test
  void shouldLeaveOutAColumnInWhichNothingStands() {
    Table table = new Table("NAME", ">LOST", ">COUNT");
    table.add("a", "", "1");

    assertEquals("NAME  COUNT\na         1\n", table.toString());
  }

  @Test
  void shouldRefuseARowThatDoesNotFit() {
    Table table = new Table("NAME", ">COUNT");
    assertThrows(IllegalArgumentException.class, () -> table.add("a"));
    assertTrue(table.isEmpty());
  }
}
