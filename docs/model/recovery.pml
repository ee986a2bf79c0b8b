/* What becomes of the dead: Recovery, Reclaimer; and how they come back: Attachment. */

inline dropNote(who) {
  noted[who] = false; noteSlot[who] = NOWHERE; noteGeneration[who] = 0; noteSequence[who] = 0; notePosition[who] = 0
}

/* MemberRecord.note: valid last. An invalid note is looked at by nobody, so one half written is as good as none. */
inline note() {
  assert(!noted[me]);
  noteSlot[me] = s; noteGeneration[me] = GENERATION(w); noteSequence[me] = sequence[me] + 1
}
#ifdef MUTANT_NO_NOTE
#define NOTE(output) skip
#define LATE_NOTE(output) note(); notePosition[me] = output;
#elif defined(MUTANT_NOTE_AFTER_SWAP)
#define NOTE(output) skip
#define LATE_NOTE(output) note(); notePosition[me] = output; noted[me] = true CUT
#else
#define NOTE(output) note(); notePosition[me] = output THEN noted[me] = true
#define LATE_NOTE(output)
#endif

/* What the position names becomes part of the output for good. May be repeated. */
inline commitPosition(who) {
  if
  :: who >= L && notePosition[who] != position[who] ->
     assert(notePosition[who] == position[who] + 1 && tail[who - L] != 0);      /* the output is as long as committed */
     assert(((written[0] | written[P - 1] | aside) & BIT(tail[who - L] - 1)) == 0);     /* nothing twice */
     written[who - L] = written[who - L] | BIT(tail[who - L] - 1);
     tail[who - L] = 0
  :: else -> skip
  fi;
  position[who] = notePosition[who]
}

/* MemberRecord.commitNote: field by field, the note's validity last. */
#ifdef MUTANT_DROP_BEFORE_COMMIT
#define COMMIT(who) sequence[who] = noteSequence[who]; half = notePosition[who]; dropNote(who) CUT \
  notePosition[who] = half; half = 0; commitPosition(who); notePosition[who] = 0
#else
#define COMMIT(who) sequence[who] = noteSequence[who] CUT commitPosition(who) CUT dropNote(who)
#endif

#define HELD(who) (OWNER(word[noteSlot[who]]) == who + 1 && GENERATION(word[noteSlot[who]]) == noteGeneration[who])
#if defined(TOKENS) && !defined(FINE)
/* Only who holds the dead's lock looks at its note, so that it may be settled in the step that took the lock. */
#define SETTLE_AT_ONCE(who, further) OR_DIE \
  if \
  :: noted[who] && HELD(who) -> dropNote(who) \
  :: noted[who] && !HELD(who) -> COMMIT(who) \
  :: !noted[who] -> skip \
  fi; \
  if :: NONE_OWNED(who) -> goto further :: else -> skip fi
#define SETTLE(who)
#else
#define SETTLE_AT_ONCE(who, further)
#define SETTLE(who) settle(who);
#endif
inline settle(who) {
#ifndef MUTANT_NO_SETTLE
  if
  :: atomic { noted[who] && HELD(who) -> dropNote(who) }
  :: noted[who] && !HELD(who) -> STEP(COMMIT(who))
  :: !noted[who]
  CRASH
  fi
#else
  skip
#endif
}

inline clearHeader(slot) {       /* nobody reads the header of a free slot */
  loaderOf[slot] = NOBODY; sequenceOf[slot] = 0; valueOf[slot] = 0
}
inline takeBackSlot(slot) {
  if
  :: IS(slot, FILLING) -> TOLD(OTHER); word[slot] = WORD(FREE, 0, 0, GENERATION(word[slot])); clearHeader(slot)
  :: else -> TOLD(READY_TOKEN(slot, GENERATION(word[slot])));
     word[slot] = WORD(READY, MORE(ATTEMPTS(word[slot])), 0, GENERATION(word[slot]))
  fi
}

#define OWNED(slot, who) (OWNER(word[slot]) == who + 1)
#if S == 3
#define NONE_OWNED(who) (!OWNED(0, who) && !OWNED(1, who) && !OWNED(2, who))
#define THIRD_SLOT(option) option
#else
#define NONE_OWNED(who) (!OWNED(0, who) && !OWNED(1, who))
#define THIRD_SLOT(option)
#endif
/* Nobody else takes from this owner or gives to it, so in which order the slots are looked at is all one. Here it holds one at most. */
#if defined(TOKENS) && !defined(FINE) && !defined(FIRST)
#define TAKE_BACK(who, tell) if \
  :: atomic { OWNED(0, who) -> takeBackSlot(0) } \
  :: atomic { OWNED(1, who) -> takeBackSlot(1) } \
  THIRD_SLOT(:: atomic { OWNED(2, who) -> takeBackSlot(2) }) \
  CRASH \
  fi tell
#else
#define TAKE_BACK(who, tell) do \
  :: atomic { OWNED(0, who) -> takeBackSlot(0) } tell \
  :: atomic { OWNED(1, who) -> takeBackSlot(1) } tell \
  THIRD_SLOT(:: atomic { OWNED(2, who) -> takeBackSlot(2) } tell) \
  :: atomic { NONE_OWNED(who) -> break } \
  CRASH \
  od
#endif

/* A dead member is found: its lock is free, though it has not left. Both locks in one step: whoever held the one without the
 * other would only keep others waiting. */
#ifdef MUTANT_RECLAIM_WITHOUT_LOCK
#define IS_DEAD(m) (m != me && stateOf[m] == ATTACHED && attachLock == 0)
#elif defined(FIRST)
#define IS_DEAD(m) (stateOf[m] == ATTACHED && attachLock == 0 && lock[m] == 0)         /* one's own last incarnation, too */
#else
#define IS_DEAD(m) (m != me && stateOf[m] == ATTACHED && attachLock == 0 && lock[m] == 0)
#endif
#if L + P == 2
#define ANY_DEAD (IS_DEAD(0) || IS_DEAD(1))
#elif L + P == 3
#define ANY_DEAD (IS_DEAD(0) || IS_DEAD(1) || IS_DEAD(2))
#else
#define ANY_DEAD (IS_DEAD(0) || IS_DEAD(1) || IS_DEAD(2) || IS_DEAD(3))
#endif
#ifdef FIRST
#define SETTLE_FOUND
#else
#define SETTLE_FOUND SETTLE_AT_ONCE(found, declare)
#endif
#define FIND_DEAD atomic { ANY_DEAD -> findDead() }
inline findDead() {
  if
  :: IS_DEAD(0) -> found = 0
  :: IS_DEAD(1) -> found = 1
#if L + P > 2
  :: IS_DEAD(2) -> found = 2
#endif
#if L + P > 3
  :: IS_DEAD(3) -> found = 3
#endif
  fi;
  attachLock = me + 1; lock[found] = me + 1; SETTLE_FOUND
}

/* Reclaimer.reclaimIfDead, holding both locks. */
#define DECLARE_DEAD stateOf[found] = DEAD THEN lock[found] = 0 THEN attachLock = 0; found = NOBODY
inline reclaim() {
#ifdef MUTANT_DEAD_BEFORE_TAKEN_BACK
  STEP(stateOf[found] = DEAD);
#endif
#ifdef MUTANT_RECLAIM_BEFORE_SETTLE
  TAKE_BACK(found, TELL_OTHERS);
  settle(found);
#else
#ifdef FIRST
  settle(found);
#else
  SETTLE(found)
#endif
  TAKE_BACK(found, TELL_OTHERS);
#endif
declare:
  STEP(DECLARE_DEAD)
}

/* Channel.reclaim: what a service does before it attaches. */
#ifdef FIRST
inline reclaimFirst() {
  settle(found);
  TAKE_BACK(found, COUNT_ON);
  STEP(DECLARE_DEAD)
}
#endif
