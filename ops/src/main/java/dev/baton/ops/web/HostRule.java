package dev.baton.ops.web;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which names this server may be called by. A page from elsewhere can let its own name lead to this
 * machine (DNS rebinding) and would then read what we answer as its own; it cannot do so with an
 * address.
 */
final class HostRule {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

  private final String own;

  /** {@code own} is the name or address that the server listens at. */
  HostRule(String own) {
    this.own = own.toLowerCase(Locale.ROOT);
  }

  /** Whether a Host header is one of ours, at whatever port: it may come through a tunnel. */
  boolean allows(String header) {
    if (header == null) {
      return false;
    }
    String host = PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
    return host.equals("localhost") || host.equals(own) || ADDRESS.matcher(host).matches();
  }
}
