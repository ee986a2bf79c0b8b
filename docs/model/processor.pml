/* Processor, BorrowedSlot, and the service around them: output written, noted, swapped; or given back; or set aside. */

inline borrowSwap() {
#ifdef TOKENS
  inOrder(); FOLLOW_ON
#endif
  word[s] = WORD(READING, ATTEMPTS(w), me + 1, GENERATION(w)); w = word[s]
}
#ifdef FINE
#define BORROW(slot) s = slot; w = word[slot]
#elif defined(TOKENS)
#define BORROW(slot) s = slot; w = word[slot]; borrowSwap() OR_DIE outcome()
#else
#define BORROW(slot) s = slot; w = word[slot]; borrowSwap()
#endif
#define VALUE_IN(slot) VALUE(loaderOf[slot], valueOf[slot])
inline requeue() {
  assert(word[s] == w);
  word[s] = WORD(READY, half, 0, GENERATION(w));
  TOLD(READY_TOKEN(s, GENERATION(w)));
  LOOK_TOO;
  s = NOWHERE; w = 0; half = 0
}
inline copyAside() {
  setAside = true; aside = aside | BIT(VALUE_IN(s))
}
inline putOut() {
  assert(tail[me - L] == 0); tail[me - L] = 1 + VALUE_IN(s)
}
#ifdef TOKENS
/* What becomes of a try, up to its note: nobody else sees any of it but the slot given back. */
inline outcome() {
  if
  :: ATTEMPTS(w) >= A -> copyAside() OR_DIE NOTE(position[me]); goto swap
  :: ATTEMPTS(w) < A -> putOut() OR_DIE NOTE(position[me] + 1); goto swap
  :: ATTEMPTS(w) < A && fails < FAILS -> fails++; half = MORE(ATTEMPTS(w)); requeue(); goto tell
  fi
}
#endif

#define AWAIT(answer) if \
  :: atomic { answer -> skip } \
  :: atomic { !(answer) && (ANY(READY) || ANY_DEAD) -> skip } -> goto next \
  CRASH \
  fi

proctype Processor(byte me) {
  byte s = NOWHERE, found = NOBODY, half; short w; byte told; bool setAside;
#ifdef TOKENS
  LISTENING
#endif
  goto attach;
died:
  atomic { s = NOWHERE; w = 0; found = NOBODY; half = 0; told = 0; setAside = false; FORGET goto attach };
attach:
  if
  :: atomic { attachLock == 0 -> assert(lock[me] == 0); lock[me] = me + 1; SETTLE_AT_ONCE(me, begin) }
#ifdef FIRST
  :: FIND_DEAD -> goto reclaimingFirst
#endif
  :: atomic { gone < P - 1 -> gone++; OVER finished++ } -> goto endOver    /* dead for good */
  fi;
  SETTLE(me)
  TAKE_BACK(me, );
begin:                  /* the output is cut back to the committed position */
#ifdef TOKENS
  LISTEN(BEGIN stateOf[me] = ATTACHED THEN tail[me - L] = 0);
#include "listen.pml"
#else
  STEP(stateOf[me] = ATTACHED THEN tail[me - L] = 0);
next:
  if
  :: atomic { IS(0, READY) -> BORROW(0) }
  :: atomic { IS(1, READY) -> BORROW(1) }
#if S == 3
  :: atomic { IS(2, READY) -> BORROW(2) }
#endif
  :: FIND_DEAD -> goto reclaiming
  :: atomic { leaves < LEAVES -> leaves++ } -> goto leave
#ifdef FINE
#ifdef MUTANT_END_SLOTS_FIRST
  :: atomic { IS(0, FREE) -> skip } -> goto isEnd
#else
  :: atomic { stateOf[0] == ENDED -> skip } -> goto isEnd
#endif
#else
  :: atomic { ALL_ENDED && ALL(FREE) -> endSeen = true } -> goto end
#endif
  CRASH
  fi;
#ifdef FINE
  if
  :: atomic { word[s] == w -> borrowSwap() }
  :: atomic { word[s] != w -> s = NOWHERE; w = 0 } -> goto next
  CRASH
  fi;
#endif
borrowed:
  if
  :: atomic { ATTEMPTS(w) >= A -> copyAside() }
  :: atomic { ATTEMPTS(w) < A -> putOut() }
  :: atomic { ATTEMPTS(w) < A && fails < FAILS -> fails++; half = MORE(ATTEMPTS(w)); requeue() } -> goto tell
  :: atomic { leaves < LEAVES -> leaves++; half = ATTEMPTS(w); requeue() } TELL; goto leave
  CRASH
  fi;
release:
  STEP(NOTE(position[me] + (setAside -> 0 : 1)));
#endif
swap:
  STEP(
    assert(word[s] == w);       /* nobody takes from the living */
    word[s] = WORD(FREE, 0, 0, GENERATION(w) + 1); clearHeader(s)
    CUT LATE_NOTE(position[me] + (setAside -> 0 : 1)) TOLD(OTHER); s = NOWHERE; w = 0; setAside = false; COMMIT(me));
tell:
  TELL;
  goto next;
reclaiming:
  reclaim();
  goto next;
#ifdef FIRST
reclaimingFirst:
  reclaimFirst();
  goto attach;
#endif
leave:
  STEP(stateOf[me] = LEFT; dropLocks(); goto attach);
#ifdef FINE
/* Processor.isEnd looks at one word after the other. Where something is left to do it answers no; where nothing is, the next
 * answer would be the same. */
isEnd:
#ifdef MUTANT_END_SLOTS_FIRST
  AWAIT(IS(1, FREE));
  AWAIT(stateOf[0] == ENDED);
  AWAIT(stateOf[L - 1] == ENDED);
#else
  AWAIT(stateOf[L - 1] == ENDED);
  AWAIT(IS(0, FREE));
  AWAIT(IS(1, FREE));
#if S == 3
  AWAIT(IS(2, FREE));
#endif
#endif
  STEP(endSeen = true);
#endif
end:
  STEP(assert(ALL(FREE)); stateOf[me] = ENDED THEN dropLocks(); FORGET OVER finished++);
endOver:
  false         /* it stays, so that members can be swapped */
}
