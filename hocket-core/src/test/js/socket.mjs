import { createRequire } from "node:module";
import { bytes, strings, tag } from "./values.mjs";

const require = createRequire(import.meta.url);
const parsers = { 5: require("socket.io-parser"), 4: require("socket.io-parser-4") };

const message = (encoded) =>
  typeof encoded === "string" ? { text: encoded.toWellFormed() } : { binary: Buffer.from(encoded).toString("hex") };

function encode(protocol, packet) {
  if (protocol === 5) {
    return new parsers[5].Encoder().encode(packet).map(message);
  }
  let result;
  const binary = packet.binary ? { ...packet, type: packet.type + 3 } : packet;
  new parsers[4].Encoder().encode(binary, (encoded) => (result = encoded));
  return result.map(message);
}

function describe({ type, nsp, id, data }) {
  return { type: type > 4 ? type - 3 : type, nsp, ...(id !== undefined && { id: tag(id) }), ...(data !== undefined && { data: tag(data) }) };
}

function decode(protocol, messages) {
  const decoder = new parsers[protocol].Decoder();
  const packets = [];
  let failure = null;
  decoder.on("decoded", (packet) => {
    if (typeof packet.data === "string" && packet.data.startsWith("parser error")) {
      throw new Error(packet.data);
    }
    packets.push(describe(packet));
  });
  let read = 0;
  try {
    for (; read < messages.length; read++) {
      decoder.add(messages[read]);
    }
  } catch (e) {
    failure = e;
  }
  return {
    packets,
    error: failure !== null,
    ...(failure === null && decoder.reconstructor && { incomplete: true }),
  };
}

const EVENT = 2;
const ACK = 3;

const packets = [
  ["connect", { type: 0, nsp: "/" }],
  ["connect to a namespace", { type: 0, nsp: "/admin" }],
  ["disconnect", { type: 1, nsp: "/" }],
  ["disconnect from a namespace", { type: 1, nsp: "/admin" }],
  ["event", { type: EVENT, nsp: "/", data: ["hi"] }],
  ["event with an id", { type: EVENT, nsp: "/", id: 0, data: ["hi", 1] }],
  ["event in a namespace", { type: EVENT, nsp: "/a/b", id: 12, data: ["hi", { a: [1, null, true, false, "x"] }] }],
  ["largest id", { type: EVENT, nsp: "/", id: Number.MAX_SAFE_INTEGER, data: ["hi"] }],
  ["numeric name", { type: EVENT, nsp: "/", data: [7, "x"] }],
  ["ack without args", { type: ACK, nsp: "/", id: 3, data: [] }],
  ["ack", { type: ACK, nsp: "/x", id: 3, data: ["a", 1.5, { b: null }] }],
  ["namespace of many bytes", { type: EVENT, nsp: "/\u00e4\ud83d\ude00", data: ["hi"] }],
  ["numbers", { type: EVENT, nsp: "/", data: ["n", 0, -0, 1, -1, 1.5, 1e21, 1e-7, 123456789012345680000, 0.1, 5e-324, 1.7976931348623157e308, NaN, Infinity, -Infinity] }],
  ["date", { type: EVENT, nsp: "/", data: ["d", new Date(0), new Date(1700000000123), { at: new Date(-1) }, new Date(253402300800000), new Date(-62198755200000)] }],
  ["undefined", { type: EVENT, nsp: "/", data: ["u", undefined, 1] }],
  ["keys in order", { type: EVENT, nsp: "/", data: ["k", { b: 1, a: 2, "": 3, __proto__x: 4 }] }],
  ...Object.entries(strings).map(([name, text]) => [`text ${name}`, { type: EVENT, nsp: "/", data: ["t", text, { [text]: text }] }]),
];

const modern = [
  ["connect with auth", { type: 0, nsp: "/", data: { token: "x" } }],
  ["connect error", { type: 4, nsp: "/", data: { message: "no", data: { code: 1 } } }],
];

const legacy = [
  ["connect with a query", { type: 0, nsp: "/admin?token=x" }],
  ["error text", { type: 4, nsp: "/admin", data: "Not authorized" }],
];

const binaries = [
  ["binary event", { type: EVENT, nsp: "/", data: ["b", bytes(1, 2, 3)] }],
  ["binary event with an id", { type: EVENT, nsp: "/x", id: 7, data: ["b", bytes()] }],
  ["binary ack", { type: ACK, nsp: "/", id: 7, data: [bytes(255)] }],
  ["binary deep", { type: EVENT, nsp: "/", data: ["b", { a: [bytes(1), { b: bytes(2) }], c: "x" }, bytes(3), [[bytes(4)]]] }],
  ["ten attachments", { type: EVENT, nsp: "/", data: ["b", ...Array.from({ length: 10 }, (_, i) => bytes(i))] }],
  ["binary beside numbers", { type: EVENT, nsp: "/", data: ["b", 1e21, bytes(9), -0, null] }],
];

const refuse = (why) => ({ packets: [], error: true, why });
const digits = refuse("a count and an id are ASCII digits");
const idRange = refuse("an id is at most 2^53 - 1");
const once = refuse("each attachment is referred to exactly once");
const both = (why, packets) => ({ packets, error: false, why });

const inputs = [
  ["connect", ["0"]],
  ["connect to a namespace", ["0/admin,"]],
  ["connect without a comma", ["0/admin"]],
  ["connect with a query", ["0/admin?tok=1,"]],
  ["disconnect", ["1"]],
  ["disconnect without a comma", ["1/admin"]],
  ["event", ['2["hi",1]']],
  ["event with an id", ['20["hi"]']],
  ["event in a namespace", ['2/admin,12["hi",{"a":[1,2]}]']],
  ["event without payload", ["2"]],
  ["ack without payload", ["3"]],
  ["ack with an id and no payload", ["37"]],
  ["ack of an unknown id", ["3999[1]"]],
  ["ack without an id", ["3[1]"]],
  ["event without payload in a namespace", ["2/a"]],
  ["numeric name", ["2[1,2]"]],
  ["fractional name", ["2[1.5]"]],
  ["name error", ['2["error"]']],
  ["name __proto__", ['2["__proto__",{"__proto__":{"a":1},"constructor":1}]']],
  ["empty name", ['2[""]']],
  ["name with NUL", ['2["\\u0000"]']],
  ["name *", ['2["*"]']],
  ["escaped name", ['2["\\u0068\\u0069\\ud83d\\ude00"]']],
  ["lone surrogate in a name", ['2["\\ud83d"]']],
  ["white space in the payload", ['2[ "hi" ,\t1 , { "a" : 2 } ]\n']],
  ["no arguments", ["2[]"]],
  ["name true", ["2[true]"]],
  ["name null", ["2[null]"]],
  ["name array", ["2[[]]"]],
  ["name object", ["2[{}]"]],
  ["payload object", ["2{}"]],
  ["payload string", ['2"hi"']],
  ["payload null", ["2null"]],
  ["ack payload object", ["31{}"]],
  ["connect with an array", ["0[]"]],
  ["connect with null", ["0null"]],
  ["connect with a string", ['0"a"']],
  ["connect with an object", ['0{"token":"x"}']],
  ["connect with broken JSON", ["0{"]],
  ["disconnect with an object", ["1{}"]],
  ["disconnect with null", ["1null"]],
  ["connect error", ['4{"message":"no"}']],
  ["connect error text", ['4/x,"no"']],
  ["connect error without payload", ["4"]],
  ["connect error array", ["4[]"]],
  ["empty", [""], refuse("an empty message is no CONNECT")],
  ["type 7", ["7"]],
  ["type 9", ["9"]],
  ["letter", ["x"]],
  ["dash", ["-1"]],
  ["full-width type", ["\uff12[1]"]],
  ["space before the payload", ['2 ["x",1]'], digits],
  ["tab before the payload", ['2\t["x",1]'], digits],
  ["digit and space before the payload", ['21 ["x"]'], digits],
  ["id -1", ['2-1["x"]']],
  ["id 1.5", ['21.5["x"]']],
  ["id 1e3", ['21e3["x"]']],
  ["id in full-width digits", ['2\uff11["x"]']],
  ["id in Arabic digits", ['2\u0661["x"]']],
  ["id with leading zeros", ['2007["x"]']],
  ["id 2^53 - 1", ['29007199254740991["x"]']],
  ["id 2^53", ['29007199254740992["x"]'], idRange],
  ["id 2^53 + 1", ['29007199254740993["x"]'], idRange],
  ["id of 20 digits", ['212345678901234567890["x"]'], idRange],
  ["id of 400 digits", [`2${"9".repeat(400)}["x"]`], idRange],
  ["NaN", ["2[\"x\",NaN]"]],
  ["comment", ['2["x"/**/]']],
  ["trailing comma", ['2["x",]']],
  ["single quotes", ["2['x']"]],
  ["leading zero", ['2["x",01]']],
  ["raw tab", ['2["x\t"]']],
  ["trailing bytes", ['2["x"]x']],
  ["second value", ['2["x"] ["y"]']],
  ["byte order mark", ['2\ufeff["x"]'], digits],
  ["binary event", ['51-["b",{"_placeholder":true,"num":0}]', bytes(1, 2)]],
  ["binary ack", ['61-/x,3[{"_placeholder":true,"num":0}]', bytes()]],
  ["two attachments swapped", ['52-["b",{"_placeholder":true,"num":1},{"num":0,"_placeholder":true}]', bytes(1), bytes(2)]],
  ["attachment deep", ['51-["b",{"a":[{"b":{"_placeholder":true,"num":0,"x":1}}]}]', bytes(5)]],
  ["two packets", ['51-["b",{"_placeholder":true,"num":0}]', bytes(1), '2["x"]', '51-["c",{"_placeholder":true,"num":0}]', bytes(2)]],
  ["attachments missing", ['52-["b",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]', bytes(1)]],
  ["text between attachments", ['52-["b",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]', bytes(1), '2["x"]']],
  ["binary without a header", [bytes(1)]],
  ["binary after a whole packet", ['51-["b",{"_placeholder":true,"num":0}]', bytes(1), bytes(2)]],
  ["placeholder in a plain event", ['2["x",{"_placeholder":true,"num":0}]']],
  ["nested placeholders in a plain event", ['2["x",{"_placeholder":true,"a":{"_placeholder":true,"num":1},"num":0}]']],
  ["zero attachments", ['50-["x"]', '2["y"]'], both("no attachments are a whole packet", [{ type: 2, nsp: "/", data: ["x"] }, { type: 2, nsp: "/", data: ["y"] }])],
  ["zero attachments and a placeholder", ['50-["x",{"_placeholder":true,"num":0}]']],
  ["eleven attachments", ['511-["x"]']],
  ["a million attachments", ['51000000-["x"]']],
  ["twenty digits of attachments", ['512345678901234567890-["x"]']],
  ["attachments -1", ['5-1-["x"]']],
  ["attachments 1.5", ['51.5-["x"]']],
  ["attachments 0x1", ['50x1-["x",{"_placeholder":true,"num":0}]', bytes(1)], digits],
  ["attachments 1e0", ['51e0-["x",{"_placeholder":true,"num":0}]', bytes(1)], digits],
  ["attachments with a space", ['5 1-["x",{"_placeholder":true,"num":0}]', bytes(1)], digits],
  ["attachments empty", ['5-["x"]']],
  ["attachments NaN", ['5NaN-["x"]']],
  ["attachments without a dash", ['51["x"]']],
  ["attachments and nothing", ["51"]],
  ["leading zeros of attachments", ['501-["x",{"_placeholder":true,"num":0}]', bytes(1)]],
  ["num out of range", ['51-["x",{"_placeholder":true,"num":1}]', bytes(1)]],
  ["num negative", ['51-["x",{"_placeholder":true,"num":-1}]', bytes(1)]],
  ["num string", ['51-["x",{"_placeholder":true,"num":"0"}]', bytes(1)]],
  ["num null", ['51-["x",{"_placeholder":true,"num":null}]', bytes(1)]],
  ["num missing", ['51-["x",{"_placeholder":true}]', bytes(1)]],
  ["num 2^32", ['51-["x",{"_placeholder":true,"num":4294967296}]', bytes(1)]],
  ["num 0.5", ['51-["x",{"_placeholder":true,"num":0.5}]', bytes(1)], refuse("num is an integer: the reference delivers undefined")],
  ["num 0.0", ['51-["x",{"_placeholder":true,"num":0.0}]', bytes(1)], refuse("num is written as an integer")],
  ["num twice", ['51-["x",{"_placeholder":true,"num":5,"num":0}]', bytes(1)]],
  ["placeholder twice in one attachment", ['51-["x",{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}]', bytes(1)], once],
  ["attachment not referred to", ['51-["x"]', bytes(1)], once],
  ["placeholder false", ['51-["x",{"_placeholder":false,"num":0}]', bytes(1)], once],
  ["placeholder 1", ['51-["x",{"_placeholder":1,"num":0}]', bytes(1)], once],
  ["placeholder then false", ['51-["x",{"_placeholder":true,"_placeholder":false,"num":0}]', bytes(1)], once],
  ["binary event with a reserved name", ['51-["disconnect",{"_placeholder":true,"num":0}]', bytes(1)]],
  ["binary event without payload", ["51-", bytes(1)], once],
  ["binary name", ['51-[{"_placeholder":true,"num":0}]', bytes(1)]],
  ...["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"].map((name) => [
    `reserved name ${name}`,
    [`2["${name}"]`],
  ]),
  ...Object.entries(strings).map(([name, text]) => [
    `text ${name}`,
    [`2${JSON.stringify(["t", text, { [text]: 1 }])}`],
    text.isWellFormed()
      ? undefined
      : both("a lone surrogate in a name becomes U+FFFD", [{ type: 2, nsp: "/", data: ["t", text, { [text.toWellFormed()]: 1 }] }]),
  ]),
  ["numbers", ['2["n",0,-0,1.0,1e2,1E+2,-1.5e-3,123456789012345678,1e400,0.1]']],
];

/** What protocol 4 takes and we do not, since one decoder serves both. */
const stricterThan4 = {
  "connect with an array": "a CONNECT holds an object",
  "connect with null": "a CONNECT holds an object",
  "connect error array": "a CONNECT_ERROR holds an object or a string",
  "binary event with a reserved name": "reserved names are refused in both protocols",
};

function differs(protocol, name, hocket) {
  if (hocket || protocol === 5) {
    return hocket;
  }
  const why = stricterThan4[name] ?? (name.startsWith("reserved name") ? "reserved names are refused in both protocols" : undefined);
  return why && refuse(why);
}

export function socketVectors(protocol) {
  const plain = [...packets, ...(protocol === 5 ? modern : legacy)];
  const encodes = [...plain, ...binaries.map(([name, packet]) => [name, { ...packet, binary: true }])].map(([name, packet]) => {
    const described = describe(packet);
    return { name, packet: described, messages: encode(protocol, packet) };
  });
  const decodes = inputs.map(([name, messages, hocket]) => {
    const difference = differs(protocol, name, hocket);
    return { name, messages: messages.map(message), ...decode(protocol, messages), ...(difference && { hocket: difference }) };
  });
  return { encode: encodes, decode: decodes };
}
