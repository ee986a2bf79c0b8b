package dev.baton.io;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes jars of providers as a user would: compiled from files, packed, put into a directory. */
final class PluginDirectory {
  private final Path classes;
  private final Path plugins;

  PluginDirectory(Path temporary) throws IOException {
    this.classes = Files.createDirectory(temporary.resolve("classes"));
    this.plugins = Files.createDirectory(temporary.resolve("plugins"));
  }

  Path path() {
    return plugins;
  }

  /** Compiles with all lint as errors. */
  void compile(Path... sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "--release",
            "17",
            "-Xlint:all,-path",
            "-Werror",
            "-proc:none");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjects(sources))
              .call();
      assertTrue(done, said.toString());
    }
  }

  void compile(String name, String source) throws IOException {
    Path file = classes.resolveSibling(name + ".java");
    Files.writeString(file, source);
    compile(file);
  }

  /** Packs all classes so far, with the services file's lines. */
  Path pack(String jar, Class<?> service, String... providers) throws IOException {
    Path file = plugins.resolve(jar);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file));
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
      }
      out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
      out.write(String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
