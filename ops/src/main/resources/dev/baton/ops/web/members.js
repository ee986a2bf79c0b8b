// The members: a row each, which stays the same row for as long as the member is there.

const LABELS = ["Standing", "Doing", "Holds", "Slots/s", "Bytes/s", "Waits", "P50", "P99", "Last slot"];
const rows = new Map();

function showMembers(members) {
  byId("no-members").hidden = members.length > 0;
  byId("members").hidden = members.length === 0;
  const names = new Set(members.map((member) => member.name));
  for (const [name, row] of rows) {
    if (!names.has(name)) {
      row.remove();
      rows.delete(name);
    }
  }
  members.forEach((member) => fill(rows.get(member.name) ?? newRow(member.name), member));
}

function newRow(name) {
  const row = html("tr", {}, html("th", { scope: "row" }, html("span"), html("small")));
  LABELS.forEach((label, index) => {
    const cell = html("td", { "data-label": label }, html("span"), html("small"));
    cell.classList.toggle("number", index >= 3);
    row.append(cell);
  });
  row.cells[1].firstChild.className = "standing";
  rows.set(name, row);
  byId("members").tBodies[0].append(row);
  return row;
}

function fill(row, member) {
  const alive = member.standing === "alive";
  const moves = member.slots_per_second > 0;
  mark(row, "data-member", member.name);
  mark(row.cells[1].firstChild, "data-standing", member.standing);
  const holds = member.held > member.holds.length ? `${member.holds.join(" ")} and ${member.held - member.holds.length} more`
    : member.holds.join(" ");
  const cells = [
    [member.name, member.role],
    [member.standing, member.since ? `since ${when(member.since)}` : ""],
    [doing(member, moves), member.waits_for ? `waits for ${member.waits_for}` : ""],
    [member.held > 0 ? `${member.held === 1 ? "slot" : "slots"} ${holds}` : "", ""],
    [moves ? scaled(member.slots_per_second).trim() : "", ""],
    [moves ? bytes(member.bytes_per_second) : "", ""],
    [alive ? `${Math.round(member.waiting_ratio * 100)} %` : "", ""],
    [duration(member.hand_off_p50_seconds), ""],
    [duration(member.hand_off_p99_seconds), ""],
    [moves || member.moved_seconds === 0 ? "now" : member.moved_seconds === null ? "" : `${duration(member.moved_seconds)} ago`, ""],
  ];
  cells.forEach(([text, more], index) => {
    const cell = row.cells[index];
    say(cell.firstChild, text);
    say(cell.lastChild, more);
    cell.lastChild.hidden = more === "";
    mark(cell, "data-empty", text === "" && more === "" ? "" : null);
  });
}

/** Of a loop that moves slots all the time, how long it has done so says nothing. */
function doing(member, moves) {
  const what = member.activity ?? "";
  return moves || member.activity_seconds === null || what === "" ? what : `${what} ${duration(member.activity_seconds)}`;
}
