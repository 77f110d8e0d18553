// Runs scenarios on command. In: {"id", "run", "args"} starts one, {"id", "signal"} goes to it. Out: {"id", "step"} on
// the way, then {"id", "result"} or {"id", "failure"}.
import { createInterface } from "node:readline";

const [module, client] = process.argv.slice(2);
const { open, scenarios } = await import(`./${module}.mjs`);
const runs = new Map();

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** What a scenario has of the test that started it. */
class Run {
  #id;
  #signals = new Map();

  constructor(id) {
    this.#id = id;
  }

  /** Tells the test how far the scenario has come. */
  step(name) {
    say({ id: this.#id, step: name });
  }

  /** Resolves when the test has given that signal. */
  signal(name) {
    return this.#gate(name).promise;
  }

  open(name) {
    this.#gate(name).resolve();
  }

  #gate(name) {
    if (!this.#signals.has(name)) {
      const gate = {};
      gate.promise = new Promise((resolve) => (gate.resolve = resolve));
      this.#signals.set(name, gate);
    }
    return this.#signals.get(name);
  }
}

async function start({ id, run: name, args }) {
  const run = new Run(id);
  runs.set(id, run);
  let peer;
  try {
    peer = await open(client, args);
    const result = await scenarios[name](peer, args, run);
    say({ id, result: result ?? {} });
  } catch (e) {
    say({ id, failure: e?.stack ?? String(e) });
  } finally {
    peer?.close();
    runs.delete(id);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  if (command.signal) {
    runs.get(command.id).open(command.signal);
  } else {
    start(command);
  }
}
// The test has closed our input: whatever a scenario left open must not keep us.
process.exit(0);
