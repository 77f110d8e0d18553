// Connections that are cut, and sockets that go on where they were.
import { once, plain } from "./events.mjs";
import { ask, connected, echo, loss } from "./peer.mjs";

const CUTS = {
  byServer: (socket) => socket.emit("closeTransport"),
  byClient: (socket) => socket.io.engine.close(),
  ofConnection: (socket) => socket.io.engine.transport.ws.terminate(),
};

/** The client comes back when it is told to, not before; what is sent meanwhile is missed for certain. */
const AWAY = { reconnection: false };

/** Collects what is told, without the offset that comes with each event. */
function hear(socket) {
  const told = [];
  socket.on("told", (...values) => told.push(plain(values.slice(0, -1))));
  return told;
}

async function cut(peer, socket, how) {
  const { id } = await loss(socket, () => CUTS[how](socket));
  await peer.reasonOf(id);
  return id;
}

async function comeBack(peer, socket) {
  const back = connected(socket);
  socket.connect();
  await back;
  await peer.settled(socket);
}

/** Resolves when what the socket has emitted was handled. */
const handled = (socket) => ask(socket, "where");

/** A client is cut off after that and misses one event. */
async function missesOne(peer, room, first) {
  const other = await peer.connect();
  const socket = await peer.connect("/", AWAY);
  const told = hear(socket);
  await ask(socket, "join", room);
  await echo(socket, "an event");
  await first(socket);
  await cut(peer, socket, "byServer");
  other.emit("tellRoom", room, "missed");
  await handled(other);
  await comeBack(peer, socket);
  return { recovered: socket.recovered, told };
}

export const recoveryScenarios = {
  async recovers(peer, { how, room }) {
    const other = await peer.connect();
    const socket = await peer.connect("/", AWAY);
    const told = hear(socket);
    await ask(socket, "join", room);
    await ask(socket, "join", `${room} too`);
    await ask(socket, "set", { name: "Zoë", list: [1, { deep: true }] });
    await echo(socket, "an event");
    const id = await cut(peer, socket, how);
    other.emit("tellRoom", room, 0, Buffer.from([1, 2]));
    other.emit("tellRoom", "another room", "not for it");
    other.emit("tellAllBut", room, "not for it either");
    other.emit("tellRoom", id, 1, "by its id");
    other.emit("tellOthers", room, 2, "é 😀");
    other.emit("tellRoom", `${room} too`, 3);
    await handled(other);
    await comeBack(peer, socket);
    const missed = told.splice(0);
    const live = once(socket, "told");
    other.emit("tellRoom", room, "live");
    const [state] = await ask(socket, "state");
    const [heard] = await live;
    return {
      recovered: socket.recovered,
      sameId: socket.id === id,
      missed,
      state: { ...state, rooms: state.rooms.filter((name) => name !== id).sort(), inOwnRoom: state.rooms.includes(id) },
      heard,
      echoed: (await echo(socket, "goes on"))[0],
    };
  },

  async recoversTwice(peer, { room }) {
    const other = await peer.connect();
    const socket = await peer.connect("/", AWAY);
    const told = hear(socket);
    await ask(socket, "join", room);
    await echo(socket, "an event");
    const { id } = socket;
    const recovered = [];
    for (let n = 0; n < 2; n++) {
      await cut(peer, socket, "byServer");
      other.emit("tellRoom", room, n);
      await handled(other);
      await comeBack(peer, socket);
      recovered.push(socket.recovered && socket.id === id);
    }
    return { recovered, told };
  },

  async recoversInEachNamespace(peer, { room }) {
    const main = await peer.connect("/", AWAY);
    const admin = main.io.socket("/admin");
    await connected(admin);
    const ids = [main.id, admin.id];
    await ask(main, "set", "of main");
    await ask(admin, "set", "of admin");
    await ask(admin, "join", room);
    await echo(main, "an event");
    await echo(admin, "an event");
    const lost = once(admin, "disconnect");
    await cut(peer, main, "byServer");
    await lost;
    await peer.reasonOf(ids[1]);
    const backs = [connected(main), connected(admin)];
    main.connect();
    admin.connect();
    await Promise.all(backs);
    const states = await Promise.all([main, admin].map(async (socket) => (await ask(socket, "state"))[0].data));
    return { recovered: [main.recovered, admin.recovered], sameIds: main.id === ids[0] && admin.id === ids[1], states };
  },

  /** A burst is on its way when the connection is cut. */
  async burstAcrossACut(peer, { room, count }) {
    const other = await peer.connect();
    const socket = await peer.connect("/", AWAY);
    const numbers = [];
    socket.on("told", (n) => numbers.push(n));
    await ask(socket, "join", room);
    await echo(socket, "an event");
    const { id } = socket;
    for (let n = 0; n < count; n++) {
      other.emit("tellRoom", room, n);
      if (n === count / 2) {
        socket.io.engine.close();
      }
    }
    await handled(other);
    await peer.reasonOf(id);
    const last = new Promise((resolve) => socket.on("told", (n) => n === "last" && resolve()));
    await comeBack(peer, socket);
    other.emit("tellRoom", room, "last");
    await last;
    numbers.pop();
    return { recovered: socket.recovered, count: numbers.length, inOrder: numbers.every((n, index) => n === index) };
  },

  /** A client that has got no event has no offset. */
  async recoversWithoutAnEvent(peer, { room }) {
    const other = await peer.connect();
    const socket = await peer.connect("/", AWAY);
    const told = hear(socket);
    await ask(socket, "join", room);
    await cut(peer, socket, "byClient");
    other.emit("tellRoom", room, "the first");
    await handled(other);
    await comeBack(peer, socket);
    return { recovered: socket.recovered, told };
  },

  async recoversAfterAQuestion(peer, { room }) {
    const asked = (socket) => {
      const question = once(socket, "question");
      socket.emit("askMe", "no offset");
      return question;
    };
    return missesOne(peer, room, asked);
  },

  /** The client takes the string at the end of any event for an offset. */
  async recoversAfterAVolatileString(peer, { room }) {
    const told = async (socket) => {
      const got = once(socket, "volatile");
      let waiting = true;
      got.then(() => (waiting = false));
      while (waiting) {
        await ask(socket, "tellMeVolatile", "volatile", "no offset");
      }
    };
    return missesOne(peer, room, told);
  },

  async losesNothingWhileItIsAskedAbout(peer, { room }) {
    const control = await peer.connect("/control");
    const other = await peer.connect("/gated", { auth: {} });
    const socket = await peer.connect("/gated", { ...AWAY, auth: {} });
    const told = hear(socket);
    await ask(socket, "join", room);
    await echo(socket, "an event");
    const { id } = socket;
    await cut(peer, socket, "byServer");
    other.emit("tellRoom", room, "before");
    await handled(other);
    socket.auth = { gate: room };
    const back = connected(socket);
    socket.connect();
    await ask(control, "atGate", room);
    other.emit("tellRoom", room, "while it is asked about");
    other.emit("tellRoom", id, "by its id");
    await handled(other);
    await ask(control, "openGate", room);
    await back;
    const last = once(socket, "told");
    other.emit("tellRoom", room, "after");
    await last;
    return { recovered: socket.recovered, told };
  },

  /** Whoever leaves has no session to come back to. */
  async leavesForGood(peer, { byServer }) {
    const socket = await peer.connect("/", AWAY);
    await ask(socket, "set", "forgotten");
    await echo(socket, "an event");
    const { id } = await loss(socket, () => (byServer ? socket.emit("kick", false) : socket.disconnect()));
    await peer.reasonOf(id);
    await comeBack(peer, socket);
    const [{ data }] = await ask(socket, "state");
    return { recovered: socket.recovered, sameId: socket.id === id, data };
  },

  async comesWithAnInventedSession(peer) {
    const socket = await peer.connect("/", { auth: { pid: "invented", offset: "0" } });
    return { recovered: socket.recovered, echoed: (await echo(socket, "goes on"))[0] };
  },

  /** Clients that know of no recovery get the offset as one more argument. */
  async knowsNoRecovery(peer) {
    const socket = await peer.connect();
    const values = await echo(socket, "value");
    const first = socket.id;
    const back = once(socket, "connect");
    socket.io.engine.close();
    await back;
    return { value: values[0], extra: typeof values[1], sameId: socket.id === first };
  },
};
