// A client of one scenario, and how it is talked to.
import { once } from "./events.mjs";

const TRANSPORTS = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] };
const OPTIONS = { forceNew: true, reconnectionDelay: 20, reconnectionDelayMax: 200 };

/** One scenario's connections: `args` names the url, the transport and the parser. */
export async function open(client, args) {
  const library = await import(client);
  const parser = args.parser && (await import(args.parser)).default;
  return new Peer(library.io ?? library.default, client === "sio2", args, parser);
}

class Peer {
  #io;
  #args;
  #parser;
  #managers = new Set();

  constructor(io, legacy, args, parser) {
    this.#io = io;
    this.legacy = legacy;
    this.#args = args;
    this.#parser = parser;
  }

  /** A socket that is about to connect, on a connection of its own. */
  socket(namespace = "/", options = {}) {
    const transports = TRANSPORTS[this.#args.transport];
    const parser = this.#parser ? { parser: this.#parser } : {};
    const socket = this.#io(this.#args.url + namespace, { ...OPTIONS, ...parser, transports, ...options });
    this.#managers.add(socket.io);
    return socket;
  }

  /** A socket that is connected, by the last of its transports. */
  async connect(namespace, options) {
    const socket = this.socket(namespace, options);
    await connected(socket);
    await this.settled(socket);
    return socket;
  }

  /** Resolves when the connection has its last transport. */
  async settled(socket) {
    const { engine } = socket.io;
    if (this.#args.transport === "upgrade" && engine.transport.name !== "websocket") {
      await once(engine, "upgrade");
    }
  }

  /** Why the server says that the socket of this id is gone. */
  async reasonOf(id) {
    const control = await this.connect("/control");
    const [reason] = await ask(control, "reasonOf", id);
    control.close();
    return reason;
  }

  close() {
    for (const manager of this.#managers) {
      manager.reconnection(false);
      manager.engine?.close();
    }
  }
}

/** Resolves when the socket is in its namespace. */
export const connected = (socket) =>
  new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });

/** Resolves with the values of the answer. */
export const ask = (socket, event, ...values) =>
  new Promise((resolve) => socket.emit(event, ...values, (...answers) => resolve(answers)));

/** Resolves with what the server sent back. */
export const echo = async (socket, ...values) => {
  const answer = once(socket, "echo");
  socket.emit("echo", ...values);
  return answer;
};

/** Runs the action and tells how the socket was lost. */
export async function loss(socket, action) {
  const { id } = socket;
  const gone = once(socket, "disconnect");
  await action();
  const [reason] = await gone;
  return { id, reason };
}
