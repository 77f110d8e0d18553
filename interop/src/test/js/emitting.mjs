// What can be emitted: values of all kinds, any name that is not reserved, and what may get lost.
import { collect, once, plain } from "./events.mjs";
import { ask, connected, echo, loss } from "./peer.mjs";

const RESERVED = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

const messageOf = (action) => {
  try {
    action();
    return null;
  } catch (e) {
    return e.message;
  }
};

export const emitScenarios = {
  async dates(peer) {
    const date = new Date(Date.UTC(2024, 1, 29, 12, 30, 45, 678));
    const socket = await peer.connect();
    const back = await echo(socket, date, { inner: [date] });
    return { back: JSON.parse(JSON.stringify(back)), ofServer: (await ask(socket, "epoch"))[0] };
  },

  async valuesWithoutJson(peer) {
    const socket = await peer.connect();
    return { back: await echo(socket, [undefined, NaN, Infinity], { left: 1, out: undefined }, undefined, null) };
  },

  /** Views of all kinds, some on a part of their buffer only. */
  async typedArrays(peer) {
    const { buffer } = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
    const views = [
      buffer,
      new Uint8Array(buffer, 2, 3),
      new DataView(buffer, 6),
      new Uint16Array(buffer, 4, 1),
      Buffer.from(buffer, 1, 2),
    ];
    return { back: plain(await echo(await peer.connect(), ...views)) };
  },

  async looksLikeAPlaceholder(peer) {
    const socket = await peer.connect();
    return { back: await echo(socket, { _placeholder: true, num: 0 }, { _placeholder: true }) };
  },

  async tenAttachments(peer) {
    const socket = await peer.connect();
    const ten = Array.from({ length: 10 }, (_, n) => Buffer.from([n]));
    return { back: plain(await echo(socket, { ten })) };
  },

  async strangeNames(peer, { names }) {
    const socket = await peer.connect();
    const back = [];
    for (const name of names) {
      const named = once(socket, name);
      socket.emit("tellMe", name, "value");
      back.push((await named)[0]);
    }
    return { back };
  },

  /** The reference reserves six names, and not these. */
  async namesThatAreNotReserved(peer, { names }) {
    const socket = await peer.connect();
    const seen = [];
    for (const name of names) {
      const named = once(socket, "named");
      socket.emit(name, "value");
      seen.push(await named);
    }
    return { seen };
  },

  async reservedNames(peer) {
    const socket = await peer.connect();
    const here = RESERVED.map((name) => messageOf(() => socket.emit(name)));
    const [there] = await ask(socket, "emitReserved");
    return { here, there, echoed: (await echo(socket, "goes on"))[0] };
  },

  async message(peer) {
    const socket = await peer.connect();
    const back = once(socket, "message");
    socket.send("of send", Buffer.from([1]));
    return { back: plain(await back) };
  },

  async buffersUntilItIsConnected(peer) {
    const socket = peer.socket();
    const items = Array.from({ length: 20 }, (_, n) => n);
    items.forEach((n) => socket.emit("item", n));
    await connected(socket);
    const [got] = await ask(socket, "items");
    return { inOrder: got.map(([n]) => n).join() === items.join() };
  },

  /** A connection that is idle has room for one at some time; a burst may not get through, but stays in order. */
  async volatileOfTheServer(peer, { count, to }) {
    const socket = await peer.connect();
    const got = [];
    socket.on("item", (n) => got.push(n));
    const burst = async (length) => {
      const done = once(socket, "done");
      socket.emit("volatileBurst", length, to);
      await done;
    };
    while (got.length === 0) {
      await burst(1);
    }
    got.length = 0;
    await burst(count);
    return { inOrder: got.every((n, index) => index === 0 || got[index - 1] < n) };
  },

  /** A client that does not poll has room for nothing. */
  async volatileWithoutAPoll(peer, { count, to }) {
    const watcher = await peer.connect();
    const socket = await peer.connect();
    const { transport } = socket.io.engine;
    const name = transport._poll ? "_poll" : "poll";
    const pollEnded = new Promise((resolve) => (transport[name] = resolve));
    const got = [];
    socket.on("item", (n) => got.push(n));
    socket.emit("volatileBurst", 0, to);
    await pollEnded;
    const over = new Promise((resolve) => watcher.on("burstOver", (id, length) => length === count && resolve()));
    socket.emit("volatileBurst", count, to);
    await over;
    delete transport[name];
    transport[name]();
    const [echoed] = await echo(socket, "goes on");
    return { got, echoed };
  },

  async roomsOfOthers(peer, { room }) {
    const [a, b, c] = await Promise.all([peer.connect(), peer.connect(), peer.connect()]);
    await Promise.all([a, b].map((socket) => ask(socket, "join", room)));
    await ask(c, "moveRoom", room, `${room} 2`);
    const [fetched] = await ask(c, "fetch", `${room} 2`);
    const ids = [a.id, b.id];
    const lost = Promise.all([a, b].map((socket) => loss(socket, () => {})));
    c.emit("disconnectRoom", `${room} 2`);
    const reasons = (await lost).map(({ reason }) => reason);
    return {
      fetched: fetched.map(({ id, rooms }) => [ids.indexOf(id), rooms.filter((name) => name !== id).sort()]).sort(),
      reasons,
      left: (await ask(c, "fetch", `${room} 2`))[0],
    };
  },

  async listenersForAnyEvent(peer) {
    const socket = await peer.connect();
    const incoming = [];
    const outgoing = [];
    socket.onAny((...all) => incoming.push(plain(all)));
    socket.onAnyOutgoing((...all) => outgoing.push(plain(all)));
    const two = collect(socket, "echo", 2);
    socket.emit("echo", 1, Buffer.from([2]));
    socket.emit("echo");
    await two;
    return { incoming, outgoing, atServer: (await ask(socket, "any"))[0] };
  },
};
