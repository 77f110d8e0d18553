// Prints what the JavaScript packages encode and decode. Where Hocket differs on purpose, the vector says so in "hocket".
import { writeFileSync } from "node:fs";
import { engineVectors } from "./engine.mjs";
import { jsonVectors } from "./json.mjs";
import { msgpackVectors } from "./msgpack.mjs";
import { socketVectors } from "./socket.mjs";

const modules = new URL("../../../../", import.meta.url);

/** ASCII only: a lone surrogate in a file would be lost in the first editor. */
function print(value) {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** One vector a line, so that a diff shows which changed. */
function write(module, name, groups) {
  const lines = Object.entries(groups).map(
    ([group, vectors]) => `${JSON.stringify(group)}: [\n${vectors.map(print).join(",\n")}\n]`,
  );
  const file = new URL(`${module}/src/test/resources/vectors/${name}.json`, modules);
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}

write("hocket-core", "engine-4", engineVectors(4));
write("hocket-core", "engine-3", engineVectors(3));
write("hocket-core", "socket-5", socketVectors(5));
write("hocket-core", "socket-4", socketVectors(4));
write("hocket-core", "json", jsonVectors());
write("hocket-msgpack", "msgpack", msgpackVectors());
