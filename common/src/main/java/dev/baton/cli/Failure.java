package dev.baton.cli;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What a failed command answers with: an exit code and one line.
 *
 * @param exitCode the process exit code
 * @param line what, where, expected, found; what to do next
 */
record Failure(int exitCode, String line) {

  /** What an exception means. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof BatonException refused) {
      return new Failure(
          refused.reason().exitCode(), oneLine(refused.getMessage(), refused.hint()));
    }
    if (thrown instanceof UncheckedIOException wrapped) {
      return of(wrapped.getCause());
    }
    if (thrown instanceof IOException failed) {
      return new Failure(Reason.IO.exitCode(), oneLine(sentence(failed, ""), ""));
    }
    String what = thrown instanceof OutOfMemoryError ? "out of memory: " : "a defect in Baton: ";
    return new Failure(
        Reason.SOFTWARE.exitCode(),
        oneLine(
            what + thrown, "please report this, with what --verbose (or BATON_VERBOSE=1) shows"));
  }

  /** An exception of reading or writing as people read it; names the file where it knows it. */
  static String sentence(Exception failed, String file) {
    String where = file;
    String what = failed.getMessage();
    if (failed instanceof FileSystemException about) {
      where = about.getFile() == null ? file : about.getFile();
      what = about.getReason();
      if (failed instanceof NoSuchFileException) {
        what = "no such file or directory";
      } else if (failed instanceof AccessDeniedException) {
        what = "permission denied";
      } else if (failed instanceof FileAlreadyExistsException) {
        what = "there is one already";
      }
    }
    what = what == null ? failed.getClass().getSimpleName() : what;
    return where.isEmpty() || what.contains(where) ? what : where + ": " + what;
  }

  /** Message and hint, whatever line breaks are in them, on one line. */
  static String oneLine(String message, String hint) {
    String line = hint.isEmpty() ? message : message + "; " + hint;
    return line.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
