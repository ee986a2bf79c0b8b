package dev.baton.cli;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Unpacks JNA's native library for this machine into a directory, for the launchers to name: it
 * need not be unpacked at every start then, into a directory that may be written to and executed
 * from, which a hardened service has not.
 */
final class UnpackNative {
  private UnpackNative() {}

  /** Takes the directory, which is made. */
  public static void main(String... arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    String name = System.mapLibraryName("jnidispatch");
    String resource = "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + name;
    try (InputStream in = Native.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("JNA has no " + resource);
      }
      Files.copy(in, directory.resolve(name));
    }
  }
}
