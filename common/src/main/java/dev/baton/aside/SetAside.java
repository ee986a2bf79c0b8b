package dev.baton.aside;

import dev.baton.array.Dtype;
import dev.baton.layout.SlotFileLayout;
import dev.baton.npy.NpyTemplate;
import dev.baton.report.Json;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.SetAsideFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The arrays of a channel that no processor could digest, each with its story. */
public final class SetAside {
  private final ChannelDirectory directory;
  private final SetAsideFiles files;

  /** Of a channel. */
  public SetAside(ChannelDirectory directory) {
    this.directory = directory;
    this.files = new SetAsideFiles(directory);
  }

  /**
   * Sets an array aside. Whoever does it again, after a death, writes the same files.
   *
   * @param elements the array: its remaining bytes; not moved
   * @return where the array is now
   * @throws IOException with needed and free space; nothing is left then
   */
  public Path put(SetAsideStory story, ByteBuffer elements) throws IOException {
    ByteBuffer header = ByteBuffer.allocateDirect(SlotFileLayout.DATA);
    new NpyTemplate(Dtype.parse(story.dtype()), story.rowLength(), SlotFileLayout.DATA)
        .write(header, story.length());
    files.put(story.name(), header, elements, Json.of(story.fields()) + "\n");
    return files.array(story.name());
  }

  /** The names of all arrays that are there, sorted. */
  public List<String> names() throws IOException {
    return files.names();
  }

  /**
   * An array's story.
   *
   * @throws dev.baton.error.BatonException {@code NO_INPUT} if there is no such array, {@code
   *     BAD_DATA} if its story is not one
   */
  public SetAsideStory story(String name) throws IOException {
    String text = files.readStory(name);
    return StoryReader.read(directory.setAside().resolve(name + ".json").toString(), text);
  }

  /** Where an array is, as a {@code .npy} file. */
  public Path array(String name) {
    return files.array(name);
  }

  /** Removes an array and its story for good. */
  public void remove(String name) throws IOException {
    files.remove(name);
  }

  /** Whether nothing is there, not even half an array. */
  public boolean isEmpty() throws IOException {
    return files.isEmpty();
  }
}
