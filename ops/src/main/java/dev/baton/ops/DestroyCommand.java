package dev.baton.ops;

import dev.baton.aside.SetAside;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.logging.Logging;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Operator;
import dev.baton.ops.options.Output;
import dev.baton.report.TerminalStream;
import dev.baton.store.AttachLock;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ChannelRemover;
import dev.baton.store.ControlStore;
import dev.baton.store.ControlView;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code baton destroy}: removes a channel and all that is in it. */
@Command(
    name = "destroy",
    description = {
      "Removes a channel with all that is in it: published slots that nobody has processed, and arrays set aside.",
      "Refused while a member is alive or arrays are set aside. Files that are not Baton's stay."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  baton destroy /dev/shm/c", "  baton destroy --force /dev/shm/c"})
final class DestroyCommand implements Callable<Integer> {
  private static final long LOCK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  @Mixin ChannelArgument channel;
  @Mixin Output output;

  @Option(
      names = "--force",
      description =
          "Ask members that are alive to stop, wait two seconds for them, then remove the channel"
              + " under whoever is left; remove a damaged one, too.")
  boolean force;

  @Override
  public Integer call() throws IOException {
    ChannelDirectory directory = channel.get();
    directory.check();
    Logging.ofCommand("baton destroy").startOn(TerminalStream.standardError());
    if (!force) {
      ControlView.map(directory); // refuses what is no channel, or a damaged one
    } else if (!ChannelRemover.isChannel(directory)) {
      throw new BatonException(
          Reason.NO_INPUT, "no channel at " + directory + ": nothing of Baton's is in it", "");
    }
    AttachLock.holding(directory, LOCK_NANOS, log()::info, () -> remove(directory));
    report(directory);
    return 0;
  }

  /** Under the attach lock: nobody attaches meanwhile. */
  private boolean remove(ChannelDirectory directory) throws IOException {
    requireNothingSetAside(directory);
    List<String> alive = LiveMembers.of(directory);
    if (!alive.isEmpty()) {
      if (!force) {
        throw new BatonException(
            Reason.TRY_AGAIN,
            "channel " + directory + " is in use by " + String.join(" ", alive),
            "stop them first, or let --force do that");
      }
      alive = stop(directory);
    }
    if (!alive.isEmpty()) {
      log().warn("{} did not leave: the channel is removed under them", String.join(" ", alive));
    }
    ChannelRemover.removeContents(directory);
    ChannelRemover.removeDirectory(directory);
    return true;
  }

  private void requireNothingSetAside(ChannelDirectory directory) throws IOException {
    if (!force && !new SetAside(directory).isEmpty()) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "channel " + directory + " holds arrays that were set aside, in " + directory.setAside(),
          "look at them with: baton set-aside ls "
              + directory
              + "; requeue or drop them, or let --force remove them");
    }
  }

  /** Asks everybody to stop, and waits a little; answers with who is still there. */
  private static List<String> stop(ChannelDirectory directory) throws IOException {
    try (ControlStore control = ControlStore.open(directory)) {
      control.bail(Operator.name(), "the channel is being destroyed");
    } catch (BatonException damaged) {
      log().warn("nobody could be asked to stop: {}", damaged.getMessage());
    }
    long start = System.nanoTime();
    List<String> alive = LiveMembers.of(directory);
    while (!alive.isEmpty() && System.nanoTime() - start < LEAVE_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
      alive = LiveMembers.of(directory);
    }
    return alive;
  }

  /** Not a constant: every start of baton would set up logging. */
  private static Logger log() {
    return LoggerFactory.getLogger(DestroyCommand.class);
  }

  private void report(ChannelDirectory directory) {
    boolean stays = directory.exists();
    if (output.isJson()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("channel", directory.toString());
      fields.put("destroyed", true);
      fields.put("directory_stays", stays);
      output.json(fields);
    } else {
      output.text(
          "destroyed channel "
              + directory
              + (stays ? "; the directory stays: a mount point, or not empty" : ""));
    }
  }
}
