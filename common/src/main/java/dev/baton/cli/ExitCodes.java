package dev.baton.cli;

import dev.baton.error.Reason;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of exit codes at the end of every {@code --help}. */
final class ExitCodes {
  private ExitCodes() {}

  static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    table.put("0", "done");
    table.put("3", "a check found a problem; of a service: out of memory");
    for (Reason reason : Reason.values()) {
      table.put(Integer.toString(reason.exitCode()), meaning(reason));
    }
    table.put("129 130 143", "stopped by SIGHUP, SIGINT (Ctrl-C), SIGTERM");
    return table;
  }

  private static String meaning(Reason reason) {
    return switch (reason) {
      case USAGE -> "wrong command line";
      case BAD_DATA -> "bad data: a bad number, a malformed file, a damaged channel";
      case NO_INPUT -> "an input or a channel does not exist or cannot be read";
      case UNAVAILABLE -> "somebody needed is missing, or everybody was asked to stop";
      case SOFTWARE -> "a defect in Baton: please report it";
      case CANNOT_CREATE -> "something cannot be created, for lack of space for instance";
      case IO -> "reading or writing failed";
      case TRY_AGAIN -> "try again: a name in use, somebody still alive";
      case PERMISSION -> "permission denied, or permissions too wide";
      case CONFIGURATION -> "the configuration contradicts itself or what stands on disk";
    };
  }
}
