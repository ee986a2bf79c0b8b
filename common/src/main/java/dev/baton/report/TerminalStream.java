package dev.baton.report;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output or standard error for whole lines, which clear a progress line away first. */
public final class TerminalStream extends OutputStream {
  private final OutputStream stream;

  private TerminalStream(FileDescriptor descriptor) {
    this.stream = new FileOutputStream(descriptor);
  }

  /** Standard output. Each write is one write to the operating system. */
  public static OutputStream standardOutput() {
    return new TerminalStream(FileDescriptor.out);
  }

  /** Standard error. Each write is one write to the operating system. */
  public static OutputStream standardError() {
    return new TerminalStream(FileDescriptor.err);
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    synchronized (ProgressLine.SCREEN) {
      ProgressLine.makeRoom();
      stream.write(bytes, offset, length);
    }
  }
}
