package dev.baton.crash;

import static dev.baton.crash.CrashPoint.Part.ATTACHING;
import static dev.baton.crash.CrashPoint.Part.BAIL;
import static dev.baton.crash.CrashPoint.Part.CREATING;
import static dev.baton.crash.CrashPoint.Part.DESTROYING;
import static dev.baton.crash.CrashPoint.Part.LOADER;
import static dev.baton.crash.CrashPoint.Part.ORDER;
import static dev.baton.crash.CrashPoint.Part.PROCESSOR;
import static dev.baton.crash.CrashPoint.Part.RECLAIMING;
import static dev.baton.crash.CrashPoint.Part.RETURNING;
import static dev.baton.crash.CrashPoint.Part.SEIZING;
import static dev.baton.crash.CrashPoint.Part.SETTING_ASIDE;
import static dev.baton.crash.CrashPoint.Part.SPOOL;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Every step of the protocol after which a process may die. {@code docs/protocol.md} tells for each
 * what a death right after it leaves, and what becomes of that; a test compares the two lists.
 *
 * <p>{@code -Dbaton.crash.at=publish-swapped}, or {@code publish-swapped:3} for the third time that
 * it is reached, halts the JVM there as SIGKILL would: no hook runs, nothing is flushed, every lock
 * is the kernel's to drop. Without that property {@link #reached} is a test of a constant that the
 * JIT removes.
 *
 * <p>A step that several parts of the protocol take is one point: which of them dies there is up to
 * which process is told to.
 */
public enum CrashPoint {
  CLAIM_SWAPPED(LOADER),
  PUBLISH_LENGTH_WRITTEN(LOADER),
  BORROW_SWAPPED(PROCESSOR),
  OUTPUT_PIECE_WRITTEN(PROCESSOR),
  OUTPUT_WRITTEN(PROCESSOR),
  NOTE_HALF_WRITTEN(LOADER, PROCESSOR),
  NOTE_WRITTEN(LOADER, PROCESSOR),
  PUBLISH_HEADER_WRITTEN(LOADER),
  PUBLISH_SWAPPED(LOADER),
  RELEASE_SWAPPED(PROCESSOR),
  NOTE_HALF_COMMITTED(LOADER, PROCESSOR, ATTACHING, RECLAIMING),
  NOTE_COMMITTED(LOADER, PROCESSOR),
  TOKEN_HALF_APPENDED(LOADER, PROCESSOR),
  TOKEN_APPENDED(LOADER, PROCESSOR),
  TOKEN_TOLD(LOADER, PROCESSOR),
  ABORT_SWAPPED(LOADER),
  TRY_NOTED(PROCESSOR, ATTACHING, RECLAIMING),
  REQUEUE_SWAPPED(PROCESSOR),
  END_TOLD(LOADER),
  END_DECLARED(LOADER),
  CLOSE_HALF_ABORTED(LOADER),
  CLOSE_HALF_REQUEUED(PROCESSOR),
  LEFT(LOADER, PROCESSOR),

  SPOOL_TAKEN(SPOOL),
  SPOOL_REASON_WRITTEN(SPOOL),
  SPOOL_MOVED(SPOOL),

  SEIZE_SWAPPED(SEIZING),
  ASIDE_ARRAY_WRITTEN(SETTING_ASIDE),
  ASIDE_ARRAY_NAMED(SETTING_ASIDE),
  ASIDE_STORY_NAMED(SETTING_ASIDE),
  ASIDE_PUBLISHED(RETURNING),
  ASIDE_ENDED(RETURNING),
  ASIDE_HALF_REMOVED(RETURNING),

  ATTACH_LOCKED(ATTACHING),
  NAME_LOCKED(ATTACHING),
  SPARE_OUTBOX_REMOVED(ATTACHING),
  SPARE_CLEARED(ATTACHING),
  NAME_HALF_REGISTERED(ATTACHING),
  NAME_REGISTERED(ATTACHING),
  RECLAIM_ATTACH_LOCKED(RECLAIMING),
  RECLAIM_LOCKED(RECLAIMING),
  NOTE_SETTLED(ATTACHING, RECLAIMING),
  SLOT_TAKEN_BACK(ATTACHING, RECLAIMING),
  SLOT_TAKEN_BACK_TOLD(RECLAIMING),
  DEAD_DECLARED(RECLAIMING),
  OUTBOX_HALF_MADE(ATTACHING),
  OUTBOX_MADE(ATTACHING),
  PROGRESS_HALF_WIPED(ATTACHING),
  NEWS_CLEARED(ATTACHING),
  INCARNATION_RAISED(ATTACHING),
  RECORD_BEGUN(ATTACHING),
  JOB_WRITTEN(ATTACHING),
  TABLE_ANNOUNCED(ATTACHING),

  CREATE_DIRECTORY_MADE(CREATING),
  CREATE_SLOT_WRITTEN(CREATING),
  CREATE_CONTROL_WRITTEN(CREATING),
  CREATE_RENAMED(CREATING),
  DESTROY_CONTROL_REMOVED(DESTROYING),
  DESTROY_CONTENTS_REMOVED(DESTROYING),
  DESTROY_UNLOCKED(DESTROYING),
  BAIL_TICKET_TAKEN(BAIL),
  BAIL_RECORDED(BAIL),
  BAIL_SWAPPED(BAIL),
  ORDER_LOCKED(ORDER),
  ORDER_RECORDED(ORDER),
  ORDER_GIVEN(ORDER);

  /** What a process is doing when it takes a step. */
  public enum Part {
    LOADER,
    PROCESSOR,
    SPOOL,
    SEIZING,
    SETTING_ASIDE,
    RETURNING,
    ATTACHING,
    RECLAIMING,
    CREATING,
    DESTROYING,
    BAIL,
    ORDER
  }

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Part> parts;

  CrashPoint(Part... parts) {
    this.parts = List.of(parts);
  }

  /** The steps of a part of the protocol. */
  public static List<CrashPoint> of(Part part) {
    return Stream.of(values()).filter(point -> point.parts.contains(part)).toList();
  }

  /** The step's name: {@code publish-swapped}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Says that this step has just been made. Does not return if the process is to die here. */
  public void reached() {
    if (ArmedPoint.IS_SET) {
      ArmedPoint.reached(this);
    }
  }

  /**
   * Refuses a crash point that does not exist.
   *
   * @throws dev.baton.error.BatonException {@code USAGE} with the nearest that does
   */
  public static void check() {
    ArmedPoint.ofProcess();
  }
}
