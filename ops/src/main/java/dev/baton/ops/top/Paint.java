package dev.baton.ops.top;

import dev.baton.layout.SlotState;
import dev.baton.snapshot.SlotLine;

/** Colours of a terminal, or none. What a colour says is said by a letter or a word too. */
final class Paint {
  private static final String RESET = "\033[0m";
  private final boolean colours;

  Paint(boolean colours) {
    this.colours = colours;
  }

  /** How a state looks. */
  enum Look {
    FREE('.', "90"),
    FILLING('<', "30;43"),
    READY('=', "30;42"),
    READING('(', "37;44"),
    LOST('!', "97;41");

    private final char mark;
    private final String code;

    Look(char mark, String code) {
      this.mark = mark;
      this.code = code;
    }

    char mark() {
      return mark;
    }

    /** Damaged, or held by a member that is not alive: somebody has to look at it. */
    static Look of(SlotLine slot, boolean ownerIsAlive) {
      if (slot.state().isEmpty() || (slot.owner() >= 0 && !ownerIsAlive)) {
        return LOST;
      }
      SlotState state = slot.state().get();
      return switch (state) {
        case FREE -> FREE;
        case FILLING -> FILLING;
        case READY -> READY;
        case READING -> READING;
      };
    }
  }

  String as(Look look, String text) {
    return code(look.code, text);
  }

  String bold(String text) {
    return code("1", text);
  }

  String dim(String text) {
    return code("90", text);
  }

  String alarm(String text) {
    return code("1;31", text);
  }

  String warning(String text) {
    return code("1;33", text);
  }

  String good(String text) {
    return code("32", text);
  }

  private String code(String code, String text) {
    return colours && !text.isEmpty() ? "\033[" + code + "m" + text + RESET : text;
  }
}
