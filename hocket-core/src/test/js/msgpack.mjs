import { createRequire } from "node:module";
import { bytes, random, strings, tag } from "./values.mjs";

const require = createRequire(import.meta.url);
const { Encoder, Decoder } = require("socket.io-msgpack-parser");
const { encode: pack } = require("notepack.io");

const hex = (value) => Buffer.from(value).toString("hex");

function describe({ type, nsp, id, data }) {
  return { type, nsp, ...(id !== undefined && { id: tag(id) }), ...(data !== undefined && { data: tag(data) }) };
}

function decode(buffer) {
  let result;
  const decoder = new Decoder();
  decoder.on("decoded", (packet) => (result = packet));
  try {
    decoder.add(buffer);
    return { packet: describe(result) };
  } catch {
    return { error: true };
  }
}

const event = (...args) => ({ type: 2, data: ["e", ...args], nsp: "/" });
const sizes = (make) => [0, 1, 15, 16, 31, 32, 255, 256, 65535, 65536].map(make);

const packets = [
  ["connect", { type: 0, nsp: "/" }],
  ["connect with auth", { type: 0, data: { token: "x" }, nsp: "/admin" }],
  ["disconnect", { type: 1, nsp: "/" }],
  ["event", event("hi", 1)],
  ["event with an id", { ...event(), id: 0 }],
  ["largest id", { ...event(), id: Number.MAX_SAFE_INTEGER }],
  ["ack", { type: 3, data: [], nsp: "/x", id: 300 }],
  ["connect error", { type: 4, data: { message: "no" }, nsp: "/" }],
  ["numeric name", { type: 2, data: [7], nsp: "/" }],
  ["nothing", event(null, true, false)],
  ["integers", event(0, 1, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, 2 ** 53 - 1, -1, -32, -33, -128, -129, -32768, -32769, -2147483648, -2147483649, -(2 ** 53) + 1)],
  ["doubles", event(0.5, -0.1, 1e-7, 5e-324, 1234567.875, NaN, Infinity, -Infinity, -0)],
  ["doubles without a fraction", event(2 ** 53, 2 ** 60, 1e18, -(2 ** 62))],
  ["dates", event(new Date(0), new Date(1700000000123), new Date(-1), { at: new Date(-62135596800000) })],
  ["binary", event(bytes(), bytes(1, 2, 3), { a: [bytes(255)] })],
  ["maps", event({}, { a: { b: { c: 1 } }, "": 2, "\u00e9": 3 }, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, i])))],
  ["arrays", event([], [[[]]], Array.from({ length: 15 }, () => 0), Array.from({ length: 16 }, () => 0))],
  ...Object.entries(strings)
    .filter(([name]) => !/lone|reversed|highAtEnd/.test(name))
    .map(([name, text]) => [`text ${name}`, event(text, { [text]: text })]),
  ...sizes((size) => [`text of ${size}`, event("x".repeat(size))]),
  ...sizes((size) => [`binary of ${size}`, event(Buffer.alloc(size, 7))]),
  ["array of 65536", event(Array.from({ length: 65536 }, () => 1))],
];

const refuse = (why) => ({ error: true, why });
const map = (...parts) => Buffer.concat([bytes(0x80 | (parts.length / 2)), ...parts]);
const s = (text) => pack(text);
const of = (packet) => pack(packet);
const head = [s("type"), s(2), s("nsp"), s("/")];
const withData = (data) => map(...head, s("data"), data);
const arg = (encoded) => withData(Buffer.concat([bytes(0x92), s("e"), encoded]));
const double = (value) => {
  const encoded = Buffer.alloc(9, 0xcb);
  encoded.writeDoubleBE(value, 1);
  return encoded;
};
const reserved = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

const inputs = [
  ["options beside it", of({ type: 2, data: ["e"], options: { compress: true }, nsp: "/" })],
  ["undefined data", of({ type: 0, data: undefined, nsp: "/", id: undefined })],
  ["undefined id", of({ ...event(), id: undefined })],
  ["null id", of({ ...event(), id: null })],
  ["fractional id", of({ ...event(), id: 1.5 })],
  ["text id", of({ ...event(), id: "1" })],
  ["negative id", of({ ...event(), id: -1 }), refuse("an id is from 0 to 2^53 - 1")],
  ["id 2^53", of({ ...event(), id: 2 ** 53 }), refuse("an id is from 0 to 2^53 - 1")],
  ["id 2^63", map(...head, s("data"), s(["e"]), s("id"), Buffer.from("cf8000000000000000", "hex")), refuse("an id is from 0 to 2^53 - 1")],
  ["id as a double", map(...head, s("data"), s(["e"]), s("id"), Buffer.from("cb4014000000000000", "hex"))],
  ["type as a double", map(s("type"), Buffer.from("cb4000000000000000", "hex"), s("nsp"), s("/"), s("data"), s(["e"]))],
  ["type 5", of({ ...event(), type: 5 })],
  ["type -1", of({ ...event(), type: -1 })],
  ["type 1.5", of({ ...event(), type: 1.5 })],
  ["type text", of({ ...event(), type: "2" })],
  ["type missing", of({ data: ["e"], nsp: "/" })],
  ["namespace missing", of({ type: 2, data: ["e"] })],
  ["namespace number", of({ type: 2, data: ["e"], nsp: 1 })],
  ["namespace null", of({ type: 2, data: ["e"], nsp: null })],
  ["event without data", of({ type: 2, nsp: "/" })],
  ["event with an object", of({ type: 2, data: {}, nsp: "/" })],
  ["event without a name", of({ type: 2, data: [], nsp: "/" }), refuse("an event has a name, as in the standard format")],
  ["event name true", of({ type: 2, data: [true], nsp: "/" }), refuse("an event's name is a string or a number")],
  ["event name map", of({ type: 2, data: [{}], nsp: "/" }), refuse("an event's name is a string or a number")],
  ...reserved.map((name) => [`reserved name ${name}`, of({ type: 2, data: [name], nsp: "/" }), refuse("reserved names are refused as in the standard format")]),
  ["name error", of({ type: 2, data: ["error"], nsp: "/" })],
  ["connect with null", of({ type: 0, data: null, nsp: "/" })],
  ["connect with an array", of({ type: 0, data: [], nsp: "/" })],
  ["connect with binary", of({ type: 0, data: bytes(1), nsp: "/" })],
  ["connect with a date", of({ type: 0, data: new Date(0), nsp: "/" })],
  ["disconnect with null", of({ type: 1, data: null, nsp: "/" })],
  ["disconnect with an object", of({ type: 1, data: {}, nsp: "/" })],
  ["connect error text", of({ type: 4, data: "no", nsp: "/" })],
  ["connect error without data", of({ type: 4, nsp: "/" })],
  ["connect error array", of({ type: 4, data: [], nsp: "/" })],
  ["ack with an object", of({ type: 3, data: {}, nsp: "/", id: 1 })],
  ["typed array", of(event(new Uint8Array([1, 2, 3])))],
  ["typed array of 300", of(event(new Uint8Array(300)))],
  ["typed array of 8 bytes", of(event(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])))],
  ["array buffer", of(event(new Uint8Array([9]).buffer))],
  ["undefined in an array", of(event(undefined, [undefined, 1]))],
  ["undefined in an object", of(event({ a: undefined }))],
  ["date", of(event(new Date(1700000000123)))],
  ["invalid date", arg(Buffer.from("d7007fffffffffffffff", "hex"))],
  ["float 32", arg(Buffer.from("ca3f000000", "hex"))],
  ["double without a fraction", arg(Buffer.from("cb4014000000000000", "hex"))],
  ["integers in long forms", arg(Buffer.from("95cc05cd0005ce00000005cf0000000000000005d005", "hex"))],
  ["uint 64", arg(Buffer.from("cfffffffffffffffff", "hex"))],
  ["extension of another type", arg(Buffer.from("d505aabb", "hex"))],
  ["extension 8 of another type", arg(Buffer.from("c70205aabb", "hex"))],
  ["fixext 2 of type 0", arg(Buffer.from("d500aabb", "hex"))],
  ["fixext 16 of type 0", arg(Buffer.from("d800" + "ab".repeat(16), "hex"))],
  ["extension of no bytes", arg(Buffer.from("c70000", "hex"))],
  ["text in long forms", arg(Buffer.from("92d90161da000162", "hex"))],
  ["invalid UTF-8", arg(Buffer.from("a3ff6180", "hex"))],
  ["integer keys", arg(Buffer.from("8201a16102a162", "hex"))],
  ["negative key", arg(Buffer.from("81ff01", "hex"))],
  ["null key", arg(Buffer.from("81c001", "hex")), refuse("a key is a string or an integer")],
  ["array key", arg(Buffer.from("81900a", "hex")), refuse("a key is a string or an integer")],
  ["key twice", arg(Buffer.from("82a16101a16102", "hex"))],
  ["type twice", map(s("type"), s(3), ...head, s("data"), s(["e"]))],
  ["data twice", map(...head, s("data"), s(["e", 1, 2]), s("data"), s(["f", 3]))],
  ["integer key of the packet", map(s(7), s(["x"]), ...head, s("data"), s(["e"]))],
  ["empty", bytes()],
  ["array", s([])],
  ["text", s("x")],
  ["null", s(null)],
  ["number", s(1)],
  ["trailing byte", Buffer.concat([of(event()), bytes(0)])],
  ["never used", arg(bytes(0xc1))],
  ["map of 2^32 - 1", Buffer.from("dfffffffff", "hex")],
  ["array of 2^31", Buffer.concat([Buffer.from("81a464617461dd", "hex"), Buffer.from("7fffffff", "hex")]), undefined, "not run: the reference allocates it"],
  ["text of 2^32 - 1", Buffer.from("81a474797065dbffffffff", "hex")],
  ["binary of 2^31", Buffer.from("81a464617461c67fffffff", "hex")],
  ["extension of 2^31", Buffer.from("81a464617461c97fffffff01", "hex")],
  ...truncations(),
];

/** Every beginning of a packet, and slips of one byte. */
function truncations() {
  const whole = of({ type: 2, data: ["ev", 300, "\u00e9", bytes(1), { k: [1.5, null] }, new Date(5)], nsp: "/n", id: 70000 });
  const cut = Array.from({ length: whole.length }, (_, i) => [`first ${i} bytes`, whole.subarray(0, i)]);
  return [["whole", whole], ...cut];
}

/** Trees of every kind. */
function randomPackets() {
  const next = random(4);
  const below = (n) => Math.floor(next() * n);
  const scalar = [
    () => null,
    () => next() < 0.5,
    () => below(200) - 100,
    () => (next() - 0.5) * 2 ** below(60),
    () => Math.floor((next() - 0.5) * 2 ** below(53)),
    () => String.fromCharCode(...Array.from({ length: below(40) }, () => 32 + below(0x700))),
    () => Buffer.from(Array.from({ length: below(40) }, () => below(256))),
    () => new Date(below(2 ** 41)),
  ];
  const value = (depth) => {
    const kind = below(depth > 3 ? 8 : 10);
    if (kind === 8) {
      return Array.from({ length: below(6) }, () => value(depth + 1));
    }
    if (kind === 9) {
      return Object.fromEntries(Array.from({ length: below(6) }, (_, i) => [`key${i}`, value(depth + 1)]));
    }
    return scalar[kind]();
  };
  return Array.from({ length: 150 }, (_, i) => [`random ${i}`, event(value(0), value(0))]);
}

export function msgpackVectors() {
  const beyond = Buffer.concat([s("type"), s(2), s("data"), bytes(0x93), s("e"), double(1e300), double(-(2 ** 70)), s("nsp"), s("/")]);
  const hocket = { hex: hex(Buffer.concat([bytes(0x83), beyond])), why: "notepack writes integers beyond 64 bits as 0" };
  const encodes = [...packets, ...randomPackets()].map(([name, packet]) => {
    const [encoded] = new Encoder().encode(packet);
    const large = encoded.length > 3000;
    return large ? null : { name, packet: describe(packet), hex: hex(encoded) };
  });
  const decodes = inputs.map(([name, buffer, hocket, skipped]) => ({
    name,
    hex: hex(buffer),
    ...(skipped ? { error: true } : decode(buffer)),
    ...(hocket && { hocket }),
  }));
  const far = event(1e300, -(2 ** 70));
  const different = { name: "beyond 64 bits", packet: describe(far), hex: hex(new Encoder().encode(far)[0]), hocket };
  return { encode: [...encodes.filter(Boolean), different], decode: decodes };
}
