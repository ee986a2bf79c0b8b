// Rates of the last two minutes as lines, latencies as a histogram.

const SAMPLES = 120;
const WIDTH = 300;
const HEIGHT = 88;

class RateLine {
  constructor(id) {
    this.svg = byId(`${id}-line`);
    this.slots = byId(`${id}-slots`);
    this.bytes = byId(`${id}-bytes`);
    this.samples = [];
    mark(this.svg, "viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    mark(this.svg, "preserveAspectRatio", "none");
    this.svg.append(svg("line", { class: "base", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }));
    this.area = this.svg.appendChild(svg("path", { class: "area" }));
    this.line = this.svg.appendChild(svg("path"));
  }

  /** Takes a rate in; null where there is none yet. */
  add(rate) {
    this.samples.push(rate === null ? null : rate.bytes_per_second);
    this.samples.splice(0, this.samples.length - SAMPLES);
    say(this.slots, rate === null ? "–" : `${scaled(rate.slots_per_second).trim()} slots/s`);
    say(this.bytes, rate === null ? "" : `${bytes(rate.bytes_per_second)}/s`);
    this.draw();
  }

  clear() {
    this.samples = [];
  }

  draw() {
    const known = this.samples.filter((sample) => sample !== null);
    const most = Math.max(1, ...known);
    const first = SAMPLES - this.samples.length;
    const runs = [];
    let run = [];
    this.samples.forEach((sample, index) => {
      if (sample === null) {
        runs.push(run);
        run = [];
      } else {
        const x = ((first + index) * WIDTH) / (SAMPLES - 1);
        run.push([x.toFixed(1), (HEIGHT - (sample / most) * (HEIGHT - 6)).toFixed(1)]);
      }
    });
    runs.push(run);
    const lines = runs.filter((each) => each.length > 0);
    mark(this.line, "d", lines.map((each) => `M${each.map((point) => point.join(" ")).join("L")}`).join(""));
    mark(this.area, "d", lines.map((each) =>
      `M${each[0][0]} ${HEIGHT}L${each.map((point) => point.join(" ")).join("L")}L${each.at(-1)[0]} ${HEIGHT}z`).join(""));
    mark(this.svg, "aria-label", known.length === 0 ? "no rate yet"
      : `bytes a second: now ${bytes(known.at(-1))}, at most ${bytes(most)}`);
  }
}

/** Bucket N counts latencies from 2 to the N to twice that, in nanoseconds. */
class Latencies {
  constructor() {
    this.svg = byId("histogram");
    this.looks = [];
    mark(this.svg, "viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    document.querySelectorAll("input[name=span]").forEach((each) => each.addEventListener("change", () => this.draw()));
  }

  add(buckets, time) {
    this.looks.push({ buckets, time });
    while (this.looks.length > 2 && time - this.looks[1].time >= 60000) {
      this.looks.shift();
    }
    this.draw();
  }

  clear() {
    this.looks = [];
  }

  counted() {
    const now = this.looks.at(-1).buckets;
    const before = this.looks[0].buckets;
    const life = document.querySelector("input[name=span]:checked").value === "life";
    return life ? now : now.map((value, bucket) => Math.max(0, value - before[bucket]));
  }

  draw() {
    if (this.looks.length === 0) {
      return;
    }
    const counts = this.counted();
    const total = counts.reduce((sum, value) => sum + value, 0);
    const words = total === 0 ? "none counted yet"
      : `P50 ${duration(quantile(counts, 0.5))}, P99 ${duration(quantile(counts, 0.99))}`;
    const figure = total === 0 ? [html("strong", {}, "–"), html("span", {}, words)] : [
      figurePair(duration(quantile(counts, 0.5)), "half took no longer"),
      figurePair(duration(quantile(counts, 0.99)), "99 of 100"),
    ];
    byId("quantiles").replaceChildren(...figure);
    mark(this.svg, "aria-label", `time from publish to borrow: ${words}, ${plural(total, "hand-off")}`);
    this.svg.replaceChildren(...this.bars(counts));
  }

  bars(counts) {
    const used = counts.map((value, bucket) => (value > 0 ? bucket : -1)).filter((bucket) => bucket >= 0);
    const spare = Math.max(2, 16 - (used.at(-1) - used[0] + 1));
    const low = used.length === 0 ? 9 : Math.max(0, used[0] - Math.ceil(spare / 2));
    const last = Math.max(low + 15, ...used);
    const most = Math.max(1, ...counts);
    const width = WIDTH / (last - low + 1);
    const floor = HEIGHT - 14;
    const drawn = [svg("line", { class: "base", x1: 0, x2: WIDTH, y1: floor, y2: floor })];
    for (let bucket = low; bucket <= last; bucket++) {
      const x = (bucket - low) * width;
      if (counts[bucket] > 0) {
        const height = Math.max(2, (counts[bucket] / most) * (floor - 2));
        const words = `up to ${duration(2 ** (bucket + 1) / 1e9)}: ${count(counts[bucket])}`;
        drawn.push(svg("rect", { x: x + 1, y: floor - height, width: Math.max(1, width - 2), height },
          svg("title", {}, words)));
      }
      if (bucket % 5 === 0 && x > 14 && x < WIDTH - 14) {
        drawn.push(svg("text", { x, y: HEIGHT - 2 }, duration(2 ** bucket / 1e9)));
      }
    }
    return drawn;
  }
}

function figurePair(figure, words) {
  return html("span", { class: "pair" }, html("strong", {}, figure), html("span", {}, words));
}

/** Within its bucket as if what is in it were spread evenly: right within a factor of two. Seconds. */
function quantile(counts, part) {
  const wanted = part * counts.reduce((sum, value) => sum + value, 0);
  let seen = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    if (counts[bucket] > 0 && seen + counts[bucket] >= wanted) {
      const low = bucket === 0 ? 0 : 2 ** bucket;
      return (low + ((2 ** (bucket + 1) - low) * (wanted - seen)) / counts[bucket]) / 1e9;
    }
    seen += counts[bucket];
  }
  return null;
}
