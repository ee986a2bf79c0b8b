package dev.baton.member;

import dev.baton.layout.MemberLayout;
import dev.baton.layout.Role;
import dev.baton.store.CheckWord;
import dev.baton.store.Words;
import java.nio.ByteBuffer;

/** The check of a member's name and role. */
final class NameCheck {
  private static final int LONGS = MemberLayout.NAME_BYTES / Long.BYTES;

  private NameCheck() {}

  /** Of a name that is to be registered. */
  static long of(String name, Role role) {
    Words text = new Words(ByteBuffer.allocateDirect(MemberLayout.NAME_BYTES));
    text.putText(0, MemberLayout.NAME_BYTES, name);
    return of(text, 0, role);
  }

  /** Of the name that stands at {@code at}. The complement, so that zeros are no name. */
  static long of(Words words, int at, Role role) {
    return ~(CheckWord.of(words, at, LONGS) + CheckWord.term(LONGS, role.code()));
  }
}
