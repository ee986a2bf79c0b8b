/* Loaders, processors and slots have no order: what holds of a state holds of every state that becomes it when names are swapped. Of
 * these, eight with two of each, one is searched. `check` appends this to the pan.c that spin makes, and has pan ask storeAlike() whether
 * it was in a state, or in one that is alike, before. The search itself goes on with the states as they are: a trail is a run.
 *
 * Stored is the smallest of those that are alike: 64 bits of a hash of 128, in a table in which the other 64 say where to look.
 *
 *   TABLE=n    room for n million states, 8 bytes each
 *   COUNT      nothing is left out: all states are searched; counted besides are those that are not alike, and how many they stand for.
 *              The first is what is stored otherwise, the second is all there are, or names are not swapped as they should be
 *   FORGETFUL  a field that is not swapped: this must be found out
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

static void swapProcesses(void *a, void *b, size_t size, size_t names) {
  char kept[size];
  memcpy(kept, a, size);
  memcpy(a, b, size);
  memcpy(b, kept, size);
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

static void (*const swaps[])(State *) = {
#if S == 2
  swapSlots,
#endif
#if P == 2
  swapProcessors,
#endif
#if L == 2
  swapLoaders,
#endif
};
#define SWAPS ((int)(sizeof swaps / sizeof *swaps))

/* --- the smallest of those that are alike --- */

typedef union { State state; uint64_t words[sizeof(State) / 8 + 1]; } Copy;
static Copy first, work, best;

/* Into best; answers of how many it is one. */
static int alike(void) {
  int same = 1;
  memcpy(&work, &now, vsize);
  if (now._nr_pr == M + 1) {
    memcpy(&first, &work, vsize);
    memcpy(&best, &work, vsize);
    for (int i = 1; i < 1 << SWAPS; i++) {
      swaps[__builtin_ctz(i)](&work.state);     /* in the order of Gray's code, every combination comes once */
      if (memcmp(&work, &best, vsize) < 0) memcpy(&best, &work, vsize);
#ifdef COUNT
      same += memcmp(&work, &first, vsize) == 0;
#endif
    }
    return (1 << SWAPS) / same;
  }
  memcpy(&best, &work, vsize);
  return 1;
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
#endif
  return store(&searched, &best);
}

__attribute__((destructor)) static void report(void) {
#ifdef COUNT
  printf("%lu all states\n%lu not alike\n%lu they stand for\n", searched.stored, counted.stored, standFor);
#else
  printf("%lu not alike\n", searched.stored);
#endif
}
