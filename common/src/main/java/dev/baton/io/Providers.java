package dev.baton.io;

import dev.baton.error.BatonException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The kinds of source and sink that there are: those on the class path, and those in the jars of a
 * user's plug-in directory. {@code docs/extending.md} shows how to write one.
 *
 * <p>Immutable. Closing it unloads nothing that is in use, but no class of a plug-in can be loaded
 * any more: close it last.
 */
public final class Providers implements Closeable {
  private final PluginJars plugins;
  private final Kinds<SourceProvider> sources;
  private final Kinds<SinkProvider> sinks;

  private Providers(PluginJars plugins) {
    this.plugins = plugins;
    this.sources =
        new Kinds<>(
            "source",
            load(
                SourceProvider.class,
                found -> new Kinds.Entry<>(found.kind(), found.endings(), found.help(), found)));
    this.sinks =
        new Kinds<>(
            "sink",
            load(
                SinkProvider.class,
                found -> new Kinds.Entry<>(found.kind(), found.endings(), found.help(), found)));
  }

  /**
   * The providers on the class path.
   *
   * @throws BatonException {@code CONFIGURATION} if one is broken, or two are of one kind
   */
  public static Providers onClassPath() {
    return new Providers(PluginJars.none());
  }

  /**
   * The providers on the class path and in the jars of a directory. The jars see each other's
   * classes and Baton's.
   *
   * @param plugins the directory; its files that end in {@code .jar} are taken, none is allowed
   * @throws BatonException {@code USAGE} if there is no such directory; {@code CONFIGURATION}
   *     naming the jar and the class if one is broken, or two are of one kind
   * @throws IOException if the directory cannot be read
   */
  public static Providers with(Path plugins) throws IOException {
    PluginJars jars = PluginJars.open(plugins);
    try {
      return new Providers(jars);
    } catch (BatonException refused) {
      jars.close();
      throw refused;
    }
  }

  /** The kinds of source. */
  public Kinds<SourceProvider> sources() {
    return sources;
  }

  /** The kinds of sink. */
  public Kinds<SinkProvider> sinks() {
    return sinks;
  }

  @Override
  public void close() throws IOException {
    plugins.close();
  }

  private <P> List<Kinds.Entry<P>> load(Class<P> service, Function<P, Kinds.Entry<P>> describe) {
    List<Kinds.Entry<P>> entries = new ArrayList<>();
    P provider = null;
    try {
      for (P found : ServiceLoader.load(service, plugins.loader())) {
        provider = found;
        entries.add(describe.apply(found));
        provider = null;
      }
    } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
      throw plugins.broken(service, provider, broken);
    }
    return entries;
  }
}
