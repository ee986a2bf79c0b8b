/* The hand-off as built, to be checked by exhaustion: README.md says what is checked, and how. ./check runs it all.
 *
 * Bounds, all by -D:
 */
#ifndef L
#define L 2             /* loaders: members 0 to L-1 */
#endif
#ifndef P
#define P 2             /* processors: members L to L+P-1 */
#endif
#ifndef S
#define S 2             /* slots */
#endif
#ifndef N
#define N 1             /* values of each loader; each fills one slot */
#endif
#ifndef C
#define C 1             /* deaths, of any members at any steps */
#endif
#ifndef A
#define A 2             /* failed tries after which a slot is set aside */
#endif
#ifndef FAILS
#define FAILS 0         /* tries that fail, the processor living on */
#endif
#ifndef LEAVES
#define LEAVES 0        /* times that somebody leaves in order, and may come back */
#endif
/* FINE      what the others cannot tell apart is taken apart all the same: words read before they are swapped, headers and notes
 *           written field by field, ends looked at slot by slot
 * DIES_SETTING_ASIDE   of the deaths, those of a processor that sets aside, from the borrowing on until it has told
 * FIRST     who starts may take back from the dead before it attaches, as services do
 * TOKENS    processors find slots by tokens and looks, as built (listen.pml). Without it a processor may borrow any ready slot at
 *           any time, which covers tokens that are missing, late, repeated or stale
 * MUTANT_x  a protocol that is broken; the check must find it out
 */
#define M (L+P)
#define NOBODY 7        /* no member; members and slots can be swapped, so that no number is special */
#define NOWHERE 3       /* no slot */

/* A slot word, of four parts that are swapped as one. The owner is a member's number plus one. */
#define FREE 0
#define FILLING 1
#define READY 2
#define READING 3
#define WORD(state, attempts, owner, generation) ((state) + 4*(attempts) + 16*(owner) + 128*(generation))
#define STATE(w) ((w) & 3)
#define ATTEMPTS(w) (((w) >> 2) & 3)
#define OWNER(w) (((w) >> 4) & 7)
#define GENERATION(w) ((w) >> 7)
#define IS(slot, state) (STATE(word[slot]) == state)
#define MORE(attempts) ((attempts) < 3 -> (attempts) + 1 : 3)

/* control.dat: slot words and headers; member records with note and committed progress. */
short word[S];
byte loaderOf[S] = NOBODY, sequenceOf[S], valueOf[S];   /* valueOf stands for the elements */
#define UNUSED 0
#define ATTACHED 1
#define LEFT 2
#define ENDED 3
#define DEAD 4
byte stateOf[M];
bool noted[M];
byte noteSlot[M] = NOWHERE, noteGeneration[M], noteSequence[M], notePosition[M];
byte sequence[M];               /* committed: slots published or released */
byte position[M];               /* committed: where the source goes on, or the output ends */

/* The kernel's locks: who holds it, plus one. Dropped at a death. */
byte attachLock, lock[M];

/* Outputs: the values up to the committed position, and one that may follow; what was set aside. A bit a value. */
#define VALUE(loader, number) ((loader)*N + (number))
#define BIT(v) (1 << (v))
short written[P];
byte tail[P];                   /* plus one */
short aside;

/* Bookkeeping of the check alone. */
byte crashes, fails, leaves, finished, gone;
byte firsts[L];                 /* the highest sequence that was ever borrowed */
bool endSeen;

#define BOUNDARY } CRASH fi; if :: atomic {
#ifdef FINE
#define THEN BOUNDARY
#elif defined(TOKENS)
#define THEN OR_DIE
#else
#define THEN ;
#endif
#if defined(TOKENS) && !defined(FINE)
#define CUT OR_DIE
#else
#define CUT BOUNDARY
#endif
/* Between what is taken as one step since nobody else can tell it apart, one may die all the same. */
#define OR_DIE ; if :: skip CRASH fi;
#ifdef DIES_SETTING_ASIDE
#define MORTAL (s != NOWHERE && ATTEMPTS(w) >= A || told != 0 && aside != 0 && me >= L)
#else
#define MORTAL true
#endif
/* Every step of a member may be its last: the kernel drops its locks, and nothing else changes. */
#define STEP(what) if :: atomic { what } CRASH fi
#define CRASH :: atomic { crashes < C && MORTAL -> crashes++; dropLocks(); goto died }
#define DROP(m) lock[m] = (lock[m] == me + 1 -> 0 : lock[m])
inline dropLocks() {
  attachLock = (attachLock == me + 1 -> 0 : attachLock);
  DROP(0); DROP(1);
#if L + P > 2
  DROP(2);
#endif
#if L + P > 3
  DROP(3);
#endif
}

#if S == 2
#define ALL(state) (IS(0, state) && IS(1, state))
#define ANY(state) (IS(0, state) || IS(1, state))
#else
#define ALL(state) (IS(0, state) && IS(1, state) && IS(2, state))
#define ANY(state) (IS(0, state) || IS(1, state) || IS(2, state))
#endif
#if L == 2
#define ALL_ENDED (stateOf[0] == ENDED && stateOf[1] == ENDED)
#else
#define ALL_ENDED (stateOf[0] == ENDED)
#endif

#ifdef TOKENS
#include "tokens.pml"
#else
#define TOLD(token) skip
#define TELL
#define TELL_OTHERS
#define COUNT_ON
#define LOOK_TOO skip
#define BEGIN
#define FORGET
#define OVER
#define OTHER 0
#endif
#include "recovery.pml"
#include "loader.pml"
#include "processor.pml"

init {
  byte n, v;
  atomic {
    do
    :: n < L -> run Loader(n); n++
    :: n >= L && n < M -> run Processor(n); n++
    :: n == M -> break
    od;
    n = 0
  };
  /* Whoever blocks for ever is an invalid end state, reported by spin. */
  (finished == M);
  atomic {
    /* Whoever counts what a member that never came back has put out, settles its note like whoever reclaims. */
#ifndef MUTANT_COUNT_UNSETTLED
    n = L;
    do
    :: n < M && noted[n] -> assert(!HELD(n)); commitPosition(n); dropNote(n)
    :: n < M && !noted[n] -> n++
    :: n == M -> break
    od;
#endif
    do
    :: v < L*N ->
#if P == 2
       assert((((written[0] >> v) & 1) + ((written[1] >> v) & 1) + ((aside >> v) & 1)) == 1);
#else
       assert((((written[0] >> v) & 1) + ((aside >> v) & 1)) == 1);
#endif
       v++
    :: v == L*N -> break
    od;
    assert(ALL(FREE) && ALL_ENDED && attachLock == 0)
  }
}
