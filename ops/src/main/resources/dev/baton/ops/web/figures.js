// Numbers as people read them, as the other commands print them.

const PREFIXES = ["", "k", "M", "G", "T", "P"];

function count(number) {
  return Math.round(number).toLocaleString("en-US");
}

function plural(number, what) {
  return `${count(number)} ${what}${number === 1 ? "" : "s"}`;
}

/** Three digits that count: 4.94 G. */
function scaled(number) {
  let power = 0;
  while (Math.abs(number) >= 999.5 && power < PREFIXES.length - 1) {
    number /= 1000;
    power++;
  }
  const digits = power === 0 && Number.isInteger(number) ? 0 : number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
  return `${number.toFixed(digits)} ${PREFIXES[power]}`;
}

function bytes(number) {
  return `${scaled(Math.round(number))}B`;
}

/** As memory is counted: 6.3 MiB. */
function binaryBytes(number) {
  const power = Math.min(5, Math.max(0, Math.floor(Math.log2(Math.max(1, number)) / 10)));
  const value = number / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${["B", "KiB", "MiB", "GiB", "TiB", "PiB"][power]}`;
}

function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return "";
  }
  if (seconds < 1e-6) {
    return `${Math.round(seconds * 1e9)} ns`;
  }
  if (seconds < 1e-3) {
    return `${short(seconds * 1e6)} us`;
  }
  if (seconds < 1) {
    return `${short(seconds * 1e3)} ms`;
  }
  if (seconds < 60) {
    return `${short(seconds)} s`;
  }
  const whole = Math.floor(seconds);
  const pad = (value) => String(value).padStart(2, "0");
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  }
  if (whole < 86400) {
    return `${Math.floor(whole / 3600)} h ${pad(Math.floor(whole / 60) % 60)} min`;
  }
  return `${Math.floor(whole / 86400)} d ${Math.floor(whole / 3600) % 24} h`;
}

function short(value) {
  return value < 9.95 ? value.toFixed(1) : String(Math.round(value));
}

function clock(time) {
  return new Date(time).toLocaleTimeString("en-GB");
}

/** The day too, unless it is this one. */
function when(time) {
  const date = new Date(time);
  const today = date.toDateString() === new Date().toDateString();
  return today ? clock(time) : `${date.toLocaleDateString("en-CA")} ${clock(time)}`;
}
