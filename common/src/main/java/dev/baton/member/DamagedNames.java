package dev.baton.member;

import dev.baton.error.BatonException;
import dev.baton.error.Reason;
import dev.baton.layout.Role;
import dev.baton.store.ChannelDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts names in the member table right that were damaged.
 *
 * <p>Every member that ever attached has a lock file and outboxes of its name. The name that, with
 * a role, gives the record's check is the member's; if none does, and the name in the record is
 * among them, the check itself was damaged.
 */
final class DamagedNames {
  private static final Logger LOG = LoggerFactory.getLogger(DamagedNames.class);
  private static final String LOCK = ".lock";

  private final ChannelDirectory directory;
  private final List<MemberRecord> records;

  /** What a member was registered as, and how that is known. */
  private record Known(String name, Role role, String by) {}

  DamagedNames(ChannelDirectory directory, List<MemberRecord> records) {
    this.directory = directory;
    this.records = records;
  }

  /**
   * Mends what can be. The caller holds the attach lock.
   *
   * @throws BatonException {@link Reason#BAD_DATA} if a record's name cannot be told
   */
  void mend() throws IOException {
    for (MemberRecord record : records) {
      if (record.isUsed() && !record.isNameSound()) {
        mend(record, names());
      }
    }
  }

  private void mend(MemberRecord record, List<String> names) {
    String found = record.name();
    Known known =
        tell(record, names)
            .orElseThrow(
                () ->
                    new BatonException(
                        Reason.BAD_DATA,
                        "member record "
                            + record.index()
                            + " of channel "
                            + directory
                            + " is damaged: found the name '"
                            + found
                            + "', expected one of "
                            + names,
                        "when nobody needs that member, give it up with: baton repair "
                            + directory
                            + " --forget record:"
                            + record.index()));
    record.restoreName(known.name(), known.role());
    LOG.error(
        "event=member_name_mended record={} found=\"{}\" is={} by=\"{}\"",
        record.index(),
        found,
        known.name(),
        known.by());
  }

  /** The name of a record, by what else tells of it where it is damaged. */
  Optional<String> nameOf(MemberRecord record) throws IOException {
    return record.isNameSound()
        ? Optional.of(record.name())
        : tell(record, names()).map(Known::name);
  }

  private Optional<Known> tell(MemberRecord record, List<String> names) {
    for (String name : names) {
      for (Role role : List.of(Role.LOADER, Role.PROCESSOR)) {
        if (record.isRegisteredAs(name, role)) {
          return Optional.of(new Known(name, role, "its check"));
        }
      }
    }
    String found = record.name();
    boolean another =
        records.stream().anyMatch(r -> r.isUsed() && r.isNameSound() && r.name().equals(found));
    boolean told = names.contains(found) && !another && record.role() != Role.DAMAGED;
    return told
        ? Optional.of(new Known(found, record.role(), "its lock file or outbox"))
        : Optional.empty();
  }

  /** Either directory may have been removed. */
  private List<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (Path kept : List.of(directory.members(), directory.outboxes())) {
      if (Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(kept)) {
          for (Path entry : entries) {
            String name = entry.getFileName().toString();
            names.add(
                name.endsWith(LOCK) ? name.substring(0, name.length() - LOCK.length()) : name);
          }
        }
      }
    }
    return List.copyOf(names);
  }
}
