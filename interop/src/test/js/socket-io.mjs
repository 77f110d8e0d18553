// What the Socket.IO clients do, and what they saw.
import { collect, holds, noise, once, plain, silence } from "./events.mjs";

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

const connected = (socket) =>
  new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });

const ask = (socket, event, ...values) =>
  new Promise((resolve) => socket.emit(event, ...values, (...answers) => resolve(answers)));

const echo = async (socket, ...values) => {
  const answer = once(socket, "echo");
  socket.emit("echo", ...values);
  return answer;
};

/** The n-th of a burst; every seventh carries bytes. */
const bytesOf = (n) => (n % 7 === 0 ? noise((n % 50) + 1) : null);

const send = (socket, count) => {
  for (let n = 0; n < count; n++) {
    const bytes = bytesOf(n);
    socket.emit("item", n, ...(bytes ? [bytes] : []));
  }
};

/** What the server got of a burst; it gives the bytes in base64, as an answer has room for ten attachments only. */
async function itemsAt(socket) {
  const [items] = await ask(socket, "items");
  return items.map(([n, base64]) => (base64 === null ? [n] : [n, Buffer.from(base64, "base64")]));
}

/** What came of a burst, as far as it is right. */
const inspect = (items) => ({
  count: items.length,
  inOrder: items.every(([n], index) => n === index),
  bytesAreRight: items.every(([n, bytes]) => (bytesOf(n) ? holds(bytes, bytesOf(n)) : bytes === undefined)),
});

/** Runs the action and tells how the socket was lost. */
async function loss(socket, action) {
  const { id } = socket;
  const gone = once(socket, "disconnect");
  await action();
  const [reason] = await gone;
  return { id, reason };
}

async function lossAndReturn(peer, socket, action) {
  const back = once(socket, "connect");
  const { id, reason } = await loss(socket, action);
  await back;
  await peer.settled(socket);
  const [echoed] = await echo(socket, "back");
  return { reason, serverReason: await peer.reasonOf(id), sameId: socket.id === id, echoed };
}

export const scenarios = {
  async connects(peer) {
    const socket = peer.socket();
    const connection = connected(socket);
    await once(socket.io, "open");
    const first = socket.io.engine.transport.name;
    await connection;
    await peer.settled(socket);
    const engineId = socket.io.engine.id;
    return { first, last: socket.io.engine.transport.name, idIsThatOfTheSession: socket.id === engineId };
  },

  async handshake(peer) {
    const options = { query: { token: "a b&c" }, auth: { user: "Zoë", roles: [1, 2] }, extraHeaders: { "x-hocket": "yes" } };
    const [seen] = await ask(await peer.connect("/", options), "handshake");
    return seen;
  },

  async namespaceQuery(peer) {
    const socket = peer.socket("/admin?token=of%20admin");
    await connected(socket);
    const [seen] = await ask(socket, "handshake");
    return seen;
  },

  async echoes(peer, { values }) {
    return { values: await echo(await peer.connect(), ...values) };
  },

  async binary(peer, { length }) {
    const bytes = noise(length);
    const [back] = await echo(await peer.connect(), bytes);
    return { length: back.byteLength, same: holds(back, bytes) };
  },

  async nestedBinary(peer) {
    const [first, second] = await echo(
      await peer.connect(),
      { name: "outer", list: [1, Buffer.from([1, 2]), { deep: Buffer.from([255]) }], none: null },
      Buffer.from([0]),
    );
    return { first: plain(first), second: plain(second) };
  },

  async clientAsks(peer, { values }) {
    return { values: await ask(await peer.connect(), "ask", ...values) };
  },

  async clientAsksWithBytes(peer) {
    const socket = await peer.connect();
    const answers = await ask(socket, "ask", "bytes", Buffer.from([1, 2, 3]), { inner: Buffer.from([4]) });
    return { values: plain(answers) };
  },

  async serverAsks(peer) {
    const socket = await peer.connect();
    let question;
    socket.on("question", (...received) => {
      const answer = received.pop();
      question = plain(received);
      answer("yes", Buffer.from([7, 8]), 9);
    });
    const answered = once(socket, "answered");
    socket.emit("askMe", "why", Buffer.from([6]));
    const answer = plain(await answered);
    return { question, answer };
  },

  async serverAsksInVain(peer) {
    const socket = await peer.connect();
    const asked = once(socket, "question");
    const unanswered = once(socket, "unanswered");
    socket.emit("askMeInVain");
    const answer = (await asked).pop();
    await unanswered;
    // Too late: the server must take it for nothing, and go on.
    answer("late");
    const [echoed] = await echo(socket, "still here");
    return { echoed };
  },

  async burstToServer(peer, { count }) {
    const socket = await peer.connect();
    send(socket, count);
    return inspect(await itemsAt(socket));
  },

  async burstToClient(peer, { count }) {
    const socket = await peer.connect();
    const items = collect(socket, "item", count);
    socket.emit("burst", count);
    return inspect(await items);
  },

  async burstDuringUpgrade(peer, { count }) {
    const socket = peer.socket();
    await connected(socket);
    const down = collect(socket, "item", count);
    socket.emit("burst", count);
    send(socket, count);
    await peer.settled(socket);
    const up = inspect(await itemsAt(socket));
    return { ended: socket.io.engine.transport.name, down: inspect(await down), up };
  },

  async serverClosesTransport(peer) {
    const socket = await peer.connect();
    return lossAndReturn(peer, socket, () => socket.emit("closeTransport"));
  },

  async serverRestarts(peer, args, run) {
    const socket = await peer.connect();
    return lossAndReturn(peer, socket, () => run.step("connected"));
  },

  async clientClosesTransport(peer) {
    const socket = await peer.connect();
    return lossAndReturn(peer, socket, () => socket.io.engine.close());
  },

  async connectionBreaks(peer) {
    const socket = await peer.connect();
    return lossAndReturn(peer, socket, () => socket.io.engine.transport.ws.terminate());
  },

  async clientFallsSilent(peer) {
    const socket = await peer.connect();
    return lossAndReturn(peer, socket, () => silence(socket.io.engine));
  },

  async heartbeats(peer, { count }) {
    const socket = await peer.connect();
    await collect(socket.io.engine, "pong", count);
    const [echoed] = await echo(socket, "alive");
    return { echoed };
  },

  async serverDisconnects(peer, { close }) {
    const socket = await peer.connect();
    const { id, reason } = await loss(socket, () => socket.emit("kick", close));
    const serverReason = await peer.reasonOf(id);
    // Nothing brings the socket back but this.
    const connectedBefore = socket.connected;
    socket.connect();
    await connected(socket);
    return { reason, serverReason, connectedBefore };
  },

  async clientDisconnects(peer) {
    const socket = await peer.connect();
    const { id, reason } = await loss(socket, () => socket.disconnect());
    return { reason, serverReason: await peer.reasonOf(id) };
  },

  async namespaces(peer) {
    const main = await peer.connect();
    const admin = main.io.socket("/admin");
    await connected(admin);
    const [inAdmin] = await ask(admin, "where");
    const [inMain] = await ask(main, "where");
    const idsDiffer = admin.id !== main.id;
    const { id, reason } = await loss(admin, () => admin.disconnect());
    const [echoed] = await echo(main, "main goes on");
    return { inAdmin, inMain, idsDiffer, reason, serverReason: await peer.reasonOf(id), echoed };
  },

  async unknownNamespace(peer) {
    const main = await peer.connect();
    const nowhere = main.io.socket("/nowhere");
    const [error] = await once(nowhere, peer.legacy ? "error" : "connect_error");
    const [echoed] = await echo(main, "main goes on");
    return { isError: error instanceof Error, message: error.message ?? error, echoed };
  },

  async rooms(peer) {
    const [a, b, c] = await Promise.all([peer.connect(), peer.connect(), peer.connect()]);
    const told = { a: [], b: [], c: [] };
    for (const [name, socket] of Object.entries({ a, b, c })) {
      socket.on("told", (...values) => told[name].push(plain(values)));
    }
    const all = () => Promise.all([a, b, c].map((socket) => once(socket, "end")));
    await ask(a, "join", "room");
    await ask(b, "join", "room");
    const first = all();
    a.emit("tellOthers", "room", "from a", Buffer.from([1, 2]));
    a.emit("tellRoom", "room", "to the room");
    a.emit("tellAllBut", "room", "to the rest");
    a.emit("end");
    await first;
    await ask(b, "leave", "room");
    const second = all();
    a.emit("tellRoom", "room", "to who stayed");
    a.emit("end");
    await second;
    return told;
  },

  async broadcastOfBytes(peer, { count }) {
    const sockets = await Promise.all(Array.from({ length: count }, () => peer.connect()));
    await Promise.all(sockets.map((socket) => ask(socket, "join", "bytes")));
    const bytes = noise(70_000);
    const received = Promise.all(sockets.map((socket) => once(socket, "told")));
    sockets[0].emit("tellRoom", "bytes", "picture", bytes);
    return { right: (await received).filter(([text, back]) => text === "picture" && holds(back, bytes)).length };
  },
};
