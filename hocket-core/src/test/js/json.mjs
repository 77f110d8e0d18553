import { random } from "./values.mjs";

/** Doubles by their bits: edges, few digits, and any bits at all. */
function numbers() {
  const next = random(1);
  const view = new DataView(new ArrayBuffer(8));
  const values = [0, -0, 1, -1, 0.1, 0.2, 0.3, 1.5, 100, 5e-324, 1e-323, 1.5e-323, 2.2250738585072014e-308, 4.9406564584124654e-322];
  values.push(1.7976931348623157e308, 2 ** 53, 2 ** 53 - 1, 2 ** 53 + 2, 2 ** 63, 2 ** 64, 1e15, 1e16, 999999999999999.9, 2e23, 9.5e-323);
  for (let e = -324; e <= 308; e += 4) {
    values.push(Number(`1e${e}`), Number(`-9.87e${e}`));
  }
  for (let e = -9; e <= 24; e++) {
    values.push(Number(`1e${e}`), Number(`1.5e${e}`), Number(`123456789e${e}`), Number(`9.999999999999999e${e}`));
  }
  for (let i = 1; i < 130; i++) {
    values.push(i * 5e-324);
  }
  for (let i = 0; i < 700; i++) {
    values.push(Math.round(next() * 1e6) / 10 ** Math.floor(next() * 7), (next() - 0.5) * 10 ** Math.floor(next() * 30));
  }
  for (let i = 0; i < 1500; i++) {
    view.setUint32(0, next() * 4294967296);
    view.setUint32(4, next() * 4294967296);
    values.push(view.getFloat64(0));
  }
  return values.filter(Number.isFinite).map((value) => {
    view.setFloat64(0, value);
    const bits = view.getUint32(0).toString(16).padStart(8, "0") + view.getUint32(4).toString(16).padStart(8, "0");
    return `${bits} ${JSON.stringify(value)}`;
  });
}

/** Strings of every kind of code unit, with what JSON.stringify makes of them. */
function texts() {
  const next = random(2);
  const pick = [
    () => next() * 0x20,
    () => 0x20 + next() * 0x60,
    () => 0x80 + next() * 0x780,
    () => 0x800 + next() * 0xd000,
    () => 0xd800 + next() * 0x400,
    () => 0xdc00 + next() * 0x400,
    () => 0xe000 + next() * 0x2000,
    () => '"\\/\u2028\u2029\ufeff\u007f'.charCodeAt(next() * 7),
  ];
  const vectors = [];
  for (let i = 0; i < 400; i++) {
    let text = "";
    const length = next() * 20;
    while (text.length < length) {
      const kind = Math.floor(next() * 9);
      text += kind === 8 ? "\ud83d\ude00" : String.fromCharCode(pick[kind]());
    }
    vectors.push({ text, json: JSON.stringify(text) });
  }
  return vectors;
}

const documents = [
  "", " ", "[]", "[ ]", "{}", "[1]", '["a"]', "[1,2]", "[1 ,2 ]", "[1,]", "[,1]", "[1 2]", "[1", "1]", "]", "[}", '{"a":1}', '{"a":1,}',
  '{"a"}', '{"a":}', "{a:1}", "{'a':1}", '{1:1}', '{"a":1 "b":2}', '{"a":1,"a":2}', "true", "false", "null", "True", "nul", "nulll", "undefined",
  "NaN", "Infinity", "-Infinity", "[NaN]", "0", "-0", "-", "+1", "01", "-01", "1.", ".5", "1.5", "1e5", "1E5", "1e+5", "1e-5", "1e", "1e+", "0x1",
  "1_000", "1,", "1 1", "1e400", "0.0", "00", '"', '""', '"a', '"\\"', '"\\', '"\\u"', '"\\u00"', '"\\u00g0"', '"\\u0041"', '"\\x41"', '"\\a"', '"\\\'"',
  '"\\/"', '"\t"', '"\n"', '"\u0000"', '"\u001f"', '"\u007f"', '"\u2028"', '"\\ud83d"', '"\\ud83d\\ude00"', "'a'", "// c\n1", "/* c */1", "1 // c", "#1",
  "\ufeff[]", "[]\ufeff", "\u00a0[]", "\u000b[]", "\f[]", "[\u0000]", "\u0000[]", "[\r\n\t 1]", "[[]]", "[[]", '[{"a":[{"b":[]}]}]', "[1]]", "[1][2]", "[1] x", '{"":0}',
  '{"a\\u0062":1}', '["\u00e9\u20ac\ud83d\ude00"]', "[true,false,null]", "[tru]", "[truefalse]", "[nullnull]", '["a""b"]', '[1,"a",{"b":2},[3]]',
];

/** Documents, and others that a slip of one character made of them. */
function validity() {
  const next = random(3);
  const seeds = ['["hi",{"a":[1,-2.5e3,true,null,"\\u00e9\\n"],"_placeholder":true,"num":0},""]', '{"token":"x","n":[[],{}]}'];
  const characters = '[]{}",:0123456789.eE+-truefalsn \t\n\\/u';
  const texts = [...documents];
  for (let i = 0; i < 1200; i++) {
    const seed = seeds[i % seeds.length];
    const at = Math.floor(next() * (seed.length + 1));
    const character = characters[Math.floor(next() * characters.length)];
    const kind = Math.floor(next() * 3);
    texts.push(seed.slice(0, at) + (kind === 0 ? "" : character) + seed.slice(kind === 2 ? at : at + 1));
  }
  return texts.map((text) => {
    try {
      const value = JSON.parse(text);
      return { text, elements: Array.isArray(value) ? value.map((element) => JSON.stringify(element)) : null };
    } catch {
      return { text, error: true };
    }
  });
}

export function jsonVectors() {
  return { numbers: numbers(), texts: texts(), documents: validity() };
}
