package dev.baton.ops.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page: one HTML text with its styles and its script in it, and the policy that lets a browser
 * run those and nothing else.
 *
 * @param html the text
 * @param policy its Content-Security-Policy
 */
record Page(String html, String policy) {
  private static final String STYLES = "/* styles */";
  private static final String SCRIPT = "/* script */";

  /** Of the resources beside this class. */
  static Page assemble() {
    String styles = joined("css", "colors", "layout", "slots", "charts", "members");
    String script = joined("js", "figures", "dom", "slots", "charts", "members", "facts", "live");
    String html = read("page.html").replace(STYLES, styles).replace(SCRIPT, script);
    String policy =
        String.join(
            "; ",
            "default-src 'none'",
            "style-src " + hash(styles),
            "script-src " + hash(script),
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");
    return new Page(html, policy);
  }

  private static String joined(String ending, String... names) {
    return "\n"
        + List.of(names).stream()
            .map(name -> read(name + "." + ending))
            .collect(Collectors.joining("\n"));
  }

  private static String read(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** As a policy names what stands between a tag and its end. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
