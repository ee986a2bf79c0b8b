package dev.baton.ops.join;

import dev.baton.aside.SetAsideStory;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.ops.options.Output;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.FreeSpace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baton join}: the parts that several processors wrote, in their loaders' order. */
@Command(
    name = "join",
    description = {
      "Puts the part files of several processors together in their loaders' order, one loader"
          + " behind the other: with",
      "one loader OUT is what went in. Each part counts as far as its processor released it, so the"
          + " channel must still",
      "be there; it may be in use, or all its members dead. The processors write their parts with"
          + " index=yes.",
      "Exits with 0 if every loader has ended and all that it published is in OUT, with 3 if OUT is"
          + " only the beginning",
      "of it, and with 65, without an OUT, if a slot is missing or there twice. One that was set"
          + " aside is in no part:",
      "--set-aside says what is to be done."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton-processor --channel /dev/shm/c --name p1 --sink 'raw:p1.raw?index=yes'",
      "  baton-processor --channel /dev/shm/c --name p2 --sink 'raw:p2.raw?index=yes'",
      "  baton join --channel /dev/shm/c --out all.raw p1.raw p2.raw",
      "  baton join --channel /dev/shm/c --out b.npy --loader loader-b part-*.npy"
    })
public final class JoinCommand implements Callable<Integer> {
  private static final int NOT_COMPLETE = 3;

  /** Arrays that are named in one line; baton set-aside ls names all. */
  private static final int MOST_TOLD = 3;

  @Option(
      names = "--channel",
      required = true,
      paramLabel = "DIR",
      description = "The channel that the parts were written from.")
  Path channel;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "What to write; replaced in one step, when it is complete.")
  Path out;

  @Parameters(
      arity = "1..*",
      paramLabel = "PART",
      description = "The parts, all of one kind (text, raw or npy), in any order.")
  List<Path> parts;

  @Option(
      names = "--loader",
      paramLabel = "NAME",
      description = "Join this loader's data only; may be repeated (default: all, by name).")
  List<String> loaders = new ArrayList<>();

  @Option(
      names = "--set-aside",
      paramLabel = "USE",
      defaultValue = "refuse",
      description = {
        "What to do about slots that were set aside: ${COMPLETION-CANDIDATES} (default:"
            + " ${DEFAULT-VALUE}).",
        "put-in: their arrays, as they were published, where they belong; raw parts have to be"
            + " little-endian, and text",
        "has no place for them. leave-out: join without them, and exit with 3."
      })
  AsideUse aside = AsideUse.REFUSE;

  @Option(
      names = "--skip-missing",
      description = "Leave out slots that are missing, for whatever reason, and exit with 3.")
  boolean skipMissing;

  @Mixin Output output;

  @Override
  public Integer call() throws IOException {
    ChannelDirectory directory = new ChannelDirectory(channel);
    refuseOverwritingParts();
    Set<String> wanted = new HashSet<>(loaders);
    Set<String> named = Set.copyOf(loaders);
    Joined joined =
        new Joined(directory, parts, name -> named.isEmpty() || named.contains(name), aside);
    refuseUnknown(joined, wanted);
    refuseDoubles(joined);
    refuseMissing(joined);
    write(joined);
    JoinReport report = new JoinReport(joined, out, parts.size());
    if (output.isJson()) {
      output.json(report.fields());
    } else {
      output.text(report.text());
    }
    return report.isComplete() ? 0 : NOT_COMPLETE;
  }

  private void refuseOverwritingParts() throws IOException {
    for (Path part : parts) {
      if (Files.exists(out) && Files.exists(part) && Files.isSameFile(out, part)) {
        throw new BatonException(
            Reason.USAGE, "--out " + out + " is one of the parts", "give another file to write");
      }
    }
    if (Files.exists(out) && !Files.isRegularFile(out)) {
      throw new BatonException(
          Reason.CANNOT_CREATE, "--out " + out + ": expected a file, found something else", "");
    }
  }

  private void refuseUnknown(Joined joined, Set<String> wanted) {
    joined.loaders().forEach(each -> wanted.remove(each.name()));
    if (!wanted.isEmpty()) {
      throw new BatonException(
          Reason.NO_INPUT,
          "--loader "
              + String.join(" ", wanted)
              + ": neither the parts nor channel "
              + channel
              + " know of it",
          "see the members with: baton status " + channel);
    }
  }

  private static void refuseDoubles(Joined joined) {
    List<String> twice = joined.doubles();
    if (!twice.isEmpty()) {
      throw new BatonException(
          Reason.BAD_DATA,
          "twice in the parts: "
              + String.join("; ", twice.subList(0, Math.min(3, twice.size())))
              + (twice.size() > 3 ? "; and " + (twice.size() - 3) + " more" : ""),
          "give each part of this channel once, and no part of another");
    }
  }

  private void refuseMissing(Joined joined) {
    List<String> gaps = new ArrayList<>();
    List<String> setAside = new ArrayList<>();
    long unexplained = 0;
    for (JoinedLoader each : joined.loaders()) {
      List<SetAsideStory> its = joined.setAside(each);
      its.forEach(story -> setAside.add(joined.where(story) + " (" + story.loader() + ")"));
      unexplained += each.missingSlots() - its.size();
      if (each.missingSlots() > 0) {
        gaps.add(each.name() + " sequence " + String.join(" ", each.missing()));
      }
    }
    if (gaps.isEmpty() || skipMissing || (aside == AsideUse.LEAVE_OUT && unexplained <= 0)) {
      return;
    }
    gaps.addAll(setAside.subList(0, Math.min(MOST_TOLD, setAside.size())));
    throw new BatonException(
        Reason.BAD_DATA,
        "missing in the parts: " + String.join("; ", gaps),
        unexplained <= 0
            ? "put in what was set aside with --set-aside put-in, or leave it out with --set-aside"
                + " leave-out"
            : "give all parts; name a loader with --loader if others are of an earlier run; leave"
                + " out what is missing with --skip-missing");
  }

  /** Under another name first: whoever looks at OUT finds all of it, or what was there before. */
  private void write(Joined joined) throws IOException {
    Path parent = out.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) {
      throw new BatonException(
          Reason.CANNOT_CREATE,
          out + ": the directory " + parent + " does not exist",
          "mkdir -p " + parent);
    }
    Path unfinished =
        parent.resolve("." + out.getFileName() + ".joining-" + ProcessHandle.current().pid());
    try (FileChannel file =
        FileChannel.open(
            unfinished,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      joined.writeTo(file);
      Files.move(
          unfinished, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AccessDeniedException denied) {
      throw new BatonException(
          Reason.PERMISSION, out + ": may not be written", "ls -ld " + parent, denied);
    } catch (IOException failed) {
      long free = FreeSpace.in(parent);
      throw new IOException(
          out
              + ": "
              + joined.bytes()
              + " bytes to write, "
              + free
              + " free: "
              + failed.getMessage(),
          failed);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
