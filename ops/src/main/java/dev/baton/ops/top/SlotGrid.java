package dev.baton.ops.top;

import dev.baton.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The slots as cells of a grid, by state. A few slots have wide cells, many narrow ones; where even
 * those are too many, a cell stands for a run of slots and shows the state that most of them are
 * in, or that one of them needs to be looked at.
 */
final class SlotGrid {
  private static final int LABEL = 7;

  private final Paint paint;
  private final List<SlotLook> looks;
  private final int cellWidth;
  private final int perCell;
  private final int cellsPerRow;

  SlotGrid(Snapshot snapshot, Paint paint, int width, int rows) {
    this.paint = paint;
    this.looks = SlotLook.all(snapshot);
    int slots = looks.size();
    int room = Math.max(8, width - LABEL);
    int wide = tens(room / 3);
    int narrow = tens(room);
    if (slots <= wide * rows) {
      cellWidth = 3;
      cellsPerRow = wide;
      perCell = 1;
    } else {
      cellWidth = 1;
      cellsPerRow = narrow;
      int cells = narrow * Math.max(1, rows);
      perCell = (slots + cells - 1) / cells;
    }
  }

  /** How many slots a cell stands for. */
  int perCell() {
    return perCell;
  }

  /** The rows, each with the number of its first slot. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    int perRow = cellsPerRow * perCell;
    for (int first = 0; first < looks.size(); first += perRow) {
      StringBuilder row = new StringBuilder(paint.dim(String.format("%5d  ", first)));
      int end = Math.min(looks.size(), first + perRow);
      for (int slot = first; slot < end; slot += perCell) {
        SlotLook look = together(looks.subList(slot, Math.min(end, slot + perCell)));
        String mark = String.valueOf(look.mark());
        row.append(cellWidth == 1 ? paint.as(look, mark) : paint.as(look, mark.repeat(2)) + " ");
      }
      rows.add(row.toString());
    }
    return rows;
  }

  /** What the marks mean. */
  String legend() {
    StringBuilder text = new StringBuilder();
    for (SlotLook look : SlotLook.values()) {
      if (look != SlotLook.LOST || looks.contains(SlotLook.LOST)) {
        text.append(paint.as(look, String.valueOf(look.mark())))
            .append(look == SlotLook.LOST ? " damaged, or its owner is dead" : " " + word(look))
            .append("   ");
      }
    }
    return text + (perCell > 1 ? paint.dim("a cell is " + perCell + " slots") : "");
  }

  private static String word(SlotLook look) {
    return look.name().toLowerCase(Locale.ROOT);
  }

  /** One that has to be looked at is not hidden by its neighbours. */
  private static SlotLook together(List<SlotLook> run) {
    if (run.size() == 1 || run.contains(SlotLook.LOST)) {
      return run.contains(SlotLook.LOST) ? SlotLook.LOST : run.get(0);
    }
    Map<SlotLook, Integer> counts = new EnumMap<>(SlotLook.class);
    run.forEach(look -> counts.merge(look, 1, Integer::sum));
    return counts.entrySet().stream()
        .reduce((most, next) -> next.getValue() >= most.getValue() ? next : most)
        .orElseThrow()
        .getKey();
  }

  /** Whole tens a row, if that many fit: rows then begin with round numbers. */
  private static int tens(int cells) {
    return cells >= 10 ? cells / 10 * 10 : Math.max(1, cells);
  }
}
