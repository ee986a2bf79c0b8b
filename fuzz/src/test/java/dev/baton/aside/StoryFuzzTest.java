package dev.baton.aside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.report.Json;
import java.nio.charset.StandardCharsets;

/** The story of an array that was set aside is read, or refused as bad data. */
final class StoryFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void shouldReadAStoryOrRefuse(byte[] text) {
    String written = new String(text, StandardCharsets.UTF_8);
    try {
      SetAsideStory story = StoryReader.read("fuzzed.json", written);
      String again = Json.of(story.fields());
      assertEquals(story, StoryReader.read("again.json", again), "what is written is read back");
    } catch (BatonException refused) {
      assertEquals(Reason.BAD_DATA, refused.reason());
    }
  }
}
