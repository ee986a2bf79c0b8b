package dev.baton.ops.join;

import dev.baton.aside.SetAside;
import dev.baton.aside.SetAsideStory;
import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.npy.NpyHeader;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The arrays of a channel that were set aside: slots that are in no part, and not lost. */
final class AsideArrays {
  private final SetAside aside;
  private final List<SetAsideStory> stories = new ArrayList<>();

  /** Those that are there now. */
  AsideArrays(ChannelDirectory channel) throws IOException {
    aside = new SetAside(channel);
    for (String name : aside.names()) {
      stories.add(aside.story(name));
    }
  }

  /** All, by loader and sequence; one of which neither is known is nobody's. */
  List<SetAsideStory> all() {
    return stories.stream()
        .filter(each -> each.sequence() > 0)
        .sorted(Comparator.comparing(SetAsideStory::loader).thenComparing(SetAsideStory::sequence))
        .toList();
  }

  /** Where an array is. */
  Path path(SetAsideStory story) {
    return aside.array(story.name());
  }

  /**
   * An array as one more part, of the kind that the others are.
   *
   * @param number the part's number, for the pieces
   * @throws BatonException {@code BAD_DATA} if it is damaged, or the others are no arrays
   */
  Part part(SetAsideStory story, String kind, int number, Pieces pieces) throws IOException {
    Path path = path(story);
    if (!story.damage().isEmpty()) {
      throw new BatonException(
          Reason.BAD_DATA,
          path + " is not what " + story.loader() + " published: " + story.damage(),
          "look at it with: baton set-aside show; leave it out with --set-aside leave-out");
    }
    if (kind.equals("text")) {
      throw new BatonException(
          Reason.BAD_DATA,
          path + ": an array, which cannot be put into parts of text",
          "let a processor print it: baton set-aside requeue; or --set-aside leave-out");
    }
    try (FileChannel file = FileChannel.open(path)) {
      NpyHeader header = NpyHeader.read(path.toString(), file::read);
      long end = header.dataOffset() + header.dataBytes();
      if (header.count() != story.length() || file.size() < end) {
        throw new BatonException(
            Reason.BAD_DATA,
            path
                + ": expected "
                + story.length()
                + " elements as its story says, found "
                + header.count()
                + " in "
                + file.size()
                + " bytes",
            "leave it out with --set-aside leave-out");
      }
      pieces.add(story.loader(), story.sequence(), number, header.dataOffset(), end);
      return new Part(path, kind, "", end, Optional.of(header).filter(h -> kind.equals("npy")));
    }
  }
}
