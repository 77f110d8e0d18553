// Values that JSON cannot hold, as tagged objects: {"$bytes": hex}, {"$double": text}, {"$date": ms}, {"$undefined": true},
// and {"$map": [[name, value]]} for names that Jackson cannot read, which have lone surrogates.

export const bytes = (...values) => Buffer.from(values);

export function tag(value) {
  if (value === undefined) {
    return { $undefined: true };
  }
  if (Buffer.isBuffer(value)) {
    return { $bytes: value.toString("hex") };
  }
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    return { $bytes: Buffer.from(value.buffer ?? value).toString("hex") };
  }
  if (value instanceof Date) {
    return { $date: value.getTime() };
  }
  if (typeof value === "number" && (!Number.isSafeInteger(value) || Object.is(value, -0))) {
    return { $double: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (Array.isArray(value)) {
    return value.map(tag);
  }
  if (value !== null && typeof value === "object") {
    if (Object.keys(value).some((key) => !key.isWellFormed())) {
      return { $map: Object.entries(value).map(([key, element]) => [key, tag(element)]) };
    }
    return Object.fromEntries(Object.keys(value).map((key) => [key, tag(value[key])]));
  }
  return value;
}

/** mulberry32: the same numbers on every run. */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const strings = {
  empty: "",
  ascii: "hello",
  quotes: 'say "hi" \\ / \b\f\n\r\t',
  controls: "\u0000\u0001\u001e\u001f\u007f",
  latin: "\u00e9\u00ff\u0080",
  bmp: "\u20ac\u4f60\ufffd\uffff\ufeff",
  lines: "a\u2028b\u2029c",
  emoji: "\ud83d\ude00\ud83c\udf0d",
  loneHigh: "a\ud83db",
  loneLow: "a\ude00b",
  reversed: "\ude00\ud83d",
  highAtEnd: "x\ud83d",
  long: "\u00e4".repeat(300) + "\ud83d\ude00",
};
