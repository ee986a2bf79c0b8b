// Asks for a look an interval, for as long as somebody sees the page, and says so when there is no answer.

const GONE = "No answer from baton web since";
const rates = { in: new RateLine("in"), out: new RateLine("out") };
const latencies = new Latencies();
const pick = byId("pick");
let interval = 1000;
let lastAnswer = null;
let channelId = "";
let halted = false;
let timer = 0;
let last = null;

async function get(path) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(5000) });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.json();
}

async function tick() {
  clearTimeout(timer);
  const started = performance.now();
  try {
    const look = await get("look.json");
    lastAnswer = new Date();
    interval = look.interval_seconds * 1000;
    show(look);
    await showPicked();
  } catch (error) {
    lost(error);
  }
  schedule(Math.max(100, interval - (performance.now() - started)));
}

function schedule(wait) {
  clearTimeout(timer);
  if (!halted && !document.hidden) {
    timer = setTimeout(tick, wait);
  }
}

function show(look) {
  if (look.problem) {
    trouble(`The channel cannot be read: ${look.problem}`, look.hint);
    document.title = "✕ Baton";
    connection("lost", clock(lastAnswer));
    return;
  }
  trouble("");
  if (look.channel_id !== channelId) {
    [rates.in, rates.out, latencies].forEach((chart) => chart.clear());
    channelId = look.channel_id;
  }
  last = look;
  connection("live", clock(look.time));
  document.title = `${look.notices.some((each) => each.level === "error") ? "✕ " : ""}${look.channel.split("/").pop()} · Baton`;
  mark(pick, "max", look.geometry.slots - 1);
  showChannel(look);
  showNotices(look.notices);
  showSlots(look.grid);
  rates.in.add(look.seconds > 0 ? look.in : null);
  rates.out.add(look.seconds > 0 ? look.out : null);
  latencies.add(look.hand_off.buckets, Date.parse(look.time));
  showMembers(look.members);
}

function lost(error) {
  const since = lastAnswer ? clock(lastAnswer) : "the page was opened";
  trouble(`${GONE} ${since}: it was stopped, or the way to it is cut. What is below is as it was then; trying again.`);
  connection("lost", lastAnswer ? `as of ${clock(lastAnswer)}` : "nothing yet");
  document.title = "✕ Baton";
  mark(byId("trouble"), "data-error", error.name);
}

/** Says what is wrong, or with no text that nothing is. */
function trouble(text, hint = "") {
  mark(byId("main"), "data-stale", text === "" ? null : "");
  const shown = byId("trouble");
  if (shown.dataset.text !== text) {
    shown.dataset.text = text;
    shown.replaceChildren(...(text === "" ? [] : [notice({ level: "error", text, command: hint })]));
  }
}

function connection(state, text) {
  mark(byId("connection"), "data-state", halted ? "halted" : state);
  say(byId("clock"), halted ? `halted at ${text}` : text);
}

async function showPicked() {
  const slot = pick.value === "" ? null : Number(pick.value);
  choose(slot);
  if (slot === null || !pick.validity.valid) {
    say(byId("picked"), slot === null ? "Choose one here or in the grid to see more of it." : "There is no such slot.");
    return;
  }
  const found = await get(`slots/${slot}.json`);
  const parts = [
    `${found.state}${found.owner ? ` by ${found.owner}` : ""}${found.age_seconds === null ? "" : ` for ${duration(found.age_seconds)}`}`,
    found.loader ? `filled by ${found.loader}, its number ${count(found.sequence)}, ${plural(found.length, "element")}` : "",
    `generation ${count(found.generation)}`,
    found.attempts > 0 ? `${plural(found.attempts, "failed try").replace("trys", "tries")}` : "",
  ];
  say(byId("picked"), parts.filter((part) => part !== "").join("; "));
}

byId("halt").addEventListener("click", () => {
  halted = !halted;
  mark(byId("halt"), "aria-pressed", halted);
  say(byId("halt"), halted ? "Go on" : "Halt");
  connection("live", last ? clock(last.time) : "");
  schedule(0);
});
pick.addEventListener("input", () => showPicked().catch(lost));
grid.addEventListener("click", (event) => {
  const slot = slotAt(event);
  pick.value = slot === null ? "" : slot;
  showPicked().catch(lost);
});
document.addEventListener("visibilitychange", () => schedule(0));
addEventListener("resize", () => last && showSlots(last.grid));
tick();
