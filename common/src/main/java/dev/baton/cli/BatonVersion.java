package dev.baton.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} shows. The version comes from the jar's manifest. */
public final class BatonVersion implements IVersionProvider {
  /** The version, or {@code development} when the classes do not come from a jar. */
  public static String version() {
    String version = BatonVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** The version of the Java that runs this, and whose it is. */
  public static String java() {
    return System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")";
  }

  @Override
  public String[] getVersion() {
    return new String[] {"baton " + version(), "Java " + java()};
  }
}
