package dev.baton.npy;

import java.nio.charset.StandardCharsets;

/** A bit of a damaged file, fit to stand on one line of a message. */
final class Excerpt {
  private static final int LONGEST = 40;

  private Excerpt() {}

  /** As {@link #of(String)}, a character a byte. */
  static String of(byte[] found) {
    return of(new String(found, StandardCharsets.ISO_8859_1));
  }

  /** In quotes, cut at 40 characters, with all but printable ASCII as {@code \xNN}. */
  static String of(String found) {
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < Math.min(found.length(), LONGEST); i++) {
      char c = found.charAt(i);
      text.append(c >= ' ' && c < 0x7F ? String.valueOf(c) : String.format("\\x%02x", (int) c));
    }
    return text.append(found.length() > LONGEST ? "'..." : "'").toString();
  }
}
