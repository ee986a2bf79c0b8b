package dev.baton.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A Java home of any version, whose java only tells its process ID and its arguments. */
record FakeJava(Path home) {
  static FakeJava in(Path dir, String version) throws IOException {
    Path home = dir.resolve("java-" + version);
    write(
        home.resolve("bin/java"),
        """
        #!/bin/sh
        [ "$1" = -version ] && echo 'openjdk version "%s" 2020-01-01' >&2
        echo $$
        printf '%%s\\n' "$@"
        """
            .formatted(version));
    write(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return new FakeJava(home);
  }

  /** An executable file. */
  static Path write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  long pid(String out) {
    return Long.parseLong(out.lines().findFirst().orElseThrow());
  }

  List<String> words(String out) {
    return out.lines().skip(1).toList();
  }
}
