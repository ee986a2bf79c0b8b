/* Loaders, processors and slots have no order: what holds of a state holds of every state that becomes it when names are swapped. Of
 * these, eight with two of each, one is searched. `check` appends this to the pan.c that spin makes, and has pan ask storeAlike() whether
 * it was in a state, or in one that is alike, before. The search itself goes on with the states as they are: a trail is a run.
 *
 * Stored is the smallest of those that are alike: 64 bits of a hash of 128, in a table in which the other 64 say where to look.
 *
 *   TIDY       alike are states, too, that differ only in what nobody will ever look at, or tell apart: tidy() says what
 *   TABLE=n    room for n million states, 8 bytes each
 *   COUNT      nothing is left out: all states are searched; counted besides are those that are not alike, and how many they stand for.
 *              The first is what is stored otherwise; the second, without TIDY, is all there are. Else something is wrong here
 *   FORGETFUL  a field that is not swapped, and one that is tidied away though somebody looks at it: this must be found out
 */
#include <stdint.h>
#include <sys/mman.h>
#include "bounds.h"

#define LOADER(v, m) ((P0 *)((char *)(v) + proc_offset[1 + (m)]))
#define PROCESSOR(v, r) ((P1 *)((char *)(v) + proc_offset[1 + L + (r)]))
#define EXCHANGE(x, y) { int exchanged = (x); (x) = (y); (y) = exchanged; }
/* Whoever a process names, whichever kind it is of. */
#define EACH_PROCESS(v, what) { \
  for (int m = 0; m < L; m++) { P0 *p = LOADER(v, m); what } \
  for (int r = 0; r < P; r++) { P1 *p = PROCESSOR(v, r); what } \
}

/* --- names --- */

static int swappedSlot(int slot) { return slot < 2 ? 1 - slot : slot; }

static void swapSlots(State *v) {
  EXCHANGE(v->word[0], v->word[1]);
  EXCHANGE(v->loaderOf[0], v->loaderOf[1]);
  EXCHANGE(v->valueOf[0], v->valueOf[1]);
  EXCHANGE(v->sequenceOf[0], v->sequenceOf[1]);
  for (int m = 0; m < M; m++) v->noteSlot[m] = swappedSlot(v->noteSlot[m]);
  EACH_PROCESS(v, p->s = swappedSlot(p->s););
#ifdef TOKENS
#define SWAPPED_TOKEN(token) if ((token) > OTHER) (token) = ((token) - 2 ^ 1) + 2
  for (int i = 0; i < M * T; i++) SWAPPED_TOKEN(v->outbox[i]);
  EACH_PROCESS(v, SWAPPED_TOKEN(p->told););
  for (int r = 0; r < P; r++) {
    P1 *p = PROCESSOR(v, r);
    SWAPPED_TOKEN(p->backlog[0]);
    SWAPPED_TOKEN(p->backlog[1]);
    p->seen = (p->seen & 1) << 1 | p->seen >> 1;
  }
#endif
}

static int swappedMember(int member, int a, int b) { return member == a ? b : member == b ? a : member; }

static int swappedBits(int bits, int a, int b) {
  int x = (bits >> a ^ bits >> b) & 1;
  return bits ^ (x << a | x << b);
}

static short swappedOwner(short word, int a, int b) {
  int owner = OWNER(word);
  return word + 16 * (swappedMember(owner - 1, a, b) + 1 - owner);
}

static void swapMembers(State *v, int a, int b) {
#define BY_MEMBER(x) EXCHANGE(v->x[a], v->x[b])
  BY_MEMBER(stateOf) BY_MEMBER(noted) BY_MEMBER(noteSlot) BY_MEMBER(noteGeneration) BY_MEMBER(noteSequence)
  BY_MEMBER(notePosition) BY_MEMBER(sequence) BY_MEMBER(lock)
#ifndef FORGETFUL
  BY_MEMBER(position)
#endif
  v->attachLock = swappedMember(v->attachLock - 1, a, b) + 1;
  for (int m = 0; m < M; m++) v->lock[m] = swappedMember(v->lock[m] - 1, a, b) + 1;
  for (int slot = 0; slot < S; slot++) {
    v->word[slot] = swappedOwner(v->word[slot], a, b);
    v->loaderOf[slot] = swappedMember(v->loaderOf[slot], a, b);
  }
  EACH_PROCESS(v, p->w = swappedOwner(p->w, a, b); p->found = swappedMember(p->found, a, b););
#ifdef TOKENS
  BY_MEMBER(appended) BY_MEMBER(news) BY_MEMBER(incarnation)
  for (int i = 0; i < T; i++) EXCHANGE(v->outbox[a * T + i], v->outbox[b * T + i]);
  for (int r = 0; r < P; r++) {
    EXCHANGE(v->feedIncarnation[r * M + a], v->feedIncarnation[r * M + b]);
    EXCHANGE(v->feedRead[r * M + a], v->feedRead[r * M + b]);
    EXCHANGE(v->feedPassed[r * M + a], v->feedPassed[r * M + b]);
    PROCESSOR(v, r)->followed = swappedBits(PROCESSOR(v, r)->followed, a, b);
#if N > 1
    PROCESSOR(v, r)->afterLoader = swappedMember(PROCESSOR(v, r)->afterLoader, a, b);
#endif
  }
#endif
}

#if L == 2
static void swapLoaders(State *v) {
  P0 kept = *LOADER(v, 0), *p = LOADER(v, 0), *q = LOADER(v, 1);
  *p = *q, p->_pid = kept._pid, p->me = kept.me;
  kept._pid = q->_pid, kept.me = q->me, *q = kept;
  swapMembers(v, 0, 1);
  for (int n = 0; n < N; n++) {
    for (int r = 0; r < P; r++) v->written[r] = swappedBits(v->written[r], VALUE(0, n), VALUE(1, n));
    v->aside = swappedBits(v->aside, VALUE(0, n), VALUE(1, n));
  }
  for (int r = 0; r < P; r++)
    if (v->tail[r]) v->tail[r] = (v->tail[r] - 1 + N) % (2 * N) + 1;
  EXCHANGE(v->firsts[0], v->firsts[1]);
#ifdef TOKENS
  for (int r = 0; r < P; r++) EXCHANGE(PROCESSOR(v, r)->highest[0], PROCESSOR(v, r)->highest[1]);
#endif
}
#endif

#if P == 2
static void swapProcessors(State *v) {
  P1 kept = *PROCESSOR(v, 0), *p = PROCESSOR(v, 0), *q = PROCESSOR(v, 1);
  *p = *q, p->_pid = kept._pid, p->me = kept.me;
  kept._pid = q->_pid, kept.me = q->me, *q = kept;
  swapMembers(v, L, L + 1);
  EXCHANGE(v->written[0], v->written[1]);
  EXCHANGE(v->tail[0], v->tail[1]);
#ifdef TOKENS
  for (int m = 0; m < M; m++) {
    EXCHANGE(v->feedIncarnation[m], v->feedIncarnation[M + m]);
    EXCHANGE(v->feedRead[m], v->feedRead[M + m]);
    EXCHANGE(v->feedPassed[m], v->feedPassed[M + m]);
  }
#endif
}
#endif

/* A swap, and who comes first as far as can be told without any names: below 0 the first, above the second, 0 either. */
typedef struct { void (*swap)(State *); int (*order)(State *); } Swap;
#define FIRST_DIFFERENCE(a, b, c) { int d; if ((d = (a)) || (d = (b)) || (d = (c))) return d; }

static int slotsOrder(State *v) {
  FIRST_DIFFERENCE(STATE(v->word[0]) - STATE(v->word[1]), ATTEMPTS(v->word[0]) - ATTEMPTS(v->word[1]),
                   v->sequenceOf[0] - v->sequenceOf[1])
  return 0;
}

static int membersOrder(State *v, int a, int b) {
  FIRST_DIFFERENCE(v->stateOf[a] - v->stateOf[b], v->position[a] - v->position[b], v->noted[a] - v->noted[b])
#ifdef TOKENS
  FIRST_DIFFERENCE(v->feedPassed[a] + v->feedPassed[M * (P - 1) + a] - v->feedPassed[b] - v->feedPassed[M * (P - 1) + b],
                   v->incarnation[a] - v->incarnation[b], v->news[a] - v->news[b])
#endif
  return 0;
}

#if L == 2
static int loadersOrder(State *v) {
  FIRST_DIFFERENCE((int)LOADER(v, 0)->_p - (int)LOADER(v, 1)->_p, membersOrder(v, 0, 1), 0)
  return 0;
}
#endif

#if P == 2
static int processorsOrder(State *v) {
  P1 *p = PROCESSOR(v, 0), *q = PROCESSOR(v, 1);
  FIRST_DIFFERENCE((int)p->_p - (int)q->_p, (p->told > 0) - (q->told > 0), membersOrder(v, L, L + 1))
#ifdef TOKENS
  FIRST_DIFFERENCE((int)p->missed - (int)q->missed, 0, 0)
#endif
  return 0;
}
#endif

static const Swap swaps[] = {
#if S == 2
  { swapSlots, slotsOrder },
#endif
#if P == 2
  { swapProcessors, processorsOrder },
#endif
#if L == 2
  { swapLoaders, loadersOrder },
#endif
};
#define SWAPS ((int)(sizeof swaps / sizeof *swaps))

/* --- what nobody will ever tell apart --- */

#ifdef TIDY
#if LOST > 0 || defined(FIRST) || !defined(TOKENS)
#error "tokens that may be lost, or counted for the dead, are told apart by their numbers"
#endif

/* A slot's generation only says whether a token or a note is of this filling. A token that is not never will be: it is as good as one
 * that means nothing. */
static int tidyToken(State *v, int token) {
  if (token <= OTHER) return token;
  int slot = (token - 2) & 3;
  return token == READY_TOKEN(slot, GENERATION(v->word[slot])) ? READY_TOKEN(slot, 0) : OTHER;
}

static void tidyBacklog(State *v, P1 *p) {
  int kept = 0;
  for (int i = 0; i < S; i++) {
    int token = tidyToken(v, p->backlog[i]), key = p->keys[i];
    p->backlog[i] = p->keys[i] = 0;
    if (token > OTHER) p->backlog[kept] = token, p->keys[kept++] = key;
  }
}

/* A dead member's note of a slot that it still holds is dropped by whoever finds it, and its output is cut back to what is committed. */
static void tidyNote(State *v, int m) {
  int living = v->lock[m] == m + 1;
  int held = v->noted[m] && v->noteSlot[m] != NOWHERE && OWNER(v->word[v->noteSlot[m]]) == m + 1
      && GENERATION(v->word[v->noteSlot[m]]) == v->noteGeneration[m];
  if (held && !living) v->noted[m] = 0;
  if (!v->noted[m]) v->notePosition[m] = 0;
  if (!held || !living) v->noteSlot[m] = NOWHERE;
  v->noteGeneration[m] = v->noteSequence[m] = 0;        /* the sequence is the next one */
  if (m >= L) {                                         /* of processors nobody asks for how many */
    v->sequence[m] = 0;
    if (v->noted[m]) v->notePosition[m] -= v->position[m];
    else v->tail[m - L] = 0;
    v->position[m] = 0;
  }
  if (v->stateOf[m] == DEAD) v->stateOf[m] = UNUSED;
}

/* What somebody wrote into a header, and died before its slot was ready, nobody reads. */
static void tidyHeader(State *v, int slot) {
  if (STATE(v->word[slot]) == FILLING && LOADER(v, OWNER(v->word[slot]) - 1)->s != slot)
    v->loaderOf[slot] = NOBODY, v->valueOf[slot] = v->sequenceOf[slot] = 0;
}

static int min(int a, int b) { return a < b ? a : b; }

/* Where a feed is, as far as that matters: which token it reads next, or that it does not look at tokens, but whether there are any. */
#define ABREAST 1
#define LEFT_BEHIND 2
#define READS(place) (8 + (place))
#define SKEWED 32

/* Left are the tokens that somebody may still read, and that mean something. That there ever was one is remembered for a feed that may
 * begin later, which of the incarnations it is as well. */
static void tidyOutbox(State *v, int m) {
  uchar *tokens = &v->outbox[m * T], kept[T + 1] = {0};
  int place[T + 1], needed = T, count = 0, begins = 0, unknown = 0, gaps = 0, inBetween = v->appended[m] - v->news[m];
  for (int r = 0; r < P; r++) {
    int followed = PROCESSOR(v, r)->followed, i = r * M + m;
    if (r + L == m || followed == NEVER_AGAIN) continue;
    unknown |= followed >> m & 1 && v->feedIncarnation[i] == 0;
    begins |= unknown || v->crashes < C || v->leaves < LEAVES || !(followed >> m & 1);
    if (!(followed >> m & 1)) continue;
    if (v->feedIncarnation[i] != v->incarnation[m]) needed = 0;
    else if (v->feedPassed[i] < CLOSED) {
      needed = min(needed, v->feedPassed[i]);
      if (v->feedPassed[i] != v->feedRead[i]) gaps |= 1 << v->feedPassed[i];    /* whatever comes next is a gap to it */
    } else if (v->feedRead[i] == 0) needed = 0;
  }
  for (int i = 0; i < v->appended[m]; i++) {
    int token = tidyToken(v, tokens[i]);
    place[i] = count;
    if (i >= v->news[m] || i >= needed && (gaps >> i & 1 || token > OTHER)) kept[count++] = token;
  }
  place[v->appended[m]] = count;
  for (int r = 0; r < P; r++) {
    uchar *incarnation = &v->feedIncarnation[r * M + m], *read = &v->feedRead[r * M + m], *passed = &v->feedPassed[r * M + m];
    if (r + L == m || PROCESSOR(v, r)->followed == NEVER_AGAIN || !(PROCESSOR(v, r)->followed >> m & 1)) continue;
    if (*incarnation != v->incarnation[m]) {
      if (*incarnation > 0) *incarnation = 3;           /* an earlier one, whichever */
      *passed = 0;
    } else {
      *incarnation = min(*incarnation, 1);
      if (*passed < CLOSED && *passed != *read) *passed = READS(place[*passed]) | SKEWED;
      else if (*passed == CLOSED && *read > 0) *passed = v->news[m] > *read ? LEFT_BEHIND : ABREAST;
      else {
        int next = place[*read];
        while (kept[next] == OTHER && next < count - inBetween) next++;
        *passed = READS(next);
      }
    }
    *read = 0;
  }
  v->incarnation[m] = min(v->incarnation[m], unknown ? 2 : 1);
  v->news[m] = begins && v->news[m] > 0;
  v->appended[m] = inBetween;
  memcpy(tokens, kept, T);
}

static void tidy(State *v) {
  for (int r = 0; r < P; r++) tidyBacklog(v, PROCESSOR(v, r));
#ifdef FORGETFUL
  for (int r = 0; r < P; r++) PROCESSOR(v, r)->missed = 0;
#endif
  EACH_PROCESS(v, p->told = tidyToken(v, p->told); p->w = p->s != NOWHERE && p->w == v->word[p->s];);
  for (int m = 0; m < M; m++) tidyOutbox(v, m);
  for (int m = 0; m < M; m++) tidyNote(v, m);
  for (int r = 0; r < P; r++) v->written[r] = v->written[0] | v->written[P - 1];        /* whose output it is in is all one */
  for (int slot = 0; slot < S; slot++) {
    int word = v->word[slot];
    tidyHeader(v, slot);
    v->word[slot] = WORD(STATE(word), min(ATTEMPTS(word), A), OWNER(word), 0);
  }
}
#endif

/* --- the smallest of those that are alike --- */

typedef union { State state; uint64_t words[sizeof(State) / 8 + 1]; } Copy;
#ifdef COUNT
static Copy first;
#endif
static Copy work, best;

/* Into best; answers of how many it is one. */
static int alike(void) {
  int same = 1, tied[SWAPS], ties = 0;
  memcpy(&work, &now, vsize);
  if (now._nr_pr < M + 1) {
    memcpy(&best, &work, vsize);
    return 1;
  }
#ifdef TIDY
  tidy(&work.state);
#endif
#ifdef COUNT
  memcpy(&first, &work, vsize);
  for (int i = 1; i < 1 << SWAPS; i++) {
    swaps[__builtin_ctz(i)].swap(&work.state);
    same += memcmp(&work, &first, vsize) == 0;
  }
  memcpy(&work, &first, vsize);
#endif
  for (int i = 0; i < SWAPS; i++) {
    int order = swaps[i].order(&work.state);
    if (order > 0) swaps[i].swap(&work.state);
    if (order == 0) tied[ties++] = i;
  }
  memcpy(&best, &work, vsize);
  for (int i = 1; i < 1 << ties; i++) {
    swaps[tied[__builtin_ctz(i)]].swap(&work.state);    /* in the order of Gray's code, every combination comes once */
    if (memcmp(&work, &best, vsize) < 0) memcpy(&best, &work, vsize);
  }
  return (1 << SWAPS) / same;
}

/* --- the store --- */

#ifndef TABLE
#define TABLE 16
#endif
#define ROOM (TABLE * 1000000ul)
typedef struct { uint64_t *table, stored; } Store;

static uint64_t mixed(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash(Copy *copy, uint64_t seed) {
  uint64_t h = mixed(seed, 0xa0761d6478bd642full);
  for (unsigned i = 0; i < (vsize + 7) / 8; i += 2)
    h = mixed(copy->words[i] ^ 0xe7037ed1a0b428dbull ^ seed, copy->words[i + 1] ^ h);
  return mixed(h ^ seed, 0x8ebc6af09c88c6e3ull ^ vsize);
}

static uint64_t print(Copy *copy) {
  memset((char *)copy + vsize, 0, 16);
  return hash(copy, 0x589965cc75374cc3ull) | 1;
}

/* Whether it was there already. */
static int store(Store *in, Copy *copy) {
  if (!in->table) {
    in->table = mmap(0, ROOM * 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (in->table == MAP_FAILED) { perror("no memory for TABLE"); exit(1); }
    madvise(in->table, ROOM * 8, MADV_HUGEPAGE);
  }
  uint64_t found = print(copy), i = (__uint128_t)hash(copy, 0x1d8e4e27c47d124full) * ROOM >> 64;
  for (; in->table[i]; i = i + 1 == ROOM ? 0 : i + 1)
    if (in->table[i] == found) return 1;
  in->table[i] = found;
  if (++in->stored > ROOM / 16 * 15) { printf("error: out of memory: TABLE is too small\n"); exit(1); }
  return 0;
}

static Store searched, counted;
static uint64_t standFor;

int storeAlike(void) {
  int weight = alike();
#ifdef COUNT
  if (!store(&counted, &best)) standFor += weight;
  memcpy(&best, &now, vsize);
  return store(&searched, &best);
#else
  return store(&searched, &best);
#endif
}

__attribute__((destructor)) static void report(void) {
#ifdef COUNT
  printf("%lu all states\n%lu not alike\n%lu they stand for\n", searched.stored, counted.stored, standFor);
#else
  printf("%lu not alike\n", searched.stored);
#endif
}
