package dev.baton.io;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The jars of a plug-in directory behind one class loader, and whose fault it is if one fails. */
final class PluginJars implements Closeable {
  private final List<Path> jars;
  private final ClassLoader loader;

  private PluginJars(List<Path> jars, ClassLoader loader) {
    this.jars = jars;
    this.loader = loader;
  }

  /** No directory: the class path alone. */
  static PluginJars none() {
    return new PluginJars(List.of(), PluginJars.class.getClassLoader());
  }

  static PluginJars open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new BatonException(
          Reason.USAGE,
          "plug-in directory "
              + directory
              + ": expected a directory of jars, found "
              + (Files.exists(directory) ? "a file" : "none"),
          "mkdir -p " + directory + ", or leave --plugins away");
    }
    List<Path> jars = list(directory);
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      refuseDamaged(jar);
      urls.add(jar.toUri().toURL());
    }
    ClassLoader parent = PluginJars.class.getClassLoader();
    return new PluginJars(jars, new URLClassLoader(urls.toArray(new URL[0]), parent));
  }

  ClassLoader loader() {
    return loader;
  }

  /** A class and the jar it came from, for messages. */
  static String describe(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    String from =
        location == null ? "" : URLDecoder.decode(location.getPath(), StandardCharsets.UTF_8);
    return type.getName() + (from.isEmpty() ? "" : " in " + from);
  }

  /**
   * The refusal of a provider that cannot be used.
   *
   * @param provider the one that failed when it was asked, or null if it could not even be made
   */
  BatonException broken(Class<?> service, Object provider, Throwable failure) {
    String culprit = provider == null ? culprit(service) : describe(provider.getClass());
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new BatonException(
        Reason.CONFIGURATION,
        "broken plug-in"
            + culprit.transform(name -> name.isEmpty() ? "" : " " + name)
            + ": "
            + cause.toString().lines().findFirst().orElse(""),
        "mend it, or take its jar off the class path or out of the --plugins directory",
        failure);
  }

  /** Tries the jars' providers one by one; ServiceLoader does not tell which one failed. */
  private String culprit(Class<?> service) {
    for (Path jar : jars) {
      for (String name : providers(jar, service)) {
        try {
          Class<?> type = Class.forName(name, true, loader);
          if (!service.isInstance(type.getConstructor().newInstance())) {
            return name + " in " + jar;
          }
        } catch (ReflectiveOperationException | LinkageError | RuntimeException broken) {
          return name + " in " + jar;
        }
      }
    }
    return "";
  }

  private static List<String> providers(Path jar, Class<?> service) {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry("META-INF/services/" + service.getName());
      if (entry == null) {
        return List.of();
      }
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(file.getInputStream(entry), StandardCharsets.UTF_8))) {
        return lines
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
      }
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** URLClassLoader would pass over it in silence. */
  private static void refuseDamaged(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      file.size();
    } catch (IOException damaged) {
      throw new BatonException(
          Reason.CONFIGURATION,
          "broken plug-in " + jar + ": expected a readable jar, found: " + damaged.getMessage(),
          "copy it again, or take it out of the --plugins directory",
          damaged);
    }
  }

  @Override
  public void close() throws IOException {
    if (loader instanceof URLClassLoader closeable && !jars.isEmpty()) {
      closeable.close();
    }
  }
}
