/* Processor.poll and isEnd, inside the processor. That tokens of processors are heard before the others is left out: a processor
 * may hear them at any time, which is more than it may. */
  goto look;
next:
  if
#if P == 2
  :: atomic { NEWS_OF(OTHER_PROCESSOR) -> poll(OTHER_PROCESSOR); FROM_TOKEN; goto next }
#endif
  :: atomic { !MUST_LOOK && backlog[0] != 0 -> NEXT_ENTRY; FROM_TOKEN; goto next }
  :: atomic { !MUST_LOOK && backlog[0] == 0 && LOADERS_NEWS -> turn = L - 1 - turn; poll(turn); heard = (token != 0); FROM_TOKEN }
#if L == 2
     if
     :: atomic { heard -> heard = false; goto next }
     :: atomic { !heard -> turn = L - 1 - turn; poll(turn); FROM_TOKEN; goto next }
     CRASH
     fi
#else
     heard = false; goto next
#endif
  :: atomic { missed -> missed = false; goto look }
  :: atomic { !missed && backlog[0] == 0 && MAY_LOOK -> goto look }
  :: FIND_DEAD -> goto reclaiming
  :: atomic { leaves < LEAVES -> leaves++ } -> goto leave
  :: atomic { !missed && backlog[0] == 0 && ALL_ENDED && ALL(FREE) -> endSeen = true } -> goto end
  CRASH
  fi;
look:                   /* Backlog.look: two passes */
#ifdef MUTANT_ONE_PASS_LOOK
  atomic { highest[0] = 255; highest[L - 1] = 255; NO_ENTRIES; goto secondPass };
#endif
firstPass:
  if
  :: atomic { i < S ->
     if
     :: IS(i, READY) && sequenceOf[i] > highest[loaderOf[i]] -> highest[loaderOf[i]] = sequenceOf[i]
     :: else -> skip
     fi;
     i++;
     if :: i < S -> goto firstPass :: i == S -> i = 0; NO_ENTRIES; goto secondPass fi }
  CRASH
  fi;
secondPass:
  if
  :: atomic { i < S ->
     if
     :: IS(i, READY) && sequenceOf[i] <= highest[loaderOf[i]] -> add()
     :: else -> skip
     fi;
     i++;
     if :: i < S -> goto secondPass :: i == S -> i = 0; highest[0] = 0; highest[L - 1] = 0; NO_KEYS; goto next fi }
  CRASH
  fi;
taken:
