package dev.baton.bench.result;

/** The rows of the table: what is measured, against what, and what it is to reach. */
@SuppressWarnings("ImmutableEnumChecker") // a goal is a record of values
public enum Row {
  SEED("the seed's job: text in, text out checked, every element", Goal.atLeast(300)),
  TRIP_P50("round trip of one slot, spinning, p50", Goal.atMost(1.5)),
  TRIP_P999("the same, p99.9", Goal.atMost(1.5)),
  TRIP_1M("the same, p50, slot of 1 MiB", Goal.atMost(1.1)),
  TRIP_512M("the same, p50, slot of 512 MiB", Goal.atMost(1.1)),
  FILL_64K_AERON("fill and sum, slots of 64 KiB", Goal.atLeast(1.5)),
  FILL_1M_AERON("fill and sum, slots of 1 MiB", Goal.atLeast(2.5)),
  FILL_16M_AERON("fill and sum, slots of 16 MiB", Goal.atLeast(3)),
  FILL_64K_CHRONICLE("fill and sum, slots of 64 KiB", Goal.atLeast(10)),
  FILL_1M_CHRONICLE("fill and sum, slots of 1 MiB", Goal.atLeast(20)),
  FILL_16M_CHRONICLE("fill and sum, slots of 16 MiB", Goal.atLeast(20)),
  FILL_64K_AERON_PIECES("fill and sum, 64 KiB", Goal.none()),
  FILL_1M_AERON_PIECES("fill and sum, 1 MiB", Goal.none()),
  FILL_16M_AERON_PIECES("fill and sum, 16 MiB", Goal.none()),
  FILL_64K_BARE("fill and sum, 64 KiB", Goal.none()),
  FILL_1M_BARE("fill and sum, 1 MiB", Goal.none()),
  FILL_16M_BARE("fill and sum, 16 MiB", Goal.none()),
  MEMORY_BARE("bare memory instead of Baton, fill and sum, 16 MiB", Goal.none()),
  TRIP_BARE("round trip of one slot, spinning, p50", Goal.none()),
  FILL_1M_JEROMQ("fill and sum, 1 MiB", Goal.none()),
  FILL_1M_UNIX_SOCKET("fill and sum, 1 MiB", Goal.none()),
  FILL_1M_PIPE("fill and sum, 1 MiB", Goal.none()),
  MEMORY("fill and sum, slots of 16 MiB", Goal.atLeast(0.9)),
  PARSE_SEED("text to floats, one core, the seed's lines", Goal.atLeast(3)),
  PARSE_DECIMAL("the same, decimals such as -12.345678", Goal.atLeast(2)),
  LOADTXT_SEED("text to floats, the seed's lines", Goal.atLeast(10)),
  LOADTXT_DECIMAL("the same, decimals", Goal.atLeast(10)),
  FROMSTRING_SEED("text to floats, the seed's lines", Goal.atLeast(10)),
  FROMSTRING_DECIMAL("the same, decimals", Goal.atLeast(10)),
  PRINT_SEED("floats to text, shortest form, the seed's numbers", Goal.atLeast(5)),
  PRINT_DECIMAL("the same, decimals such as -12.345678", Goal.atLeast(5)),
  PRINT_RANDOM("the same, random bits", Goal.atLeast(5)),
  FILE_RAW("raw file to slot, from the page cache", Goal.atLeast(0.5)),
  FILE_NPY("npy file to slot, from the page cache", Goal.atLeast(0.5)),
  THREADS_SEED("text file to slots, two threads, the seed's lines", Goal.none()),
  THREADS_DECIMAL("the same, decimals such as -12.345678", Goal.none()),
  SHARDS_SEED("text file to slots, two loaders, half the file each, the seed's lines", Goal.none()),
  SHARDS_DECIMAL("the same, decimals such as -12.345678", Goal.none()),
  IDLE_PROCESSOR("idle processor, default idle strategy", Goal.atMost(1, "% of a core")),
  IDLE_LOADER("idle loader, default idle strategy", Goal.atMost(1, "% of a core")),
  WAKE_UP("wake-up of an idle service, default idle strategy, p99", Goal.atMost(5, "ms")),
  ALLOCATION_SLOT("allocation for a slot, both sides", Goal.atMost(0, "bytes")),
  ALLOCATION_PARSE("allocation for an element read from text", Goal.atMost(0, "bytes")),
  ALLOCATION_PRINT("allocation for an element printed", Goal.atMost(0, "bytes")),
  GROWTH_SLOTS("round trip with 4,096 slots, p50", Goal.atMost(1.5)),
  GROWTH_MEMBERS("round trip with 16 members, p50", Goal.atMost(1.5)),
  ATTACH("attach to 4,096 slots, in a new process", Goal.atMost(1, "s")),
  STATUS("baton status", Goal.atMost(0.3, "s of CPU")),
  WATCHED("round trip while metrics and page are asked ten times a second, p50", Goal.atMost(1.1)),
  METRICS_IDLE("baton metrics, nobody asks", Goal.atMost(1, "% of a core")),
  METRICS_BUSY("baton metrics, asked every second", Goal.atMost(1, "% of a core")),
  PAGE_IDLE("baton web, no page open", Goal.atMost(1, "% of a core")),
  PAGE_BUSY("baton web, a page open", Goal.atMost(1, "% of a core"));

  private final String title;
  private final Goal goal;

  Row(String title, Goal goal) {
    this.title = title;
    this.goal = goal;
  }

  /** What is measured. */
  public String title() {
    return title;
  }

  /** What it is to reach. */
  public Goal goal() {
    return goal;
  }
}
