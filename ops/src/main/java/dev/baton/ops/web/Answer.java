package dev.baton.ops.web;

import dev.baton.report.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param headers beside those that every answer has
 */
record Answer(int status, Map<String, String> headers, String body) {
  private static final String TYPE = "Content-Type";

  static Answer page(Page page) {
    return of(200, "text/html; charset=utf-8", page.html())
        .with("Content-Security-Policy", page.policy());
  }

  static Answer json(String json) {
    return of(200, "application/json", json + "\n");
  }

  /** Why a program gets no data. */
  static Answer problem(int status, String problem, String hint) {
    Map<String, Object> fields = new TreeMap<>(Map.of("problem", problem, "hint", hint));
    return of(status, "application/json", Json.line(fields) + "\n");
  }

  static Answer refusal(int status, String why) {
    return of(status, "text/plain; charset=utf-8", why + "\n");
  }

  Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  private static Answer of(int status, String type, String text) {
    return new Answer(status, Map.of(TYPE, type), text);
  }
}
