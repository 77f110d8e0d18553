// Who may join a namespace, and namespaces that are made on demand.
import { collect, once, plain } from "./events.mjs";
import { ask, connected, echo } from "./peer.mjs";

/** Resolves with how the client was told that it may not join. */
async function refusal(peer, socket) {
  const [error] = await once(socket, peer.legacy ? "error" : "connect_error");
  const { connected } = socket;
  return peer.legacy ? { error, connected } : { message: error.message, data: error.data ?? null, connected };
}

const messageOf = (refused) => refused.message ?? refused.error.message ?? refused.error;

/** A socket that shows its right to join: by its auth, or what the old clients have instead. */
const showing = (peer, namespace, shown) =>
  peer.legacy
    ? peer.socket(`${namespace}?${new URLSearchParams(shown)}`)
    : peer.socket(namespace, { auth: shown });

export const admissionScenarios = {
  async refusedWithData(peer) {
    const refused = await refusal(peer, showing(peer, "/guarded", { token: "wrong" }));
    const admitted = showing(peer, "/guarded", { token: "secret" });
    await connected(admitted);
    return { refused, user: (await ask(admitted, "user"))[0] };
  },

  async refusedByAFailure(peer) {
    return refusal(peer, showing(peer, "/guarded", { token: "broken" }));
  },

  async refusalLeavesTheOthers(peer) {
    const main = await peer.connect();
    const guarded = main.io.socket("/guarded", { auth: { token: "wrong" } });
    await refusal(peer, guarded);
    return { echoed: (await echo(main, "goes on"))[0] };
  },

  /** The client corrects itself, on the same socket. */
  async comesBackWithTheRightAuth(peer) {
    const socket = peer.socket("/guarded", { auth: { token: "wrong" } });
    const { message } = await refusal(peer, socket);
    socket.auth = { token: "secret" };
    socket.connect();
    await connected(socket);
    return { message, user: (await ask(socket, "user"))[0] };
  },

  async authIsAFunction(peer) {
    let calls = 0;
    const socket = await peer.connect("/", { auth: (give) => setImmediate(() => give({ call: ++calls })) });
    const [first] = await ask(socket, "handshake");
    const back = once(socket, "connect");
    socket.io.engine.close();
    await back;
    const [second] = await ask(socket, "handshake");
    return { first: first.auth, second: second.auth };
  },

  /** The packets that say so go in one message or right behind each other. */
  async leavesAndComesBackAtOnce(peer) {
    const main = await peer.connect();
    const admin = main.io.socket("/admin");
    await connected(admin);
    for (let n = 0; n < 5; n++) {
      admin.disconnect();
      admin.connect();
      await connected(admin);
    }
    return { where: (await ask(admin, "where"))[0], echoed: (await echo(main, "main goes on"))[0] };
  },

  /** The middleware greets and puts into a room before it lets in. */
  async greetedBeforeItIsIn(peer) {
    const socket = peer.socket("/greeting");
    const greetings = [];
    socket.on("greeting", (...values) => greetings.push(plain(values)));
    await connected(socket);
    const welcome = once(socket, "told");
    socket.emit("tellRoom", "welcome", "you are in");
    return { greetings, told: await welcome };
  },

  async dynamicNamespaces(peer, { name }) {
    const sockets = await Promise.all(["-1", "-1", "-2"].map((end) => peer.connect(`/dynamic-${name}${end}`)));
    const answers = (event) => Promise.all(sockets.map(async (socket) => (await ask(socket, event))[0]));
    await Promise.all(sockets.map((socket) => ask(socket, "join", "room")));
    const told = sockets.map(() => []);
    sockets.forEach((socket, n) => socket.on("told", (...values) => told[n].push(...values)));
    const ends = sockets.map((socket) => once(socket, "end"));
    sockets[0].emit("tellRoom", "room", "to one");
    sockets[0].emit("end");
    sockets[2].emit("end");
    await Promise.all(ends);
    return { names: await answers("where"), params: await answers("param"), told };
  },

  async parentReachesItsChildren(peer, { name }) {
    const sockets = await Promise.all(["-1", "-2"].map((end) => peer.connect(`/dynamic-${name}${end}`)));
    const all = sockets.map((socket) => collect(socket, "toChildren", 1));
    sockets[0].emit("tellChildren", name);
    return { got: (await Promise.all(all)).flat() };
  },

  async decidedByAFunction(peer) {
    // The reference takes an old client's namespace for a URL, and encodes what is not ASCII.
    const tenant = peer.legacy ? "zoe" : "zoë";
    const allowed = showing(peer, `/tenant/${tenant}`, { tenant });
    await connected(allowed);
    const refused = await refusal(peer, showing(peer, "/tenant/mallory", { tenant }));
    return { where: (await ask(allowed, "where"))[0], message: messageOf(refused) };
  },

  /** The parent's middleware decides about the children's clients. */
  async refusedByTheParent(peer) {
    const refused = await refusal(peer, showing(peer, "/dynamic-closed", { token: "any" }));
    return { message: messageOf(refused) };
  },
};
