// What the Socket.IO clients do, and what they saw.
import { ackScenarios } from "./acks.mjs";
import { admissionScenarios } from "./admission.mjs";
import { emitScenarios } from "./emitting.mjs";
import { collect, holds, noise, once, plain, silence } from "./events.mjs";
import { ask, connected, echo, loss } from "./peer.mjs";
import { recoveryScenarios } from "./recovery.mjs";

export { open } from "./peer.mjs";

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

async function lossAndReturn(peer, socket, action) {
  const back = once(socket, "connect");
  const { id, reason } = await loss(socket, action);
  await back;
  await peer.settled(socket);
  const [echoed] = await echo(socket, "back");
  return { reason, serverReason: await peer.reasonOf(id), sameId: socket.id === id, echoed };
}

const basicScenarios = {
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

export const scenarios = {
  ...basicScenarios,
  ...ackScenarios,
  ...admissionScenarios,
  ...emitScenarios,
  ...recoveryScenarios,
};
