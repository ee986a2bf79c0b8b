package dev.baton.ops.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** T8: every service is process 1 of a PID namespace of its own, and is killed all the same. */
final class PidNamespaces extends Drill {
  private static final Path UNSHARE = Path.of("/usr/bin/unshare");
  private static final List<String> OF_ITS_OWN =
      List.of(UNSHARE.toString(), "--pid", "--fork", "--mount-proc", "--kill-child");

  PidNamespaces() {
    super("T8", "SIGKILL, every service being process 1 of a PID namespace of its own", 10, 1.5);
  }

  @Override
  List<Blow> blows(TortureOptions options) {
    return Schedule.of(
        options.seed(), id(), options.count(3, 100), Schedule.kills(options.shape()));
  }

  @Override
  Shape shape(TortureOptions options) {
    return options
        .shape()
        .under(OF_ITS_OWN)
        .loading(Loading.ofFiles(options.seed(), id(), options.loaders));
  }

  @Override
  public void run(Lab lab, Outcome outcome) throws IOException, InterruptedException {
    if (!Files.isExecutable(UNSHARE) || !isAllowed()) {
      outcome.notRun("unshare --pid may not be used here: run as root");
    } else {
      super.run(lab, outcome);
    }
  }

  private static boolean isAllowed() throws IOException, InterruptedException {
    Process attempt =
        new ProcessBuilder(
                UNSHARE.toString(), "--pid", "--fork", "--mount-proc", "--kill-child", "/bin/true")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return attempt.waitFor(10, TimeUnit.SECONDS) && attempt.exitValue() == 0;
  }
}
