package dev.baton.ops.slot;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Geometry;
import dev.baton.layout.SlotFileLayout;
import dev.baton.layout.SlotLayout;
import dev.baton.layout.SlotWord;
import dev.baton.npy.NpyTemplate;
import dev.baton.report.Figures;
import dev.baton.report.Terminal;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton slot dump}: copies a published array out as a {@code .npy} file. */
@Command(
    name = "dump",
    description = {
      "Copies the array of a published slot, which stays where it is, to a .npy file.",
      "If the slot moves on while it is copied, that is tried again, and then refused: nothing half is left."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton slot dump /dev/shm/c 3 --out slot-3.npy",
      "  baton slot dump /dev/shm/c 3 | ssh elsewhere 'cat > slot-3.npy'"
    })
public final class SlotDumpCommand implements Callable<Integer> {
  private static final int TRIES = 3;

  @Mixin private SlotArgument slot;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Where to; an existing file is replaced (default: standard output).")
  private Path out;

  @Option(
      names = "--force",
      description =
          "Of a slot that is not published too: what stands there now, of whatever filling.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    ChannelDirectory directory = slot.directory();
    ControlView view = ControlView.map(directory);
    SlotFile file = new SlotFile(directory, view, slot.required(view.geometry().slots()));
    boolean toOutput = out.toString().equals("-");
    if (toOutput && Terminal.isStandardOutput()) {
      throw new BatonException(
          Reason.USAGE,
          "standard output is a terminal: expected a file",
          "name it with --out FILE");
    }
    Path written = toOutput ? Files.createTempFile("baton-slot-", ".npy") : beside(out);
    try {
      long length = copy(file, written);
      if (toOutput) {
        try (FileOutputStream stream = new FileOutputStream(FileDescriptor.out)) {
          Files.copy(written, stream);
        }
      } else {
        Files.move(written, out, StandardCopyOption.REPLACE_EXISTING);
        spec.commandLine()
            .getOut()
            .println(
                "dumped slot "
                    + file.slot()
                    + ": "
                    + Figures.count(length)
                    + " elements to "
                    + out);
      }
    } finally {
      Files.deleteIfExists(written);
    }
    return 0;
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private long copy(SlotFile file, Path to) throws IOException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      long word = file.word();
      boolean published = SlotFile.isPublished(word);
      if (!published && !force) {
        throw new BatonException(
            Reason.UNAVAILABLE,
            "slot " + file.slot() + " is " + state(word) + ": nothing is published in it",
            "to have what stands there all the same: --force");
      }
      long length = published ? file.field(SlotLayout.LENGTH) : file.npy().count();
      write(file, length, to);
      if (file.word() == word || force) {
        return length;
      }
    }
    throw new BatonException(
        Reason.TRY_AGAIN,
        "slot " + file.slot() + " moved on each of " + TRIES + " times that it was copied",
        "halt the channel first: baton pause");
  }

  private static String state(long word) {
    try {
      return SlotWord.state(word).word();
    } catch (IllegalArgumentException damaged) {
      return "damaged";
    }
  }

  private static void write(SlotFile file, long length, Path to) throws IOException {
    Geometry geometry = file.geometry();
    ByteBuffer elements = file.elements(length);
    // Direct, as the template asks: Java 25 writes the length, one word, to no other.
    ByteBuffer page = ByteBuffer.allocateDirect(SlotFileLayout.DATA);
    new NpyTemplate(geometry.dtype(), geometry.rowLength(), SlotFileLayout.DATA)
        .write(page, length);
    page.clear();
    try (FileChannel channel =
        FileChannel.open(
            to,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (ByteBuffer part : new ByteBuffer[] {page, elements}) {
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
    }
  }
}
