package dev.baton.ops.tail;

import dev.baton.exchange.TokenKind;
import dev.baton.layout.HeaderLayout;
import dev.baton.logging.Logging;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.ops.options.Output;
import dev.baton.report.TerminalStream;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton tail}: the token log of all members, merged. */
@Command(
    name = "tail",
    description = {
      "Shows the newest tokens of all members' outboxes, in the order of their times: who published, released, gave back"
          + " which slot. Outboxes of the dead and of earlier incarnations are read too, as far as they are kept.",
      "It only reads. Tokens are news: what is true of a slot is what baton status shows."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton tail /dev/shm/c",
      "  baton tail -f /dev/shm/c --kind requeue --kind abort",
      "  baton tail /dev/shm/c --since 5m --slot 3 --format json | jq -r .member",
      "",
      "A gap says how many tokens of an outbox are missing: they could not be written, or are damaged."
    })
public final class TailCommand implements Callable<Integer> {
  private static final long DEFAULT_LINES = 20;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Tokens this young wait when followed: another outbox may still get an older one. */
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  @Mixin private ChannelArgument channel;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, until a signal.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "Begin with so many (default: 20, or with --since all).")
  private Optional<Long> lines = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceConverter.class,
      description = "Nothing older: 90s, 5m, 2h, 1d ago, or a time like 2026-11-25T12:00:00Z.")
  private Optional<Instant> since = Optional.empty();

  @Option(names = "--member", paramLabel = "NAME", description = "Of this member; may be repeated.")
  private List<String> members = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "publish, abort, release, requeue, end; may be repeated.")
  private List<TokenKind> kinds = new ArrayList<>();

  @Option(names = "--slot", paramLabel = "N", description = "About this slot; may be repeated.")
  private List<Integer> slots = new ArrayList<>();

  private ControlView view;

  @Override
  public Integer call() throws IOException {
    ChannelDirectory directory = channel.get();
    view = ControlView.map(directory);
    Logging.ofCommand("baton tail").startOn(TerminalStream.standardError());
    try (TokenLog log = new TokenLog(directory, this::isWanted, this::note)) {
      log.refresh();
      showLast(log);
      while (follow && !spec.commandLine().getOut().checkError()) {
        LockSupport.parkNanos(LOOK_NANOS);
        log.refresh();
        log.poll(System.nanoTime() - SETTLE_NANOS, this::showIfWanted);
      }
    }
    return 0;
  }

  private void showLast(TokenLog log) {
    long most = lines.orElse(since.isPresent() ? Long.MAX_VALUE : DEFAULT_LINES);
    Deque<TokenLine> last = new ArrayDeque<>();
    log.poll(
        System.nanoTime() - (follow ? SETTLE_NANOS : 0),
        line -> {
          if (isWanted(line)) {
            if (most == Long.MAX_VALUE) {
              show(line);
            } else {
              last.add(line);
              if (last.size() > most) {
                last.remove();
              }
            }
          }
        });
    last.forEach(this::show);
  }

  private void showIfWanted(TokenLine line) {
    if (isWanted(line)) {
      show(line);
    }
  }

  private void show(TokenLine line) {
    Instant time = time(line);
    if (output.isJson()) {
      output.jsonLine(line.fields(time));
    } else {
      output.text(line.text(time));
    }
  }

  private boolean isWanted(String member) {
    return members.isEmpty() || members.contains(member);
  }

  /** A gap may hide anything, so it is shown unless it is too old. */
  private boolean isWanted(TokenLine line) {
    boolean gap = line.kind().equals(TokenLine.GAP);
    boolean kind =
        kinds.isEmpty() || gap || kinds.stream().anyMatch(each -> line.kind().equals(word(each)));
    boolean slot = slots.isEmpty() || gap || slots.contains(line.slot());
    return kind && slot && since.map(from -> !time(line).isBefore(from)).orElse(true);
  }

  private static String word(TokenKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private Instant time(TokenLine line) {
    long sinceCreation = line.nanos() - view.words().getLong(HeaderLayout.CREATED_NANOS);
    return Instant.ofEpochMilli(view.words().getLong(HeaderLayout.CREATED_MILLIS))
        .plusNanos(sinceCreation)
        .truncatedTo(ChronoUnit.MICROS);
  }

  private void note(String line) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + line);
  }
}
