package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.exchange.Token;
import dev.baton.exchange.TokenKind;
import dev.baton.store.ChannelDirectory;
import dev.baton.testing.Channels;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whoever begins to follow a member has missed what that one said before. */
@Timeout(60)
final class FeedTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  private final Token token = new Token();
  private Channel channel;

  @BeforeEach
  void create() {
    channel = Channel.create(dir.resolve("channel"), Channels.small(4));
  }

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void shouldMissNothingOfAMemberThatHasSaidNothing() {
    try (Loader loader = channel.attachLoader("l", 1);
        Feed feed = follow(loader)) {
      assertFalse(feed.poll(token));
      assertFalse(feed.takeMissed());
      publish(loader);

      assertHears(feed, 1);
    }
  }

  @Test
  void shouldMissWhatWasSaidBefore() {
    try (Loader loader = channel.attachLoader("l", 1)) {
      publish(loader);
      try (Feed feed = follow(loader)) {
        assertTrue(feed.takeMissed());
        assertFalse(feed.poll(token));
      }
    }
  }

  /**
   * Found by the model: a slot that an earlier incarnation published would have been passed over
   * for the first one of this.
   */
  @Test
  void shouldMissWhatAnEarlierIncarnationSaid() {
    try (Loader earlier = channel.attachLoader("l", 1)) {
      publish(earlier);
    }
    try (Loader loader = channel.attachLoader("l", 1);
        Feed feed = follow(loader)) {
      assertTrue(feed.takeMissed());
      publish(loader);

      assertHears(feed, 2);
    }
  }

  private Feed follow(Loader loader) {
    return new Feed(new ChannelDirectory(channel.path()), loader.record());
  }

  private static void publish(Loader loader) {
    assertTrue(loader.poll().publish(1));
  }

  private void assertHears(Feed feed, long sequence) {
    assertTrue(feed.poll(token));
    assertFalse(feed.takeMissed());
    assertEquals(TokenKind.PUBLISH, token.kind());
    assertEquals(sequence, token.sequence());
  }
}
