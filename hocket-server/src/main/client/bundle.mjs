// Packs the browser client's published bundles, plain and precompressed, into the server's resources.
// usage: node bundle.mjs WORK OUT
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { fingerprint, npmCi } from "../../../../build/npm-ci.mjs";

const BUNDLES = ["socket.io.js", "socket.io.min.js", "socket.io.msgpack.min.js", "socket.io.esm.min.js"];
const FILES = BUNDLES.flatMap((name) => [name, `${name}.map`]);

const here = dirname(fileURLToPath(import.meta.url));
const [work, out] = process.argv.slice(2).map((arg) => resolve(arg));

const script = createHash("sha256").update(readFileSync(fileURLToPath(import.meta.url))).digest("hex");
const wanted = `${fingerprint(here)} ${script}`;
const stamp = join(work, ".packed");
const outputs = [...FILES.flatMap((name) => [name, `${name}.gz`, `${name}.br`]), "version", "LICENSE"];

function upToDate() {
  return (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === wanted &&
    outputs.every((name) => existsSync(join(out, name)))
  );
}

function pack() {
  mkdirSync(work, { recursive: true });
  for (const name of ["package.json", "package-lock.json"]) {
    cpSync(join(here, name), join(work, name));
  }
  npmCi(work);

  const from = join(work, "node_modules", "socket.io-client");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const name of FILES) {
    const bytes = readFileSync(join(from, "dist", name));
    writeFileSync(join(out, name), bytes);
    writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
  const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  writeFileSync(join(out, "version"), version);
  cpSync(join(from, "LICENSE"), join(out, "LICENSE"));
  writeFileSync(stamp, wanted);
  console.log(`packed socket.io-client ${version}`);
}

try {
  if (!upToDate()) {
    pack();
  }
} catch (e) {
  console.error(e.message);
  process.exit(1);
}
