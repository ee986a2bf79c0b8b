package dev.baton.ops.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostRuleTest {
  private final HostRule rule = new HostRule("Numbers.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:8470",
        "localhost:9000",
        "LOCALHOST",
        "[::1]:8470",
        "10.0.0.7",
        "numbers.example:8470"
      })
  void shouldAllowAddressesAndItsOwnNames(String host) {
    assertTrue(rule.allows(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:8470",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "127.0.0.1:8470@evil.example",
        "[::1].evil.example",
        "a.numbers.example"
      })
  void shouldRefuseEverybodyElsesNames(String host) {
    assertFalse(rule.allows(host));
  }

  @Test
  void shouldRefuseARequestWithoutAHost() {
    assertFalse(rule.allows(null));
  }
}
