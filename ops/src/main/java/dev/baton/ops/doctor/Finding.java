package dev.baton.ops.doctor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a check found.
 *
 * @param check what was looked at
 * @param found what is so, and what was expected where that differs
 * @param remedy what to do; empty where nothing has to be done
 */
record Finding(String check, Level level, String found, String remedy) {
  /** How bad it is. */
  enum Level {
    OK,
    /** Nothing is wrong, and it could be faster. */
    HINT,
    /** It works, and may not always or not well. */
    WARNING,
    /** It does not work, or will not for long. */
    PROBLEM;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Level.OK, found, "");
  }

  static Finding hint(String check, String found, String remedy) {
    return new Finding(check, Level.HINT, found, remedy);
  }

  static Finding warning(String check, String found, String remedy) {
    return new Finding(check, Level.WARNING, found, remedy);
  }

  static Finding problem(String check, String found, String remedy) {
    return new Finding(check, Level.PROBLEM, found, remedy);
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("check", check);
    fields.put("level", level.word());
    fields.put("found", found);
    fields.put("remedy", remedy.isEmpty() ? null : remedy);
    return fields;
  }
}
