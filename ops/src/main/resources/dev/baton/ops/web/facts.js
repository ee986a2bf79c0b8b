// The channel itself: notices about it, and what is true of it for long.

let noticesShown = "";
const facts = new Map();

function showNotices(notices) {
  const said = JSON.stringify(notices);
  if (said !== noticesShown) {
    noticesShown = said;
    byId("notices").replaceChildren(...notices.map((each) => notice(each)));
  }
}

function notice({ level, text, command }) {
  const word = { error: "Error", warning: "Warning", info: "Note" }[level];
  const line = html("p", { class: "notice", "data-level": level }, html("b", {}, word), html("span", {}, text));
  if (command) {
    line.append(html("code", {}, command));
  }
  return line;
}

function showChannel(look) {
  const { slots, slot_length: length, dtype, total_bytes: total } = look.geometry;
  say(byId("channel"), look.channel);
  say(byId("geometry"), `${plural(slots, "slot")} of ${count(length)} × ${dtype}, ${binaryBytes(total)}`);
  fact("Flow", look.order ? `${look.flow} since ${when(look.order.since)}, by ${look.order.who}: ${look.order.reason}` : look.flow);
  fact("Set aside", look.set_aside === null ? "unknown" : look.set_aside === 0 ? "none" : plural(look.set_aside, "array"));
  fact("Last bail", look.bail ? `${when(look.bail.since)}, by ${look.bail.who}: ${look.bail.reason}` : "never");
  fact("Memory", `${binaryBytes(total)} reserved, ${look.free_bytes === null ? "unknown" : binaryBytes(look.free_bytes)} free beside it`);
  fact("Created", when(look.created));
  fact("Shown by", `baton web ${look.version}, every ${duration(look.interval_seconds)}`);
}

function fact(name, text) {
  if (!facts.has(name)) {
    const value = html("dd");
    byId("facts").append(html("dt", {}, name), value);
    facts.set(name, value);
  }
  say(facts.get(name), text);
}
