package dev.baton.ops.join;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.io.PartIndex;
import dev.baton.layout.Role;
import dev.baton.member.Committed;
import dev.baton.member.MemberRecord;
import dev.baton.member.MemberTable;
import dev.baton.npy.NpyHeader;
import dev.baton.store.ControlView;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One processor's part of an output.
 *
 * @param path the file
 * @param kind of sink that wrote it; empty if nothing was committed to it
 * @param processor who wrote it; empty likewise
 * @param committed bytes of it that stand for released slots
 * @param npy its header, if it is a {@code .npy} file with anything in it
 */
record Part(Path path, String kind, String processor, long committed, Optional<NpyHeader> npy) {
  private static final String NPY = "npy";

  /**
   * Reads a part's index as far as its processor committed it.
   *
   * @param number the part's number, from 0, for the pieces
   */
  static Part read(Path path, int number, ControlView view, Pieces pieces) throws IOException {
    refuseUnreadable(path);
    Path index = PartIndex.beside(path);
    PartIndex first = PartIndex.read(index, (loader, sequence, end, lineEnd) -> false);
    if (first.processor().isEmpty()) {
      return new Part(path, "", "", 0, Optional.empty());
    }
    long committed = committed(path, first.processor(), view);
    requireSize(path, committed, first.processor());
    Optional<NpyHeader> npy =
        first.kind().equals(NPY) && committed > 0 ? Optional.of(header(path)) : Optional.empty();
    long[] reached = {npy.map(NpyHeader::dataOffset).orElse(0)};
    PartIndex.read(
        index,
        (loader, sequence, end, lineEnd) -> {
          if (end > committed) {
            return false;
          }
          pieces.add(loader, sequence, number, reached[0], end);
          reached[0] = end;
          return true;
        });
    if (committed > 0 && reached[0] != committed) {
      throw new BatonException(
          Reason.BAD_DATA,
          index
              + ": expected a slot that ends at byte "
              + committed
              + ", up to which "
              + first.processor()
              + " released, found the last one before it ending at "
              + reached[0],
          "is the part of another channel, or of an earlier run? give the parts of this one");
    }
    return new Part(path, first.kind(), first.processor(), committed, npy);
  }

  private static void refuseUnreadable(Path path) {
    if (path.toString().endsWith(".gz")) {
      throw new BatonException(
          Reason.BAD_DATA,
          path + ": is compressed, expected a part as its sink wrote it",
          "gunzip " + path + ", and join that");
    }
    if (!Files.isRegularFile(path)) {
      throw new BatonException(
          Reason.NO_INPUT, path + ": no such file, expected a part", "check the path");
    }
  }

  private static long committed(Path path, String processor, ControlView view) {
    MemberRecord member =
        new MemberTable(view.words())
            .find(processor)
            .filter(record -> record.role() == Role.PROCESSOR)
            .orElseThrow(
                () ->
                    new BatonException(
                        Reason.BAD_DATA,
                        path
                            + ": was written by "
                            + processor
                            + ", and no such processor is known in this channel",
                        "give the channel that the part was written from"));
    return Math.max(0, Committed.of(view, member).output());
  }

  private static void requireSize(Path path, long committed, String processor) throws IOException {
    long size = Files.size(path);
    if (size < committed) {
      throw new BatonException(
          Reason.BAD_DATA,
          path
              + ": expected at least the "
              + committed
              + " bytes that "
              + processor
              + " committed, found "
              + size,
          "is the part of an earlier run? give the parts of this channel");
    }
  }

  private static NpyHeader header(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      return NpyHeader.read(path.toString(), channel::read);
    } catch (NoSuchFileException gone) {
      throw new BatonException(
          Reason.NO_INPUT, path + ": no such file, expected a part", "check the path", gone);
    }
  }
}
