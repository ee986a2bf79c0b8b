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

/* Attachment.append: the token, and then the news of it. */
#define TOLD(what) told = what
#define TELL if \
  :: atomic { assert(appended[me] < T); OUTBOX(me, appended[me]) = told; appended[me]++ } \
  :: atomic { lost < LOST -> lost++; appended[me]++ } \
  CRASH \
  fi; \
  STEP(news[me] = appended[me]; told = 0)
#ifdef MUTANT_NO_LOOK_AFTER_OWN_TOKEN
#define LOOK_TOO skip
#else
#define LOOK_TOO missed = (me >= L)     /* one's own token does not come back; loaders need none */
#endif
#define TELL_OTHERS ; if \
  :: atomic { assert(appended[me] < T); OUTBOX(me, appended[me]) = told; appended[me]++ } \
  :: atomic { lost < LOST -> lost++; appended[me]++ } \
  CRASH \
  fi; \
  STEP(news[me] = appended[me]; told = 0; LOOK_TOO)

/* Who is not attached has no outbox: the news of the dead is counted on, by a token that nobody will find. */
#define COUNT_ON ; STEP(told = 0; news[found]++)

/* MemberRecord.begin: with a new outbox, news 0, then the next incarnation. */
inline newOutbox() {
  news[me] = 0; appended[me] = 0; told = 0;
  do :: told < T -> OUTBOX(me, told) = 0; told++ :: told == T -> break od;
  told = 0
}
#define BEGIN STEP(newOutbox() THEN incarnation[me]++)

/* A feed: the incarnation that it follows (0: none yet), the last number read or given up, and where in the queue it is. */
#define CLOSED 255
#define PENDING 254     /* closed, and some were missed before it was made */
#define NEWS_OF(m) (feedIncarnation[m] != incarnation[m] || news[m] > feedRead[m] || feedPassed[m] == PENDING)
#ifdef MUTANT_FIRST_INCARNATION_FORGOTTEN
#define FOLLOWED_LATE(m) (news[m] > 0)
#else
#define FOLLOWED_LATE(m) (news[m] > 0 || incarnation[m] > 1)
#endif
inline follow(m) {
  feedIncarnation[m] = incarnation[m];
  feedRead[m] = news[m];
  feedPassed[m] = (FOLLOWED_LATE(m) -> PENDING : CLOSED)
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

/* Feed.poll: token is 0 if there is none, or if some were missed. */
inline poll(m) {
  token = 0;
  if
  :: feedPassed[m] == PENDING -> missed = true; feedPassed[m] = CLOSED
  :: feedPassed[m] != PENDING && feedIncarnation[m] != incarnation[m] -> feedRead[m] = 0; feedPassed[m] = CLOSED; MISSED_ALL; feedIncarnation[m] = incarnation[m]
  :: feedPassed[m] != PENDING && feedIncarnation[m] == 0 && incarnation[m] != 0 -> follow(m)        /* News.refresh finds it in the table */
  :: feedPassed[m] != PENDING && feedIncarnation[m] == incarnation[m] && news[m] <= feedRead[m] -> skip
  :: feedIncarnation[m] == incarnation[m] && news[m] > feedRead[m] && feedPassed[m] == CLOSED && feedRead[m] > 0 ->
     feedPassed[m] = appended[m]; feedRead[m] = news[m]; missed = true
  :: feedPassed[m] != PENDING && feedIncarnation[m] == incarnation[m] && news[m] > feedRead[m] && !(feedPassed[m] == CLOSED && feedRead[m] > 0) ->
     if
     :: feedPassed[m] == CLOSED -> feedPassed[m] = 0
     :: else -> skip
     fi;
     do
     :: feedPassed[m] < appended[m] && OUTBOX(m, feedPassed[m]) == 0 -> feedPassed[m]++         /* never written */
     :: else -> break
     od;
     if
     :: feedPassed[m] >= appended[m] -> feedRead[m] = news[m]; missed = true
     :: feedPassed[m] < appended[m] ->
        token = OUTBOX(m, feedPassed[m]);
#if P == 1
        OUTBOX(m, feedPassed[m]) = 0;           /* nobody reads it again */
#endif
        feedPassed[m]++;
        if
        :: feedPassed[m] > feedRead[m] + 1 -> MISSED_GAP
        :: else -> skip
        fi;
        feedRead[m] = (feedPassed[m] > feedRead[m] -> feedPassed[m] : feedRead[m])
     fi
  fi
}
/* Backlog: keys sort what was tried before first, then by sequence. */
#define KEY(slot) ((ATTEMPTS(word[slot]) > 0 -> 0 : 64) + 4*sequenceOf[slot] + (slot))
#define ENTRY(slot) READY_TOKEN(slot, GENERATION(word[slot]))
inline swapEntries(a, b) {
  token = keys[a]; keys[a] = keys[b]; keys[b] = token;
  token = backlog[a]; backlog[a] = backlog[b]; backlog[b] = token; token = 0
}
inline add() {
  if
  :: backlog[0] == 0 -> backlog[0] = ENTRY(i); keys[0] = KEY(i)
  :: backlog[0] != 0 && backlog[1] == 0 -> backlog[1] = ENTRY(i); keys[1] = KEY(i);
     if :: keys[1] < keys[0] -> swapEntries(0, 1) :: else -> skip fi
#if S == 3
  :: backlog[1] != 0 -> backlog[2] = ENTRY(i); keys[2] = KEY(i);
     if :: keys[2] < keys[1] -> swapEntries(1, 2) :: else -> skip fi;
     if :: keys[1] < keys[0] -> swapEntries(0, 1) :: else -> skip fi
#endif
  fi
}
#if S == 3
#define NEXT_ENTRY token = backlog[0]; backlog[0] = backlog[1]; backlog[1] = backlog[2]; backlog[2] = 0
#define NO_ENTRIES backlog[0] = 0; backlog[1] = 0; backlog[2] = 0
#define NO_KEYS keys[0] = 0; keys[1] = 0; keys[2] = 0
#else
#define NEXT_ENTRY token = backlog[0]; backlog[0] = backlog[1]; backlog[1] = 0
#define NO_ENTRIES backlog[0] = 0; backlog[1] = 0
#define NO_KEYS keys[0] = 0; keys[1] = 0
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

#define OTHER_PROCESSOR (2*L + 1 - me)
#define LOADERS_NEWS (NEWS_OF(0) || NEWS_OF(L - 1))
#if P == 2
#define PROCESSORS_NEWS NEWS_OF(OTHER_PROCESSOR)
#else
#define PROCESSORS_NEWS false
#endif
/* News, made at attaching: from here on it listens. */
#if L == 2 && P == 2
#define LISTEN STEP(follow(0)); STEP(follow(1)); STEP(follow(OTHER_PROCESSOR))
#elif L == 2
#define LISTEN STEP(follow(0)); STEP(follow(1))
#elif P == 2
#define LISTEN STEP(follow(0)); STEP(follow(OTHER_PROCESSOR))
#else
#define LISTEN STEP(follow(0))
#endif
#ifdef MUTANT_LISTEN_AFTER_LOOK
#define FOLLOW
#else
#define FOLLOW LISTEN
#endif

#define LISTENING byte i, turn, token, highest[L], feedIncarnation[M], feedRead[M], feedPassed[M], backlog[S], keys[S]; bool missed, heard;
inline forget() {
  i = 0; turn = 0; token = 0; missed = false; heard = false; highest[0] = 0; highest[L - 1] = 0; NO_ENTRIES; NO_KEYS;
  do
  :: i < M -> feedIncarnation[i] = 0; feedRead[i] = 0; feedPassed[i] = 0; i++
  :: i == M -> break
  od;
  i = 0
}
#define FORGET forget()

/* Processor.borrow: only a slot that is ready in the filling that was named. */
#define TRY(slot, generation) if \
  :: IS_OF(slot, generation) -> s = slot; token = 0; w = word[s]; SWAP_AT_ONCE; goto taken \
  :: !IS_OF(slot, generation) -> token = 0 \
  fi
#define FROM_TOKEN if \
  :: token >= 2 -> TRY(TOKEN_SLOT, TOKEN_GENERATION) \
  :: token < 2 -> skip \
  fi
#ifdef FINE
#define SWAP_AT_ONCE skip
#else
#define SWAP_AT_ONCE borrowSwap()
#endif
#ifdef NOIDLE
#define MAY_LOOK false
#else
#define MAY_LOOK (!ALL(FREE))
#endif
