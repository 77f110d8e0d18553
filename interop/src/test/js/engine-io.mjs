// What the Engine.IO clients do on their own, and what they saw. The server sends every message back, but for the
// texts that ask it for something: "do:close", "do:burst:<count>", "do:reason:<session id>".
import { collect, holds, noise, once, silence } from "./events.mjs";

const TRANSPORTS = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] };

export async function open(client, args) {
  const library = await import(client);
  return new Peer(library.Socket ?? library.default.Socket, args);
}

class Peer {
  #Socket;
  #args;
  #sockets = new Set();

  constructor(Socket, args) {
    this.#Socket = Socket;
    this.#args = args;
  }

  socket() {
    const socket = new this.#Socket(this.#args.url, { transports: TRANSPORTS[this.#args.transport] });
    this.#sockets.add(socket);
    return socket;
  }

  async connect() {
    const socket = this.socket();
    await once(socket, "open");
    await this.settled(socket);
    return socket;
  }

  async settled(socket) {
    if (this.#args.transport === "upgrade" && socket.transport.name !== "websocket") {
      await once(socket, "upgrade");
    }
  }

  async reasonOf(id) {
    const socket = await this.connect();
    return echo(socket, `do:reason:${id}`);
  }

  close() {
    this.#sockets.forEach((socket) => socket.close());
  }
}

async function echo(socket, message) {
  const answer = once(socket, "message");
  socket.send(message);
  const [back] = await answer;
  return back;
}

/** The n-th of a burst: a number as text, every seventh followed by itself as bytes. */
const isRight = (message, n) => (n % 7 === 0 ? holds(message, Buffer.from(`${n}`)) : message === `${n}`);

const inspect = (messages) => ({ count: messages.length, right: messages.every(([message], n) => isRight(message, n)) });

async function loss(peer, action) {
  const socket = await peer.connect();
  const { id } = socket;
  const gone = once(socket, "close");
  await action(socket);
  const [reason] = await gone;
  return { reason, serverReason: await peer.reasonOf(id) };
}

export const scenarios = {
  async connects(peer) {
    const socket = peer.socket();
    const handshake = once(socket, "handshake");
    await once(socket, "open");
    const first = socket.transport.name;
    await peer.settled(socket);
    const [data] = await handshake;
    return { first, last: socket.transport.name, handshake: data };
  },

  async echoes(peer, { values }) {
    const socket = await peer.connect();
    const answers = [];
    for (const value of values) {
      answers.push(await echo(socket, value));
    }
    return { values: answers };
  },

  async binary(peer, { length }) {
    const bytes = noise(length);
    const back = await echo(await peer.connect(), bytes);
    return { length: back.byteLength, same: holds(back, bytes) };
  },

  async burstToServer(peer, { count }) {
    const socket = await peer.connect();
    const back = collect(socket, "message", count);
    for (let n = 0; n < count; n++) {
      socket.send(n % 7 === 0 ? Buffer.from(`${n}`) : `${n}`);
    }
    return inspect(await back);
  },

  async burstToClient(peer, { count }) {
    const socket = await peer.connect();
    const messages = collect(socket, "message", count);
    socket.send(`do:burst:${count}`);
    return inspect(await messages);
  },

  async burstDuringUpgrade(peer, { count }) {
    const socket = peer.socket();
    await once(socket, "open");
    const began = socket.transport.name;
    const messages = collect(socket, "message", count);
    socket.send(`do:burst:${count}`);
    await peer.settled(socket);
    return { began, ended: socket.transport.name, ...inspect(await messages) };
  },

  serverCloses: (peer) => loss(peer, (socket) => socket.send("do:close")),

  clientCloses: (peer) => loss(peer, (socket) => socket.close()),

  connectionBreaks: (peer) => loss(peer, (socket) => socket.transport.ws.terminate()),

  clientFallsSilent: (peer) => loss(peer, silence),

  async serverRestarts(peer, args, run) {
    const socket = await peer.connect();
    const { id } = socket;
    const gone = once(socket, "close");
    run.step("connected");
    const [reason] = await gone;
    await run.signal("restarted");
    return { reason, serverReason: await peer.reasonOf(id) };
  },

  async heartbeats(peer, { count }) {
    const socket = await peer.connect();
    await collect(socket, "pong", count);
    return { echoed: await echo(socket, "alive") };
  },
};
