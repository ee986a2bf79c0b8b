package dev.baton.error;

/**
 * Why something was refused or failed, with the exit code a command answers with. The codes 64 to
 * 78 are those of BSD's {@code sysexits(3)}; they are part of the command line's contract and never
 * change their meaning.
 */
public enum Reason {
  /** The command line or an option's value is wrong. */
  USAGE(64),
  /** The input is not what it should be: a bad number, a malformed file, a corrupt channel. */
  BAD_DATA(65),
  /** An input does not exist or cannot be read. */
  NO_INPUT(66),
  /** Somebody needed is missing or has asked everybody to stop (bail). */
  UNAVAILABLE(69),
  /** A defect of Baton's own. */
  SOFTWARE(70),
  /** A file or directory that was to be made cannot be made, for lack of space for instance. */
  CANNOT_CREATE(73),
  /** Reading or writing failed. */
  IO(74),
  /** It may work when tried again: a name in use, somebody still alive. */
  TRY_AGAIN(75),
  /** The permissions do not allow it, or allow others too much. */
  PERMISSION(77),
  /** The configuration contradicts itself or what stands on disk. */
  CONFIGURATION(78);

  private final int exitCode;

  Reason(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The process exit code that stands for this reason. */
  public int exitCode() {
    return exitCode;
  }
}
