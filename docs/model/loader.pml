/* Loader and ClaimedSlot. A loader claims whatever slot is free, at any time: to it tokens are but hints where to look. */

#define HAS_MORE (position[me] < N)
inline claimSwap() {
  word[s] = WORD(FILLING, 0, me + 1, GENERATION(w)); w = word[s]
}
inline fill() {
  valueOf[s] = position[me]
}
#define HEADER loaderOf[s] = me THEN sequenceOf[s] = sequence[me] + 1
#ifdef FINE
#define CLAIM(slot) s = slot; w = word[slot]
#elif defined(TOKENS)
#define CLAIM(slot) s = slot; w = word[slot]; claimSwap() OR_DIE fill() OR_DIE NOTE(position[me] + 1) CUT HEADER; goto filled
#else
#define CLAIM(slot) s = slot; w = word[slot]; claimSwap()
#endif

proctype Loader(byte me) {
  byte s = NOWHERE, found = NOBODY, half; short w; byte told; bool missed;
  goto attach;
died:
  atomic { s = NOWHERE; w = 0; found = NOBODY; half = 0; told = 0; goto attach };
attach:
  /* Whoever holds the attach lock finds its own name's lock free: nobody takes it without. */
  if
  :: atomic { attachLock == 0 -> assert(lock[me] == 0); lock[me] = me + 1; SETTLE_AT_ONCE(me, begin) }
#ifdef FIRST
  :: FIND_DEAD -> goto reclaimingFirst
#endif
  fi;
  SETTLE(me)
  TAKE_BACK(me, );
begin:
  STEP(BEGIN stateOf[me] = ATTACHED);
next:
  if
  :: atomic { HAS_MORE && IS(0, FREE) -> CLAIM(0) }
  :: atomic { HAS_MORE && IS(1, FREE) -> CLAIM(1) }
#if S == 3
  :: atomic { HAS_MORE && IS(2, FREE) -> CLAIM(2) }
#endif
  :: FIND_DEAD -> goto reclaiming
  :: atomic { leaves < LEAVES -> leaves++ } -> goto leave
#ifdef MUTANT_END_BEFORE_PUBLISH
  :: atomic { position[me] == N - 1 && stateOf[me] == ATTACHED -> stateOf[me] = ENDED } -> goto next
#endif
  :: atomic { !HAS_MORE -> TOLD(OTHER) } -> goto end
  CRASH
  fi;
#ifdef FINE
  if
  :: atomic { word[s] == w -> claimSwap() }
  :: atomic { word[s] != w -> s = NOWHERE; w = 0 } -> goto next
  CRASH
  fi;
#endif
claimed:
  if
  :: atomic { fill() }
  :: atomic { leaves < LEAVES -> leaves++; word[s] = WORD(FREE, 0, 0, GENERATION(w)); TOLD(OTHER); s = NOWHERE; w = 0 };
     TELL; goto leave
  CRASH
  fi;
publish:
  STEP(NOTE(position[me] + 1) CUT HEADER);
filled:
#ifdef MUTANT_TOKEN_BEFORE_SWAP
  STEP(TOLD(READY_TOKEN(s, GENERATION(w))));
  TELL;
#endif
swap:
  STEP(
    assert(word[s] == w);       /* nobody takes from the living */
    assert(!endSeen);
    word[s] = WORD(READY, 0, 0, GENERATION(w))
    CUT LATE_NOTE(position[me] + 1) TOLD(READY_TOKEN(s, GENERATION(w))); s = NOWHERE; w = 0; COMMIT(me));
tell:
#ifndef MUTANT_TOKEN_BEFORE_SWAP
  TELL;
#endif
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
end:
  TELL;
  STEP(stateOf[me] = ENDED CUT dropLocks(); finished++);
endOver:
  false         /* it stays, so that members can be swapped */
}
