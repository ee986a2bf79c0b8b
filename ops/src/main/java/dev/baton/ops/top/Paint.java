package dev.baton.ops.top;

/** Colours of a terminal, or none. What a colour says is said by a letter or a word too. */
final class Paint {
  private static final String RESET = "\033[0m";
  private final boolean colours;

  Paint(boolean colours) {
    this.colours = colours;
  }

  String as(SlotLook look, String text) {
    return code(
        switch (look) {
          case FREE -> "90";
          case FILLING -> "30;43";
          case READY -> "30;42";
          case READING -> "37;44";
          case LOST -> "97;41";
        },
        text);
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
