package dev.baton.ops.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargePagesTest {
  private static final long PAGE = 2 << 20;
  private static final List<String> MOUNTS =
      List.of(
          "26 0 254:0 / / rw,relatime - ext4 /dev/vda rw",
          "25 24 0:23 / /dev/shm rw,relatime shared:4 - tmpfs tmpfs rw,size=24684084k",
          "27 26 0:24 / /run/big rw,nosuid - tmpfs tmpfs rw,size=1g,huge=within_size",
          "28 26 0:25 / /run/greedy rw - tmpfs tmpfs rw,huge=always,inode64",
          "29 26 0:26 / /run/two rw - tmpfs tmpfs rw,huge=always",
          "30 29 0:27 / /run/two rw - tmpfs tmpfs rw,huge=within_size",
          "31 26 0:28 / /run/with\\040space rw - tmpfs tmpfs rw,huge=advise");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "never | /srv/c       | 4096  | ok      | ext4: of a tmpfs alone |",
        "never | /dev/shm/c   | 1024  | ok      | none: a slot is less than 2.0 MiB |",
        "never | /dev/shm/c   | 4096  | hint    | huge=never: works, and each process's first pass"
            + " through each slot could be faster | mount -o remount,huge=within_size /dev/shm, before the"
            + " channel is made",
        "never | /run/big/c   | 4096  | ok      | huge=within_size |",
        "never | /run/bigger  | 4096  | ok      | ext4: of a tmpfs alone |",
        "never | /run/two     | 4096  | ok      | huge=within_size |",
        "never | /run/greedy/ | 4096  | warning | huge=always: each file takes whole ones of 2.0"
            + " MiB, small ones too | mount -o remount,huge=within_size /run/greedy",
        "force | /run/big     | 1024  | warning | huge=always: each file takes whole ones of 2.0"
            + " MiB, small ones too | mount -o remount,huge=within_size /run/big",
        "deny  | /run/big     | 4096  | hint    | shmem_enabled is deny: works, and each process's"
            + " first pass through each slot could be faster | echo never >"
            + " /sys/kernel/mm/transparent_hugepage/shmem_enabled leaves it to each mount, before"
            + " the channel is made",
        "deny  | /run/greedy  | 1024  | ok      | none: a slot is less than 2.0 MiB |",
        "never | '/run/with space/c' | 4096 | hint | huge=advise: works, and each process's first"
            + " pass through each slot could be faster | mount -o remount,huge=within_size /run/with"
            + " space, before the channel is made",
      })
  void shouldSayWhatASlotsPagesAreAndWhatToDo(
      String setting, Path where, long kib, String level, String found, String remedy) {
    String settings = "always within_size advise never deny force";
    LargePages pages =
        new LargePages(MOUNTS, settings.replaceFirst("\\b" + setting + "\\b", "[$0]"), PAGE);
    Finding finding = pages.finding(where, kib << 10);
    assertEquals("large pages", finding.check());
    assertEquals(level, finding.level().word());
    assertEquals(found, finding.found());
    assertEquals(remedy == null ? "" : remedy, finding.remedy());
  }
}
