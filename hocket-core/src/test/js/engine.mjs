import { createRequire } from "node:module";
import { bytes, strings } from "./values.mjs";

const require = createRequire(import.meta.url);
const parsers = { 4: require("engine.io-parser"), 3: require("engine.io-parser-3") };
const types = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];

/** What the wire carries: UTF-8 has no lone surrogates. */
const wire = (encoded) =>
  typeof encoded === "string" ? { text: encoded.toWellFormed() } : { binary: Buffer.from(encoded).toString("hex") };

function describe(packet) {
  const { type, data } = packet;
  if (data === undefined) {
    return { type: type ?? null };
  }
  return typeof data === "string"
    ? { type, data }
    : { type: type ?? null, binary: Buffer.from(data).toString("hex") };
}

const isError = (packet) => packet.type === "error";

function encodeFrame(revision, packet, base64) {
  let result;
  parsers[revision].encodePacket(packet, !base64, (encoded) => (result = encoded));
  return wire(result);
}

function encodePayload(revision, packets, base64) {
  let result;
  if (revision === 4) {
    parsers[4].encodePayload(packets, (encoded) => (result = encoded));
  } else {
    parsers[3].encodePayload(packets, !base64, (encoded) => (result = encoded));
  }
  return wire(result);
}

function outcome(packets) {
  const end = packets.findIndex(isError);
  const before = end < 0 ? packets : packets.slice(0, end);
  return { packets: before.map(describe), error: end >= 0 };
}

function decodeFrame(revision, message) {
  const packet = parsers[revision].decodePacket(message);
  return isError(packet) ? { error: true } : { packet: describe(packet) };
}

function decodePayload(revision, body) {
  if (revision === 4) {
    return outcome(parsers[4].decodePayload(body));
  }
  const packets = [];
  parsers[3].decodePayload(body, (packet) => {
    packets.push(packet);
    return !isError(packet);
  });
  return outcome(packets);
}

const samples = [
  ...types.map((type) => [type, { type }]),
  ...Object.entries(strings).map(([name, data]) => [`text ${name}`, { type: "message", data }]),
  ["handshake", { type: "open", data: '{"sid":"x","upgrades":[],"pingInterval":25000}' }],
  ["probe", { type: "ping", data: "probe" }],
  ["binary empty", { type: "message", data: bytes() }],
  ["binary 1", { type: "message", data: bytes(0) }],
  ["binary 2", { type: "message", data: bytes(255, 254) }],
  ["binary 3", { type: "message", data: bytes(1, 2, 3) }],
  ["binary like text", { type: "message", data: Buffer.from("4hello") }],
  ["binary 300", { type: "message", data: Buffer.from(Array.from({ length: 300 }, (_, i) => i % 256)) }],
];

const payloads = [
  ["one text", [{ type: "message", data: "hello" }]],
  ["two texts", [{ type: "message", data: "hello" }, { type: "message", data: "world" }]],
  ["empty texts", [{ type: "message", data: "" }, { type: "noop" }, { type: "message", data: "" }]],
  ["colons", [{ type: "message", data: "1:2:3" }, { type: "message", data: "4:" }]],
  ["text and binary", [{ type: "message", data: "\u20ac" }, { type: "message", data: bytes(1, 2, 3, 255) }, { type: "ping" }]],
  ["binary only", [{ type: "message", data: bytes(4) }]],
  ["binaries", [{ type: "message", data: bytes() }, { type: "message", data: bytes(30, 255, 0, 9) }]],
  ...Object.entries(strings).map(([name, data]) => [
    `text ${name}`,
    [{ type: "message", data }, { type: "message", data: "\u00e4" }],
  ]),
  ...Object.entries(strings).map(([name, data]) => [
    `text ${name} beside binary`,
    [{ type: "message", data }, { type: "message", data: bytes(7, 8) }],
  ]),
];

function encodeVectors(revision) {
  const frames = [];
  for (const [name, packet] of samples) {
    for (const base64 of [false, true]) {
      frames.push({ name, packet: describe(packet), base64, frame: encodeFrame(revision, packet, base64) });
    }
  }
  const bodies = [];
  for (const [name, packets] of payloads) {
    for (const base64 of [false, true]) {
      bodies.push({ name, packets: packets.map(describe), base64, body: encodePayload(revision, packets, base64) });
    }
  }
  if (revision === 3) {
    bodies.push({ name: "nothing", packets: [], base64: false, body: encodePayload(3, [], false) });
  }
  return { encodeFrame: frames, encodePayload: bodies };
}

const refuse = (why) => ({ error: true, why });
const strictBase64 = refuse("base64 is strict: Buffer.from skips what it does not know");
const onlyMessages = refuse("only messages are binary");

const frames = {
  4: [
    ["empty", ""],
    ["unknown type 7", "7"],
    ["unknown type 9", "9abc"],
    ["letter", "a"],
    ["space", " 4"],
    ["record separator", "\u001e"],
    ["separator inside", "4a\u001eb"],
    ["NUL", "\u0000"],
    ["full-width digit", "\uff14hello"],
    ["emoji", "4\ud83d\ude00"],
    ["unknown binary-like", "c4AQID"],
    ["base64", "bAQID"],
    ["base64 empty", "b"],
    ["base64 padded", "bAQ=="],
    ["base64 without padding", "bAQ"],
    ["base64 illegal characters", "bA Q#I!D", strictBase64],
    ["base64 url alphabet", "b-_-_", strictBase64],
    ["base64 of one character", "bA", strictBase64],
    ["base64 with data behind the padding", "bAQ==AQ==", strictBase64],
    ["binary", bytes(1, 2, 3)],
    ["binary empty", bytes()],
    ["ping with data", "2probe"],
    ["close", "1"],
  ],
  3: [
    ["empty", ""],
    ["unknown type 7", "7"],
    ["letter", "a"],
    ["emoji", "4\ud83d\ude00"],
    ["base64", "b4AQID"],
    ["base64 empty", "b4"],
    ["base64 of a ping", "b2AQID", onlyMessages],
    ["base64 without a type", "b", onlyMessages],
    ["base64 of an unknown type", "bxAQID", onlyMessages],
    ["base64 illegal characters", "b4A Q#I!D", strictBase64],
    ["binary", bytes(4, 1, 2, 3)],
    ["binary without data", bytes(4)],
    ["binary of a ping", bytes(2, 1), onlyMessages],
    ["binary of an unknown type", bytes(9, 1), onlyMessages],
    ["binary of an ASCII digit", bytes(0x34, 1), onlyMessages],
    ["binary empty", bytes(), onlyMessages],
  ],
};

const bodies = {
  4: [
    ["empty", ""],
    ["one", "4hello"],
    ["two", "4hello\u001e4world"],
    ["separator at the end", "4a\u001e"],
    ["separator at the start", "\u001e4a"],
    ["two separators", "4a\u001e\u001e4b"],
    ["only separators", "\u001e\u001e\u001e"],
    ["error in the middle", "4a\u001e9\u001e4b"],
    ["base64 among text", "4a\u001ebAQID\u001e2"],
    ["bad base64 in the middle", "4a\u001eb!!!!\u001e4b", { packets: [{ type: "message", data: "a" }], ...strictBase64 }],
    ["revision 3", "6:4hello"],
    ["emoji", "4\ud83d\ude00\u001e4\u20ac"],
    ["all types", "0\u001e1\u001e2\u001e3\u001e4\u001e5\u001e6"],
    ["length prefix in octets", bytes(0, 2, 255, 0x34, 0x61), { packets: [], ...refuse("a payload of revision 4 is text") }],
  ],
  3: [
    ["empty", ""],
    ["one", "6:4hello"],
    ["two", "6:4hello6:4world"],
    ["no packet", "0:"],
    ["empty packets", "0:0:2:4a0:"],
    ["emoji counted in UTF-16", "3:4\ud83d\ude002:4a"],
    ["emoji counted in bytes", "5:4\ud83d\ude002:4a"],
    ["length inside a surrogate pair", "2:4\ud83d\ude00", { packets: [], ...refuse("a packet does not end inside a character") }],
    ["too long", "7:4hello"],
    ["too short", "5:4hello"],
    ["no colon", "6"],
    ["no length", ":4hello"],
    ["no packet type", "1:"],
    ["unknown type", "2:9a"],
    ["error in the middle", "2:4a2:9a2:4b"],
    ["negative", "-1:4a"],
    ["fraction", "2.0:4a", { packets: [], ...refuse("a length consists of digits") }],
    ["fraction that rounds", "1.5:4a"],
    ["exponent", "1.2e1:4hello world", { packets: [], ...refuse("a length consists of digits") }],
    ["hexadecimal", "0x2:4a", { packets: [], ...refuse("a length consists of digits") }],
    ["space", " 2:4a", { packets: [], ...refuse("a length consists of digits") }],
    ["plus", "+2:4a", { packets: [], ...refuse("a length consists of digits") }],
    ["leading zero", "02:4a"],
    ["full-width digits", "\uff12:4a"],
    ["2^32 + 2", "4294967298:4a"],
    ["2^64 + 2", "18446744073709551618:4a"],
    ["400 digits", "9".repeat(400) + ":4a"],
    ["ten zeros and a digit", "00000000002:4a", { packets: [], ...refuse("a length has at most ten digits") }],
    ["base64", "6:b4AQID"],
    ["base64 of a ping", "6:b2AQID", { packets: [], ...onlyMessages }],
    ["base64 too short", "1:b", { packets: [], ...onlyMessages }],
    ["rest behind the last packet", "2:4axyz"],
    ["octets: text", bytes(0, 2, 255, 0x34, 0x61)],
    ["octets: binary", bytes(1, 3, 255, 4, 1, 2)],
    ["octets: both", bytes(0, 2, 255, 0x34, 0x61, 1, 2, 255, 4, 9, 0, 1, 255, 0x32)],
    ["octets: two digits", Buffer.concat([bytes(0, 1, 0, 255), Buffer.from("4123456789")])],
    ["octets: UTF-8", Buffer.concat([bytes(0, 5, 255), Buffer.from("4\ud83d\ude00")])],
    ["octets: nothing", bytes()],
    ["octets: unknown kind", bytes(2, 2, 255, 4, 1), { packets: [], ...refuse("a kind is 0 or 1") }],
    ["octets: digit above 9", bytes(0, 10, 255, 0x34), { packets: [], ...refuse("a length consists of digits") }],
    ["octets: no length", bytes(0, 255, 0x34), { packets: [], ...refuse("a length has digits") }],
    ["octets: length too long", bytes(0, 9, 255, 0x34, 0x61), { packets: [], ...refuse("the length is that of the packet") }],
    ["octets: empty text", bytes(0, 0, 255)],
    ["octets: empty binary", bytes(1, 0, 255), { packets: [], ...onlyMessages }],
    ["octets: binary ping", bytes(1, 2, 255, 2, 1), { packets: [], ...onlyMessages }],
    ["octets: unknown type", bytes(0, 2, 255, 0x39, 0x61)],
    ["octets: error in the middle", bytes(0, 2, 255, 0x34, 0x61, 0, 1, 255, 0x39, 0, 1, 255, 0x32)],
    ["octets: truncated UTF-8", bytes(0, 3, 255, 0x34, 0xe2, 0x82)],
    ["octets: byte that is never UTF-8", bytes(0, 3, 255, 0x34, 0xff, 0x61)],
    ["octets: overlong UTF-8", bytes(0, 3, 255, 0x34, 0xc0, 0x80)],
    ["octets: surrogate in UTF-8", bytes(0, 4, 255, 0x34, 0xed, 0xa0, 0x80), { packets: [], ...refuse("a surrogate is not UTF-8") }],
    ["octets: base64", Buffer.concat([bytes(0, 6, 255), Buffer.from("b4AQID")])],
  ],
};

function decodeVectors(revision) {
  const vector = (name, key, input, result, hocket) => {
    const written = typeof input === "string" ? { text: input } : { binary: input.toString("hex") };
    return { name, [key]: written, ...result, ...(hocket && { hocket }) };
  };
  return {
    decodeFrame: frames[revision].map(([name, input, hocket]) =>
      vector(name, "frame", input, decodeFrame(revision, input), hocket),
    ),
    decodePayload: bodies[revision].map(([name, input, hocket]) =>
      vector(
        name,
        "body",
        input,
        revision === 4 && typeof input !== "string" ? { packets: [], error: false } : decodePayload(revision, input),
        hocket,
      ),
    ),
  };
}

export function engineVectors(revision) {
  return { ...encodeVectors(revision), ...decodeVectors(revision) };
}
