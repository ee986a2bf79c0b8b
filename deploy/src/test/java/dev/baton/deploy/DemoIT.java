package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code baton demo}: the seed program's whole job, and its honest form. */
final class DemoIT {
  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--slots 2 --length 125000000 --passes 10 --step 1024",
        "--step 1 --elements 100000000",
        "--loaders 2 --processors 3 --elements 3000000",
      })
  void shouldVerifyWhatItDid(String options) {
    Finished demo = scene.command("baton", "demo").and((Object[]) options.split(" ", -1)).run();

    assertEquals(0, demo.exit(), demo::toString);
    assertEquals("", demo.err());
    assertTrue(demo.out().contains("verified"), demo::out);
    demo.out().lines().filter(line -> !line.isBlank()).forEach(scene::say);
  }
}
