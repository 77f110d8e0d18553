// Installs what a package-lock.json names, and only when it changed since the last time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Returns a fingerprint of what the folder asks for, or null when it asks for nothing. */
export function fingerprint(dir) {
  const files = ["package.json", "package-lock.json"].map((name) => join(dir, name));
  if (!files.every((file) => existsSync(file))) {
    return null;
  }
  const hash = createHash("sha256");
  files.forEach((file) => hash.update(readFileSync(file)).update("\0"));
  return hash.digest("hex");
}

export function npmCi(dir) {
  const wanted = fingerprint(dir);
  if (wanted === null) {
    console.log(`${dir}: no package.json with a package-lock.json, nothing to install`);
    return;
  }
  const stamp = join(dir, "node_modules", ".installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return;
  }
  console.log(`${dir}: npm ci`);
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const windows = process.platform === "win32";
  const npm = spawnSync("npm", args, { cwd: dir, stdio: "inherit", shell: windows });
  if (npm.error || npm.status !== 0) {
    throw new Error(`npm ${args.join(" ")} failed in ${dir}: ${npm.error?.message ?? `exit ${npm.status}`}`);
  }
  // npm ci empties node_modules first, so an interrupted run leaves no stamp behind.
  writeFileSync(stamp, wanted);
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  try {
    npmCi(resolve(process.argv[2]));
  } catch (e) {
    console.error(e.message);
    process.exit(1);
  }
}
