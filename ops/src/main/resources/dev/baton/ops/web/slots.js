// The slots: a cell each, by state. Where there are thousands, a cell stands for several and shows the state that most
// of them are in, or that one of them has to be looked at.

const MOST_CELLS = 4096;

/** Smaller cells need no ground of their own to be told apart. */
const LEAST_FRAMED = 12;

/** Each state's mark in what the server sends, its name, and its shape in a square of 1. */
const STATES = [
  { mark: ".", name: "free", shape: "m.36 .36h.28v.28h-.28z" },
  { mark: "<", name: "filling", shape: "m.82 .16v.68l-.66-.34z" },
  { mark: "=", name: "ready", shape: "m.16 .16h.68v.68h-.68z" },
  { mark: "(", name: "reading", shape: "m.13 .5a.37 .37 0 1 0 .74 0a.37 .37 0 1 0-.74 0z" },
  { mark: "!", name: "lost", shape: "m.13 .27l.14-.14 .23 .23 .23-.23 .14 .14-.23 .23 .23 .23-.14 .14-.23-.23-.23 .23-.14-.14 .23-.23z" },
];

const grid = byId("grid");
const frames = grid.appendChild(svg("path", { class: "frames" }));
const layers = new Map(STATES.map((state) => [state.mark, grid.appendChild(svg("path", { class: state.name }))]));
const chosen = grid.appendChild(svg("rect", { class: "chosen", rx: 2, visibility: "hidden" }));
const counters = new Map(STATES.map((state) => [state.mark, stateLine(state)]));
let shape = { columns: 1, size: 1, perCell: 1, slots: 0 };

function stateLine(state) {
  const picture = svg("svg", { viewBox: "0 0 1 1", class: state.name, "aria-hidden": "true" });
  picture.append(svg("path", { d: `M0 0${state.shape}` }));
  const number = html("strong", {}, "–");
  const words = state.mark === "!" ? "damaged, or held by the dead" : state.name;
  const line = html("li", { "data-state": state.name }, picture, number, html("span", {}, words));
  byId("states").append(line);
  return { line, number };
}

function showSlots(marks) {
  const counts = new Map(STATES.map((state) => [state.mark, 0]));
  for (const each of marks) {
    counts.set(each, counts.get(each) + 1);
  }
  for (const { mark: each } of STATES) {
    say(counters.get(each).number, count(counts.get(each)));
  }
  counters.get("!").line.hidden = counts.get("!") === 0;
  say(byId("grid-words"), describe(marks.length, counts));
  arrange(marks.length);
  draw(together(marks));
}

function describe(slots, counts) {
  const parts = STATES.filter(({ mark: each }) => each !== "!" || counts.get(each) > 0).map(
    ({ mark: each, name }) => `${count(counts.get(each))} ${each === "!" ? "damaged or held by the dead" : name}`);
  const cells = shape.perCell > 1 ? `; a cell is ${plural(shape.perCell, "slot")}` : "";
  return `${plural(slots, "slot")}: ${parts.join(", ")}${cells}`;
}

/** Cells as large as there is room for, in rows of round numbers. */
function arrange(slots) {
  const width = Math.max(160, grid.clientWidth);
  const perCell = Math.ceil(slots / MOST_CELLS);
  const cells = Math.ceil(slots / perCell);
  const wanted = cells <= 32 ? 30 : cells <= 256 ? 20 : cells <= 1024 ? 13 : 9;
  const fit = Math.max(1, Math.floor(width / wanted));
  const step = fit >= 32 ? 16 : fit >= 16 ? 8 : 1;
  const columns = Math.min(cells, Math.floor(fit / step) * step);
  const size = Math.min(wanted * 1.5, width / columns);
  const height = Math.ceil(cells / columns) * size;
  shape = { columns, size, perCell, slots };
  mark(grid, "viewBox", `0 0 ${width} ${height}`);
  mark(grid, "height", Math.ceil(height));
}

function together(marks) {
  if (shape.perCell === 1) {
    return marks;
  }
  const cells = [];
  for (let first = 0; first < marks.length; first += shape.perCell) {
    const run = marks.slice(first, first + shape.perCell);
    const most = (a, b) => run.split(b).length - run.split(a).length;
    cells.push(run.includes("!") ? "!" : [...new Set(run)].sort(most)[0]);
  }
  return cells;
}

function draw(cells) {
  const paths = new Map(STATES.map((state) => [state.mark, []]));
  const forms = new Map(STATES.map((state) => [state.mark, scaledShape(state.shape, shape.size)]));
  for (let cell = 0; cell < cells.length; cell++) {
    const { x, y } = place(cell);
    paths.get(cells[cell]).push(`M${x} ${y}${forms.get(cells[cell])}`);
  }
  const frame = scaledShape("m.01 .01h.98v.98h-.98z", shape.size);
  const framed = shape.size < LEAST_FRAMED ? [] : Array.from(cells, (_, cell) => `M${place(cell).x} ${place(cell).y}${frame}`);
  mark(frames, "d", framed.join(""));
  layers.forEach((layer, each) => mark(layer, "d", paths.get(each).join("")));
}

/** A shape in a square of 1, in one of another size: its numbers times that, but for an arc's three flags. */
function scaledShape(path, size) {
  return path.replace(/a[^a-z]*|[a-z][^a-z]*/g, (command) => {
    let at = 0;
    return command.replace(/-?[\d.]+/g, (number) => {
      const flag = command[0] === "a" && at >= 2 && at <= 4;
      at++;
      return flag ? number : String(Math.round(Number(number) * size * 100) / 100);
    });
  });
}

function place(cell) {
  const round = (value) => Math.round(value * 100) / 100;
  return {
    x: round((cell % shape.columns) * shape.size),
    y: round(Math.floor(cell / shape.columns) * shape.size),
  };
}

/** The slot under a place on the screen; the first one of a cell that stands for several. */
function slotAt(event) {
  const box = grid.getBoundingClientRect();
  const column = Math.floor((event.clientX - box.left) / shape.size);
  const slot = (Math.floor((event.clientY - box.top) / shape.size) * shape.columns + column) * shape.perCell;
  return column < shape.columns && slot < shape.slots ? slot : null;
}

function choose(slot) {
  const there = slot !== null && slot < shape.slots;
  mark(chosen, "visibility", there ? "visible" : "hidden");
  if (there) {
    const { x, y } = place(Math.floor(slot / shape.perCell));
    Object.entries({ x: x - 1, y: y - 1, width: shape.size + 2, height: shape.size + 2 }).forEach(
      ([name, value]) => mark(chosen, name, value));
  }
}
