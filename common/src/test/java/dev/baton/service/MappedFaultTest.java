package dev.baton.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.channel.Channel;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.store.ChannelDirectory;
import dev.baton.testing.Channels;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class MappedFaultTest {
  private final InternalError fault = new InternalError("a fault occurred");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path dir;

  @Test
  void shouldNameTheFileThatWasCutShort() throws IOException {
    Path channel = dir.resolve("channel");
    Channel.create(channel, Channels.small(3)).close();
    Path slot = new ChannelDirectory(channel).slot(1);
    try (RandomAccessFile file = new RandomAccessFile(slot.toFile(), "rw")) {
      file.setLength(4096);
    }

    BatonException refused = MappedFault.of(fault, channel);

    assertEquals(Reason.IO, refused.reason());
    assertTrue(
        refused.getMessage().contains(slot + ": found 4096 bytes, expected 8192 bytes"),
        refused.getMessage());
  }

  @Test
  void shouldNameTheChannelWhenAllFilesAreWhole() {
    Path channel = dir.resolve("channel");
    Channel.create(channel, Channels.small(1)).close();

    BatonException refused = MappedFault.of(fault, channel);

    assertEquals(Reason.IO, refused.reason());
    assertTrue(refused.getMessage().contains(channel + " cannot be used: a fault"), "" + refused);
  }
}
