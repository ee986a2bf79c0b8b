/* Processor.poll and isEnd, inside the processor. That tokens of processors are heard before the others, and loaders in turn, is left
 * out: a processor may hear whom it likes, and look at slots in any order, which is more than it may. */
  goto look;
next:
  if
#if P == 2
  :: atomic { NEWS_OF(OTHER_PROCESSOR) -> poll(OTHER_PROCESSOR); FROM_TOKEN; goto next }
#endif
  :: atomic { !MUST_LOOK && SOME_ENTRY -> NEXT_ENTRY; FROM_TOKEN; goto next }
  :: atomic { !MUST_LOOK && !SOME_ENTRY && NEWS_OF(0) -> poll(0); FROM_TOKEN; goto next }
#if L == 2
  :: atomic { !MUST_LOOK && !SOME_ENTRY && NEWS_OF(1) -> poll(1); FROM_TOKEN; goto next }
#endif
#if N > 1
  :: atomic { !MUST_LOOK && !SOME_ENTRY && FOLLOWS_ON(0) -> TRY(0, GENERATION(word[0])); goto next }
  :: atomic { !MUST_LOOK && !SOME_ENTRY && FOLLOWS_ON(1) -> TRY(1, GENERATION(word[1])); goto next }
#endif
  :: atomic { missed || (!SOME_ENTRY && MAY_LOOK) -> missed = false; NO_ENTRIES; LOOK_AT_ONE }
  :: FIND_DEAD -> goto reclaiming
  :: atomic { leaves < LEAVES -> leaves++ } -> goto leave
  :: atomic { !missed && !SOME_ENTRY && ALL_ENDED && ALL(FREE) -> endSeen = true } -> goto end
  CRASH
  fi;
look:                   /* Backlog.look: two passes */
#ifdef MUTANT_ONE_PASS_LOOK
  atomic { highest[0] = 255; highest[L - 1] = 255; goto secondPass };
#endif
firstPass:
  if
  :: atomic { !SEEN(0) -> lookFirst(0) }
  :: atomic { !SEEN(1) -> lookFirst(1) }
#if S == 3
  :: atomic { !SEEN(2) -> lookFirst(2) }
#endif
  CRASH
  fi;
secondPass:
  if
  :: atomic { !SEEN(0) -> lookAgain(0) }
  :: atomic { !SEEN(1) -> lookAgain(1) }
#if S == 3
  :: atomic { !SEEN(2) -> lookAgain(2) }
#endif
  CRASH
  fi;
