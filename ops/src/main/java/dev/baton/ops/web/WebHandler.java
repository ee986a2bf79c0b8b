package dev.baton.ops.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers a request, whoever it comes from: by a fixed set of paths, and never from files. */
final class WebHandler implements HttpHandler {
  private static final Pattern SLOT = Pattern.compile("/slots/(\\d{1,5})\\.json");

  private final Looks looks;
  private final HostRule hosts;
  private final Consumer<String> notes;
  private final Answer page = Answer.page(Page.assemble());

  WebHandler(Looks looks, HostRule hosts, Consumer<String> notes) {
    this.looks = looks;
    this.hosts = hosts;
    this.notes = notes;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      Answer answer;
      try {
        answer = answer(method, exchange);
      } catch (RuntimeException | Error defect) {
        notes.accept("a defect in Baton, please report it: " + defect);
        answer = Answer.problem(500, "a defect in Baton", "see what baton web printed");
      }
      send(exchange, answer, method.equals("HEAD"));
    }
  }

  private Answer answer(String method, HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (!hosts.allows(host)) {
      return Answer.refusal(
          403,
          "Host " + host + ": expected an IP address, localhost, or the name given as --address");
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.refusal(405, method + ": expected GET or HEAD").with("Allow", "GET, HEAD");
    }
    String path = exchange.getRequestURI().getPath();
    try {
      return answer(path);
    } catch (BatonException refused) {
      int status = refused.reason() == Reason.NO_INPUT ? 404 : 503;
      return Answer.problem(status, refused.getMessage(), refused.hint());
    }
  }

  private Answer answer(String path) {
    Matcher slot = SLOT.matcher(path);
    if (slot.matches()) {
      return looks
          .slot(Integer.parseInt(slot.group(1)))
          .map(Answer::json)
          .orElseGet(() -> Answer.problem(404, "there is no slot " + slot.group(1), ""));
    }
    return switch (path) {
      case "/" -> page;
      case "/look.json" -> Answer.json(looks.look());
      case "/status.json" -> Answer.json(looks.status());
      default -> Answer.refusal(404, "expected / or /look.json, /status.json, /slots/N.json");
    };
  }

  private static void send(HttpExchange exchange, Answer answer, boolean headOnly)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    answer.headers().forEach(headers::set);
    byte[] body = answer.body().getBytes(UTF_8);
    if (headOnly) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
