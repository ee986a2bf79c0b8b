package dev.baton.ops.web;

import dev.baton.cli.Interruption;
import dev.baton.cli.SupervisionOptions;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.ops.options.ChannelArgument;
import dev.baton.service.Supervisor;
import dev.baton.store.ChannelDirectory;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton web}: what a channel does, live, as a page for a browser. */
@Command(
    name = "web",
    description = {
      "Serves a page that shows live what a channel does: slots by state, rates, latencies,"
          + " members, who waits for whom.",
      "It only looks: nobody is disturbed, and it works when every service is dead. Only this"
          + " machine can reach it, unless --address says otherwise; whoever reaches it may look,"
          + " and can change nothing. It may be started before the channel is there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton web /dev/shm/c                                then open http://127.0.0.1:8470/",
      "  ssh -L 8470:127.0.0.1:8470 host baton web /dev/shm/c   from another machine",
      "  curl http://127.0.0.1:8470/status.json              what baton status --format json"
          + " prints",
      "",
      "It runs until a signal. Nothing is read while no page is open. A request whose Host header"
          + " is neither an IP",
      "address, nor localhost, nor the name given as --address is refused."
    })
public final class WebCommand implements Callable<Integer> {
  private static final double LEAST_SECONDS = 0.25;
  private static final double MOST_SECONDS = 60;
  private static final int MOST_PORT = 65_535;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  @Mixin private ChannelArgument channel;
  @Mixin private SupervisionOptions supervision;
  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8470",
      description = "Port to listen at; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen at (default: ${DEFAULT-VALUE}, this machine alone).")
  private String address;

  @Option(
      names = "--interval",
      paramLabel = "S",
      defaultValue = "1",
      description = "The page looks every so many seconds (default: ${DEFAULT-VALUE}).")
  private double interval;

  @Override
  public Integer call() {
    if (!(interval >= LEAST_SECONDS && interval <= MOST_SECONDS) || port < 0 || port > MOST_PORT) {
      throw new BatonException(
          Reason.USAGE,
          "--interval "
              + interval
              + ", --port "
              + port
              + ": expected 0.25 to 60 seconds, 0 to 65535",
          "leave one out for its default");
    }
    ChannelDirectory directory = channel.get();
    Looks looks = new Looks(directory, interval);
    Interruption interruption = Interruption.install();
    Supervisor supervisor = supervision.supervisor();
    try (WebServer server = WebServer.start(address, port, looks, this::note)) {
      spec.commandLine()
          .getOut()
          .println(server.url() + " shows " + directory + "; Ctrl-C ends it");
      if (!server.isLocal()) {
        note("everybody who can reach " + address + " may look");
      }
      looks.problem().ifPresent(problem -> note("the page waits for the channel: " + problem));
      supervisor.ready(server.url() + " shows channel " + directory);
      while (!interruption.isRequested()) {
        supervisor.alive(System.nanoTime());
        LockSupport.parkNanos(POLL_NANOS);
      }
      supervisor.stopping("the page of channel " + directory);
    }
    return 0;
  }

  private void note(String line) {
    spec.commandLine().getErr().println(spec.qualifiedName() + ": " + line);
  }
}
