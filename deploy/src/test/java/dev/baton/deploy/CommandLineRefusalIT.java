package dev.baton.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that cannot be meant: one line, a code, a hint, and no file left behind. */
final class CommandLineRefusalIT {
  @RegisterExtension final Scene scene = new Scene();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          baton-loader    | --source raw:/dev/null --chanel C  | unknown option '--chanel' | did you mean --channel
          baton-processor | --channel C --sink null: --staay   | unknown option '--staay'  | did you mean --stay
          baton           | statsu C                           | unknown command 'statsu'  | did you mean
          baton-loader    | --source raw:/dev/null             | --channel                 | BATON_CHANNEL
          baton-loader    | --channel C                        | --source                  | BATON_SOURCE
          baton-processor | --channel C                        | --sink                    | BATON_SINK
          baton-loader    | --channel C --source rwa:/dev/null | unknown kind 'rwa'        | raw
          baton-processor | --channel C --sink nul:            | unknown kind 'nul'        | null
          baton-processor | --channel C --sink null             | found a kind alone         | write 'null:'
          baton-loader    | --channel C --source debug          | found a kind alone         | write 'debug:'
          baton-processor | --channel C --sink null:?x=1       | has no key 'x'            | see baton-processor --help
          baton-loader    | --channel C --source raw:/dev/null --slots 0         | slots 0        | expected 1 to
          baton-loader    | --channel C --source raw:/dev/null --slots many      | --slots        | many
          baton-loader    | --channel C --source raw:/dev/null --dtype f3        | f3             | expected
          baton-loader    | --channel C --source raw:/dev/null --dtype >f4       | >f4            | expected
          baton-loader    | --channel C --source raw:/dev/null --passes 0        | --passes 0     | expected at least 1
          baton-loader    | --channel C --source raw:/dev/null --idle fast       | 'fast'         | spin
          baton-loader    | --channel C --source raw:/dev/null --name ../x       | '../x'         | choose another --name
          baton-loader    | --channel C --source raw:/dev/null --slot-length 1099511627776 | slot length | ByteBuffer
          baton-loader    | --channel C --source raw:/dev/null --slot-length 10 --row-length 3 | row length 3 | multiple
          baton-loader    | --channel C --source raw:/dev/null --row-length 0    | row length 0   | expected at least 1
          baton-processor | --channel C --sink null: --log-format jsn            | expected text or json, found 'jsn' | did you mean json
          """)
  void shouldSayWhatIsWrongAndWhatIsMeant(String command, String line, String what, String hint) {
    String before = scene.files();
    String[] words = line.replace(" C", " " + scene.channel()).split(" ", -1);

    scene.command(command, (Object[]) words).run().requireRefusal(64, what, hint);

    assertEquals(before, scene.files());
  }

  @ParameterizedTest
  @CsvSource({
    "--slots, 5, 4",
    "--slot-length, 50, 100",
    "--dtype, <f8, <f4",
    "--row-length, 2, 1",
  })
  void shouldRefuseAnotherGeometryThanTheChannelHas(String option, String asked, String found)
      throws IOException {
    Files.write(scene.file("input.raw"), new byte[4]);
    scene
        .command("baton", "create", scene.channel(), "--slots", 4, "--slot-length", 100)
        .run()
        .requireSuccess();
    String before = scene.files();

    scene
        .loader("--source", scene.file("input.raw"), option, asked)
        .run()
        .requireRefusal(
            78,
            scene.channel() + " has 4 slots of 100 x <f4",
            "expected " + option + " " + asked + ", found " + found,
            "leave " + option + " out");

    assertEquals(before, scene.files());
  }

  @Test
  void shouldRefuseASecondMemberWithALiveName() {
    Launch same = scene.processor("--sink", "null:", "--name", "twin", "--stay");
    scene.command("baton", "create", scene.channel()).run().requireSuccess();
    same.start().awaitOut("event=attached");

    same.run().requireRefusal(75, "'twin' is borne by a live member", "choose another --name");
  }
}
