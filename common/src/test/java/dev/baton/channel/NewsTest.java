package dev.baton.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.exchange.Token;
import dev.baton.member.MemberTable;
import dev.baton.store.ChannelDirectory;
import dev.baton.testing.Channels;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Where tokens were missed, a look comes before anything else. */
@Timeout(60)
final class NewsTest {
  private static final int NOBODY = -1;

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
  void shouldHaveMissedWhatWasSaidBeforeItListened() {
    try (Loader loader = channel.attachLoader("a", 1)) {
      publish(loader, 1);
      try (News news = listener()) {
        assertTrue(news.isMissed());
      }
    }
  }

  @Test
  void shouldReadNoLoaderOnceSomethingOfAnotherWasMissed() {
    channel.attachLoader("a", 1).close();
    try (Loader b = channel.attachLoader("b", 2);
        News news = listener()) {
      publish(b, 2);
      assertTrue(news.pollLoaders(token));
      try (Loader a = channel.attachLoader("a", 1)) {
        assertFalse(news.pollLoaders(token), "b's second, though " + a.name() + " came back");
        assertTrue(news.takeMissed());
        assertTrue(news.pollLoaders(token));
        assertEquals(2, token.sequence());
      }
    }
  }

  private News listener() {
    MemberTable table = new MemberTable(Channels.words(channel.path()));
    return new News(new ChannelDirectory(channel.path()), table, NOBODY);
  }

  private static void publish(Loader loader, int slots) {
    for (int i = 0; i < slots; i++) {
      assertTrue(loader.poll().publish(1));
    }
  }
}
