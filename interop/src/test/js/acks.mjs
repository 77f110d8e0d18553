// Answers: those to a broadcast, those that do not come, and the client's own retries.
import { once, plain } from "./events.mjs";
import { ask, connected, echo, loss } from "./peer.mjs";

/** What an action fails with. */
const failure = async (action) => {
  try {
    return { result: await action() };
  } catch (e) {
    return { error: e.message };
  }
};

/** Sockets in that room, each answering questions as its function says; null for one that does not answer. */
async function roomOf(peer, room, answers) {
  const sockets = await Promise.all(answers.map(() => peer.connect()));
  await Promise.all(sockets.map((socket) => ask(socket, "join", room)));
  sockets.forEach((socket, n) => {
    socket.on("question", (...values) => {
      const answer = values.pop();
      answers[n]?.(answer, values, socket);
    });
  });
  return sockets;
}

export const ackScenarios = {
  async roomAnswers(peer, { room }) {
    const answer = (name) => (reply, values) => reply({ name, got: plain(values) }, "only the first counts");
    await roomOf(peer, room, [answer("a"), answer("b"), answer("c")]);
    const outside = await peer.connect();
    outside.on("question", () => outside.emit("kick", true));
    const [outcome] = await ask(outside, "askRoom", room, 10_000, "why", Buffer.from([1, 2]));
    outcome.answers.sort((a, b) => a.name.localeCompare(b.name));
    return outcome;
  },

  async roomAnswersWithBytes(peer, { room }) {
    const [asker] = await roomOf(peer, room, [(reply) => reply(Buffer.from([7, 8]))]);
    const [outcome] = await ask(asker, "askRoom", room, 10_000);
    return plain(outcome);
  },

  async oneOfTheRoomIsSilent(peer, { room }) {
    const [asker] = await roomOf(peer, room, [(reply) => reply("a"), null, (reply) => reply("c")]);
    const [outcome] = await ask(asker, "askRoom", room, 600);
    outcome.answers.sort();
    const [echoed] = await echo(asker, "goes on");
    return { ...outcome, echoed };
  },

  async oneOfTheRoomLeaves(peer, { room, millis }) {
    const [asker] = await roomOf(peer, room, [
      (reply) => reply("a"),
      (reply, values, socket) => socket.disconnect(),
    ]);
    return (await ask(asker, "askRoom", room, millis))[0];
  },

  /** Clients of several threads of the server answer while others are still being asked. */
  async everyRoundIsComplete(peer, { room, clients, rounds }) {
    const [asker] = await roomOf(peer, room, Array.from({ length: clients }, (_, n) => (reply) => reply(n)));
    let complete = 0;
    for (let n = 0; n < rounds; n += 5) {
      const batch = await Promise.all(Array.from({ length: 5 }, () => ask(asker, "askRoom", room, 10_000)));
      complete += batch.filter(([{ answers }]) => answers.length === clients).length;
    }
    return { complete };
  },

  async emptyRoomIsAsked(peer, { room }) {
    return (await ask(await peer.connect(), "askRoom", room, 10_000))[0];
  },

  async answerComesTooLate(peer) {
    const socket = await peer.connect();
    const late = await failure(() => socket.timeout(50).emitWithAck("hold"));
    const [held] = await ask(socket, "release");
    return { late, held, echoed: (await echo(socket, "goes on"))[0] };
  },

  async answerComesInTime(peer) {
    const socket = await peer.connect();
    return failure(() => socket.timeout(10_000).emitWithAck("ask", "in time"));
  },

  async answerIsLostWithTheSocket(peer) {
    const socket = await peer.connect();
    const plainCallback = failure(() => socket.emitWithAck("hold"));
    const withError = failure(() => socket.timeout(10_000).emitWithAck("hold"));
    await loss(socket, () => socket.emit("kick", false));
    return { plainCallback: await plainCallback, withError: await withError };
  },

  /** The server answers the third delivery of each value. */
  async retries(peer, { key }) {
    const socket = await peer.connect("/", { retries: 10, ackTimeout: 150 });
    const answers = ["first", "second"].map(
      (value) => new Promise((resolve) => socket.emit("thirdTime", key, value, (...all) => resolve(all))),
    );
    const [[firstError], [secondError, deliveries]] = await Promise.all(answers);
    const first = deliveries.lastIndexOf("first");
    return {
      errors: [firstError, secondError],
      enough: first >= 2 && deliveries.length - first - 1 >= 3,
      inOrder: deliveries.every((value, n) => value === (n <= first ? "first" : "second")),
    };
  },

  async retriesEnd(peer) {
    const socket = await peer.connect("/", { retries: 2, ackTimeout: 50 });
    const error = await new Promise((resolve) => socket.emit("hold", resolve));
    // What is volatile is not retried, and so does not wait for its turn.
    const released = new Promise((resolve) => socket.timeout(10_000).volatile.emit("release", (e, held) => resolve(held)));
    return { error: error.message, held: await released };
  },

  /** The first delivery is cut off instead of being answered. */
  async retriesAfterACut(peer, { key }) {
    const socket = await peer.connect("/", { retries: 1, ackTimeout: 10_000 });
    const lost = once(socket, "disconnect");
    const answer = new Promise((resolve) => socket.emit("secondTime", key, "value", (...all) => resolve(all)));
    await lost;
    await connected(socket);
    const [error, deliveries] = await answer;
    return { error, deliveries };
  },
};
