package dev.baton.ops.slot;

import dev.baton.error.BatonException;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.FilledBy;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotState;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.npy.NpyHeader;
import dev.baton.snapshot.MemberLine;
import dev.baton.snapshot.SlotLine;
import dev.baton.snapshot.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What can be checked of one slot, against its header, the member table and its file. */
final class SlotChecks {
  private final Snapshot snapshot;
  private final SlotLine line;
  private final SlotFile file;
  private final List<String> problems = new ArrayList<>();

  SlotChecks(Snapshot snapshot, int slot) {
    this.snapshot = snapshot;
    this.line = snapshot.slots().get(slot);
    this.file = new SlotFile(snapshot.directory(), snapshot.view(), slot);
  }

  /**
   * What is wrong; empty also if the slot moved on meanwhile, since then it was seen of two
   * fillings.
   */
  Optional<List<String>> problems() throws IOException {
    if (line.state().isEmpty()) {
      return Optional.of(
          List.of(
              String.format(
                  Locale.ROOT, "word %016x: no state and owner that go together", line.word())));
    }
    checkOwner();
    if (line.isPublished()) {
      checkHeader();
    }
    checkFile();
    return file.word() == line.word() ? Optional.of(problems) : Optional.empty();
  }

  private void checkOwner() {
    if (line.owner() < 0) {
      return;
    }
    Optional<MemberLine> owner =
        snapshot.members().stream().filter(member -> member.index() == line.owner()).findFirst();
    String role = line.is(SlotState.FILLING) ? "loader" : "processor";
    if (owner.isEmpty()) {
      problems.add("owner " + line.owner() + ": no member has that place in the table");
    } else if (!owner.get().role().equals(role)) {
      problems.add(
          line.state().orElseThrow().word()
              + " by "
              + owner.get().name()
              + ", which is no "
              + role
              + " but a "
              + owner.get().role());
    } else if (!owner.get().isAlive()) {
      problems.add(
          "held by "
              + owner.get().name()
              + ", which is "
              + owner.get().standing()
              + ": baton repair");
    }
  }

  private void checkHeader() {
    long most = file.geometry().slotLength();
    if (line.length() < 1 || line.length() > most) {
      problems.add("length " + line.length() + ": expected 1 to " + most);
    } else if (line.length() % file.geometry().rowLength() != 0) {
      problems.add(
          "length " + line.length() + ": expected whole rows of " + file.geometry().rowLength());
    }
    if (line.loader() < 0 || line.loader() >= ControlLayout.MEMBERS) {
      problems.add("loader " + line.loader() + ": expected a place in the member table");
      return;
    }
    MemberRecord loader = new MemberTable(snapshot.view().words()).get(line.loader());
    long last = loader.committedSequence() + (loader.hasNote() ? 1 : 0);
    if (line.sequence() < 1 || line.sequence() > last) {
      problems.add(
          "sequence "
              + line.sequence()
              + ": expected 1 to "
              + last
              + ", as "
              + loader.name()
              + " says");
    }
  }

  private void checkFile() throws IOException {
    try {
      NpyHeader npy = file.npy();
      ByteBuffer elements = file.elements(line.isPublished() ? line.length() : npy.count());
      if (!npy.dtype().equals(file.geometry().dtype())) {
        problems.add(file.path() + ": " + npy.dtype() + ", expected " + file.geometry().dtype());
      }
      if (line.isPublished() && npy.count() != line.length()) {
        problems.add(
            file.path()
                + ": "
                + npy.count()
                + " elements, expected "
                + line.length()
                + " as published");
      }
      if (line.isPublished()
          && FilledBy.checksumKind(file.intField(SlotLayout.FILLED_BY)) == FilledBy.CRC32C) {
        checkSum(elements);
      }
    } catch (BatonException refused) {
      problems.add(refused.getMessage());
    }
  }

  private void checkSum(ByteBuffer elements) {
    CRC32C crc = new CRC32C();
    crc.update(elements);
    long expected = file.field(SlotLayout.CHECKSUM);
    if (crc.getValue() != expected) {
      problems.add(
          String.format(
              Locale.ROOT,
              "checksum of the elements %08x, expected %08x",
              crc.getValue(),
              expected));
    }
  }
}
