/* Outbox, Feed, News, Backlog: what a processor hears, and what it sees when it looks. */
#ifndef LOST
#define LOST 0          /* tokens that could not be written; they count all the same */
#endif
#ifndef T
#define T 5             /* the most tokens of an incarnation; checked */
#endif
/* NOIDLE   nobody looks only because it has heard nothing for a while: then tokens alone have to wake everybody */

#define OTHER 1         /* of a kind that means nothing to a processor */
#define READY_TOKEN(slot, generation) (2 + (slot) + 4*(generation))
#define TOKEN_SLOT ((token - 2) & 3)
#define TOKEN_GENERATION ((token - 2) >> 2)
#define OUTBOX(m, number) outbox[(m)*T + (number)]
byte outbox[M*T], appended[M];
byte news[M], incarnation[M];   /* in the member records */
byte lost;

/* Attachment.append: the token, and then the news of it. Where nobody could tell the one from the other, both at once: only a feed
 * that passes over what is there looks at a token before it hears of it. */
#define TOLD(what) told = what
#if LOST > 0 || defined(FIRST)
#define IN_BETWEEN true
#else
#define PASSES_OVER(r) (feedIncarnation[(r)*M + me] == incarnation[me] && feedPassed[(r)*M + me] == CLOSED && \
  feedRead[(r)*M + me] > 0 && feedRead[(r)*M + me] < news[me])
#define IN_BETWEEN (PASSES_OVER(0) || PASSES_OVER(P - 1))
#endif
inline append() {
  assert(appended[me] < T); OUTBOX(me, appended[me]) = told; appended[me]++; told = 0
}
#define TELL_AND(more) do \
  :: atomic { told != 0 -> append(); if :: !IN_BETWEEN -> news[me] = appended[me]; more; break :: else -> skip fi } \
  :: atomic { told != 0 && lost < LOST -> lost++; appended[me]++; told = 0 } \
  :: atomic { told == 0 -> news[me] = appended[me]; more; break } \
  CRASH \
  od
#define TELL TELL_AND(skip)
#ifdef MUTANT_NO_LOOK_AFTER_OWN_TOKEN
#define LOOK_TOO skip
#else
#define LOOK_TOO missed = (me >= L)     /* one's own token does not come back; loaders need none */
#endif
#define TELL_OTHERS ; TELL_AND(LOOK_TOO)

/* Who is not attached has no outbox: the news of the dead is counted on, by a token that nobody will find. */
#define COUNT_ON ; STEP(told = 0; news[found]++)

/* MemberRecord.begin: with a new outbox, news 0, then the next incarnation. */
inline newOutbox() {
  news[me] = 0; appended[me] = 0; told = 0;
  do :: told < T -> OUTBOX(me, told) = 0; told++ :: told == T -> break od;
  told = 0
}
#define BEGIN newOutbox() THEN incarnation[me]++ THEN

/* A feed: the incarnation that it follows (0: none yet), the last number read or given up, and where in the queue it is. A processor
 * has one for each member. */
byte feedIncarnation[P*M], feedRead[P*M], feedPassed[P*M];
#define FEED(m) ((me - L)*M + (m))
#define CLOSED 255
#define UNREAD(m) (news[m] > feedRead[FEED(m)])
#define NEWS_OF(m) (feedIncarnation[FEED(m)] != incarnation[m] || UNREAD(m) && SAYS_SOMETHING(m))
#ifdef MUTANT_FIRST_INCARNATION_FORGOTTEN
#define FOLLOWED_LATE(m) (news[m] > 0)
#elif defined(MUTANT_FOLLOWED_LATE_NOT_MISSED)
#define FOLLOWED_LATE(m) false
#else
#define FOLLOWED_LATE(m) (news[m] > 0 || incarnation[m] > 1)
#endif
inline follow(m) {
  feedIncarnation[FEED(m)] = incarnation[m];
  feedRead[FEED(m)] = news[m];
  feedPassed[FEED(m)] = CLOSED
}

#ifdef MUTANT_INCARNATION_NOT_MISSED
#define MISSED_ALL skip
#else
#define MISSED_ALL missed = true
#endif
#ifdef MUTANT_GAP_NOT_MISSED
#define MISSED_GAP skip
#else
#define MISSED_GAP missed = true; token = 0
#endif
#ifdef MUTANT_NO_LOOK_AFTER_MISS
#define MUST_LOOK false
#else
#define MUST_LOOK missed
#endif
#ifdef MUTANT_TOKEN_WITHOUT_GENERATION
#define IS_OF(slot, generation) IS(slot, READY)
#else
#define IS_OF(slot, generation) (IS(slot, READY) && GENERATION(word[slot]) == (generation))
#endif

/* A token that means nothing, and never will, is read by nobody by itself: who reads on reads it along. That is told from reading it
 * alone by nobody, unless some are missing: then every number tells something. */
#define MEANS(what) ((what) > OTHER && IS_OF_FILLING(what))
#ifdef MUTANT_TOKEN_WITHOUT_GENERATION
#define IS_OF_FILLING(what) true
#else
#define IS_OF_FILLING(what) (((what) - 2) >> 2 == GENERATION(word[((what) - 2) & 3]))
#endif
#if LOST > 0 || defined(FIRST)
#define SAYS_SOMETHING(m) true
#define SKIPPED(m) false
#else
#if T > 5
#error "SAYS_SOMETHING looks at five tokens"
#endif
#define SAYS(m, number) ((number) < news[m] && (number) >= feedRead[FEED(m)] && MEANS(OUTBOX(m, number)))
#define IN_ORDER(m) (feedPassed[FEED(m)] == (feedRead[FEED(m)] == 0 -> CLOSED : feedRead[FEED(m)]))
#define SAYS_SOMETHING(m) (!IN_ORDER(m) || SAYS(m, 0) || SAYS(m, 1) || SAYS(m, 2) || SAYS(m, 3) || SAYS(m, 4))
#define SKIPPED(m) (feedPassed[FEED(m)] == feedRead[FEED(m)] && !MEANS(OUTBOX(m, feedPassed[FEED(m)])))
#endif

#if P == 1
#define READ_BY_ALL(m) OUTBOX(m, feedPassed[FEED(m)]) = 0           /* nobody reads it again */
#else
#define READ_BY_ALL(m) skip
#endif
/* Feed.poll: token is 0 if there is none, or if some were missed. */
inline poll(m) {
  token = 0;
  if
  :: feedIncarnation[FEED(m)] != incarnation[m] -> feedRead[FEED(m)] = 0; feedPassed[FEED(m)] = CLOSED; MISSED_ALL; feedIncarnation[FEED(m)] = incarnation[m]
  :: feedIncarnation[FEED(m)] == 0 && incarnation[m] != 0 -> missed = missed || FOLLOWED_LATE(m); follow(m)   /* News.refresh finds it in the table */
  :: feedIncarnation[FEED(m)] == incarnation[m] && news[m] <= feedRead[FEED(m)] -> skip
  :: feedIncarnation[FEED(m)] == incarnation[m] && news[m] > feedRead[FEED(m)] && feedPassed[FEED(m)] == CLOSED && feedRead[FEED(m)] > 0 ->
     feedPassed[FEED(m)] = appended[m]; feedRead[FEED(m)] = news[m]; missed = true
  :: feedIncarnation[FEED(m)] == incarnation[m] && news[m] > feedRead[FEED(m)] && !(feedPassed[FEED(m)] == CLOSED && feedRead[FEED(m)] > 0) ->
     if
     :: feedPassed[FEED(m)] == CLOSED -> feedPassed[FEED(m)] = 0
     :: else -> skip
     fi;
     do
     :: feedPassed[FEED(m)] < appended[m] && OUTBOX(m, feedPassed[FEED(m)]) == 0 -> feedPassed[FEED(m)]++         /* never written */
     :: feedPassed[FEED(m)] < appended[m] && OUTBOX(m, feedPassed[FEED(m)]) != 0 && SKIPPED(m) ->
        READ_BY_ALL(m); feedPassed[FEED(m)]++; feedRead[FEED(m)]++
     :: else -> break
     od;
     if
     :: feedPassed[FEED(m)] >= appended[m] -> feedRead[FEED(m)] = news[m]; missed = true
     :: feedPassed[FEED(m)] < appended[m] ->
        token = OUTBOX(m, feedPassed[FEED(m)]);
        READ_BY_ALL(m);
        feedPassed[FEED(m)]++;
        if
        :: feedPassed[FEED(m)] > feedRead[FEED(m)] + 1 -> MISSED_GAP
        :: else -> skip
        fi;
        feedRead[FEED(m)] = (feedPassed[FEED(m)] > feedRead[FEED(m)] -> feedPassed[FEED(m)] : feedRead[FEED(m)])
     fi
  fi
}
/* Backlog: keys sort what was tried before first, then by sequence. */
#define KEY(slot) ((ATTEMPTS(word[slot]) > 0 -> 0 : 64) + sequenceOf[slot])
#define ENTRY(slot) READY_TOKEN(slot, GENERATION(word[slot]))
inline swapEntries(a, b) {
  token = keys[a]; keys[a] = keys[b]; keys[b] = token;
  token = backlog[a]; backlog[a] = backlog[b]; backlog[b] = token; token = 0
}
/* Of two keys that are the same either may be first. */
inline inOrderOfKeys(a, b) {
  if :: keys[b] <= keys[a] -> swapEntries(a, b) :: keys[b] >= keys[a] -> skip fi
}
inline add(slot) {
  if
  :: backlog[0] == 0 -> backlog[0] = ENTRY(slot); keys[0] = KEY(slot)
  :: backlog[0] != 0 && backlog[1] == 0 -> backlog[1] = ENTRY(slot); keys[1] = KEY(slot); inOrderOfKeys(0, 1)
#if S == 3
  :: backlog[1] != 0 -> backlog[2] = ENTRY(slot); keys[2] = KEY(slot); inOrderOfKeys(1, 2); inOrderOfKeys(0, 1)
#endif
  fi
}

/* Entries that mean nothing any more are skipped in the same way. */
#if S == 3
#define SHIFT_ENTRIES backlog[0] = backlog[1]; backlog[1] = backlog[2]; backlog[2] = 0
#define SOME_ENTRY (MEANS(backlog[0]) || MEANS(backlog[1]) || MEANS(backlog[2]))
#define NO_ENTRIES backlog[0] = 0; backlog[1] = 0; backlog[2] = 0
#define NO_KEYS keys[0] = 0; keys[1] = 0; keys[2] = 0
#else
#define SHIFT_ENTRIES backlog[0] = backlog[1]; backlog[1] = 0
#define SOME_ENTRY (MEANS(backlog[0]) || MEANS(backlog[1]))
#define NO_ENTRIES backlog[0] = 0; backlog[1] = 0
#define NO_KEYS keys[0] = 0; keys[1] = 0
#endif
#define NEXT_ENTRY do :: MEANS(backlog[0]) -> break :: else -> SHIFT_ENTRIES od; token = backlog[0]; SHIFT_ENTRIES

/* The two passes. */
#define SEEN(slot) ((seen >> (slot)) & 1)
#define ALL_SEEN ((1 << S) - 1)
inline lookFirst(slot) {
  if
  :: IS(slot, READY) && sequenceOf[slot] > highest[loaderOf[slot]] -> highest[loaderOf[slot]] = sequenceOf[slot]
  :: else -> skip
  fi;
  seen = seen | BIT(slot);
  if :: seen < ALL_SEEN -> goto firstPass :: seen == ALL_SEEN -> seen = 0; goto secondPass fi
}
inline lookAgain(slot) {
  if
  :: IS(slot, READY) && sequenceOf[slot] <= highest[loaderOf[slot]] -> add(slot)
  :: else -> skip
  fi;
  seen = seen | BIT(slot);
  if :: seen < ALL_SEEN -> goto secondPass :: seen == ALL_SEEN -> seen = 0; highest[0] = 0; highest[L - 1] = 0; NO_KEYS; goto next fi
}
/* That one looks is told from nothing by anybody: the first read belongs to it. */
#ifdef MUTANT_ONE_PASS_LOOK
#define LOOK_AT_ONE goto look
#elif S == 3
#define LOOK_AT_ONE if :: true -> lookFirst(0) :: true -> lookFirst(1) :: true -> lookFirst(2) fi
#else
#define LOOK_AT_ONE if :: true -> lookFirst(0) :: true -> lookFirst(1) fi
#endif

/* For each loader the first borrowing of its slots goes in the order of their sequence, whoever borrows. */
inline inOrder() {
  if
  :: sequenceOf[s] > firsts[loaderOf[s]] ->
     assert(sequenceOf[s] == firsts[loaderOf[s]] + 1);
     firsts[loaderOf[s]] = sequenceOf[s]
  :: else -> skip
  fi
}

/* Successor: which loader's it is, and its sequence. Only that is asked here, not where it lies. Of one value there is no next. */
#if N > 1
#define FOLLOW_ON afterLoader = loaderOf[s]; after = (sequenceOf[s] < N -> sequenceOf[s] + 1 : 0);
#ifdef MUTANT_SUCCESSOR_FAR
#define FOLLOWS_ON(slot) (IS(slot, READY) && after > 0 && loaderOf[slot] == afterLoader && sequenceOf[slot] >= after)
#else
#define FOLLOWS_ON(slot) (IS(slot, READY) && after > 0 && loaderOf[slot] == afterLoader && sequenceOf[slot] == after)
#endif
#define NO_SUCCESSOR afterLoader = NOBODY; after = 0;
#define SUCCESSOR byte afterLoader = NOBODY, after;
#else
#define FOLLOW_ON
#define NO_SUCCESSOR
#define SUCCESSOR
#endif

#define OTHER_PROCESSOR (2*L + 1 - me)
/* News, made at attaching: from here on it listens, to one after the other in any order; then it is there. */
#define FOLLOWS(m) ((followed >> (m)) & 1)
#define FOLLOWS_ALL (followed == BIT(M) - 1 - BIT(me))
#define LISTEN(attached) do \
  :: atomic { !FOLLOWS(0) -> follow(0); followed = followed | BIT(0) } \
  SECOND_LOADER(:: atomic { !FOLLOWS(1) -> follow(1); followed = followed | BIT(1) }) \
  SECOND_PROCESSOR(:: atomic { !FOLLOWS(OTHER_PROCESSOR) -> follow(OTHER_PROCESSOR); followed = followed | BIT(OTHER_PROCESSOR) }) \
  :: atomic { FOLLOWS_ALL -> attached; break } \
  CRASH \
  od
#if L == 2
#define SECOND_LOADER(option) option
#else
#define SECOND_LOADER(option)
#endif
#if P == 2
#define SECOND_PROCESSOR(option) option
#else
#define SECOND_PROCESSOR(option)
#endif

#define LISTENING SUCCESSOR byte seen, followed, token, highest[L], backlog[S], keys[S]; bool missed;
inline forgetAll() {
  seen = 0; followed = 0; token = 0; missed = false; highest[0] = 0; highest[L - 1] = 0; NO_ENTRIES; NO_KEYS; NO_SUCCESSOR
  do
  :: seen < M -> feedIncarnation[FEED(seen)] = 0; feedRead[FEED(seen)] = 0; feedPassed[FEED(seen)] = 0; seen++
  :: seen == M -> break
  od;
  seen = 0
}
#define FORGET forgetAll();
#define NEVER_AGAIN 255         /* followed: it is over, and listens to nobody any more */
#define OVER followed = NEVER_AGAIN;

/* Processor.borrow: only a slot that is ready in the filling that was named. */
#define TRY(slot, generation) if \
  :: IS_OF(slot, generation) -> s = slot; token = 0; w = word[s]; borrowSwap() OR_DIE outcome() \
  :: !IS_OF(slot, generation) -> token = 0 \
  fi
#define FROM_TOKEN if \
  :: token >= 2 -> TRY(TOKEN_SLOT, TOKEN_GENERATION) \
  :: token < 2 -> token = 0 \
  fi
#ifdef NOIDLE
#define MAY_LOOK false
#else
#define MAY_LOOK (!ALL(FREE))
#endif
