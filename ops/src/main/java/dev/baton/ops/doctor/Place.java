package dev.baton.ops.doctor;

import dev.baton.error.BatonException;
import dev.baton.layout.Geometry;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the checks look: at a channel that is there, or at where one is to be.
 *
 * @param directory the channel's
 * @param view the channel's, if there is one that is sound
 * @param problem why there is none that is sound; empty if there is one, or nothing at all
 * @param geometry the channel's, or what one would have
 */
record Place(
    ChannelDirectory directory, Optional<ControlView> view, String problem, Geometry geometry) {

  static Place of(ChannelDirectory directory, Geometry wanted) {
    if (!Files.exists(directory.control())) {
      return new Place(directory, Optional.empty(), "", wanted);
    }
    try {
      ControlView view = ControlView.map(directory);
      return new Place(directory, Optional.of(view), "", view.geometry());
    } catch (BatonException refused) {
      return new Place(
          directory, Optional.empty(), refused.getMessage() + "; " + refused.hint(), wanted);
    }
  }

  /** The channel's directory, or the nearest one above it that exists. */
  Path nearest() {
    Path path = directory.path();
    while (!Files.isDirectory(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }
}
