// The JavaScript server with the behaviour of the Java one in ScenarioServer and EchoServer, to test the tests with.
// Prints its port on a line; "restart" on standard input makes it close and listen on that port again.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Server as EngineServer } from "engine.io";
import msgpack from "socket.io-msgpack-parser";
import { noise } from "./events.mjs";

const { kind, version = "4.8.4", parser, recovery, ...options } = JSON.parse(process.argv[2]);
const PACKAGES = { "4.8.4": "socket.io", "3.1.2": "sios3", "2.5.1": "sios2" };
const RESERVED = ["connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"];

/** Promises by name, each to be resolved by whoever knows. */
function promises() {
  const all = new Map();
  return (name) => {
    if (!all.has(name)) {
      const entry = {};
      entry.promise = new Promise((resolve) => (entry.resolve = resolve));
      all.set(name, entry);
    }
    return all.get(name);
  };
}

const reasonOf = promises();
const seen = promises();
const arrived = promises();
const gates = promises();
const deliveries = new Map();

/** The twin of SeenRequests. */
const marked = (request) => seen(new URL(request.url, "http://localhost").searchParams.get("t"));

function onSocket(socket) {
  const { nsp } = socket;
  let items = [];
  socket.data ??= {}; // version 3 has none
  onAnswers(socket);
  onEmitting(socket);
  socket.on("disconnect", (reason) => reasonOf(socket.id).resolve(reason));
  socket.on("echo", (...values) => socket.emit("echo", ...values));
  socket.on("ask", (...values) => values.pop()(...values));
  socket.on("where", (answer) => answer(nsp.name));
  socket.on("handshake", (answer) => {
    const { auth, headers, query } = socket.handshake;
    answer({ auth, query: query.token ?? null, header: headers["x-hocket"] ?? null });
  });
  socket.on("askMe", (...values) => socket.emit("question", ...values, (...answers) => socket.emit("answered", ...answers)));
  socket.on("askMeInVain", () => socket.timeout(100).emit("question", (error) => error && socket.emit("unanswered")));
  socket.on("item", (n, bytes) => items.push([n, bytes?.toString("base64") ?? null]));
  socket.on("items", (answer) => {
    answer(items);
    items = [];
  });
  socket.on("burst", (count) => {
    for (let n = 0; n < count; n++) {
      socket.emit("item", n, ...(n % 7 === 0 ? [noise((n % 50) + 1)] : []));
    }
  });
  socket.on("kick", (close) => socket.disconnect(close));
  socket.on("closeTransport", () => socket.conn.close());
  socket.on("join", (room, answer) => answer(socket.join(room)));
  socket.on("leave", (room, answer) => answer(socket.leave(room)));
  socket.on("tellOthers", (room, ...values) => socket.to(room).emit("told", ...values));
  socket.on("tellRoom", (room, ...values) => nsp.to(room).emit("told", ...values));
  socket.on("tellAllBut", (room, ...values) => nsp.except(room).emit("told", ...values));
  socket.on("end", () => nsp.emit("end"));
}

/** The twin of AnswerHandlers. */
function onAnswers(socket) {
  const { nsp } = socket;
  const held = [];
  socket.on("askRoom", (room, millis, ...values) => {
    const answer = values.pop();
    nsp.to(room).timeout(millis).emit("question", ...values, (error, answers) => answer({ complete: !error, answers }));
  });
  socket.on("hold", (answer) => held.push(answer));
  socket.on("release", (answer) => {
    const late = held.splice(0);
    late.forEach((one) => one("late"));
    answer(late.length);
  });
  socket.on("thirdTime", (key, value, answer) => {
    const all = delivered(key, value);
    if (all.filter((one) => one === value).length >= 3) {
      answer(all);
    }
  });
  socket.on("deliver", (key, value, answer) => answer(delivered(key, value).length));
  socket.on("deliveries", (key, answer) => answer(deliveries.get(key) ?? []));
  socket.on("secondTime", (key, value, answer) => {
    const all = delivered(key, value);
    if (all.length === 1) {
      socket.conn.close();
    } else {
      answer(all);
    }
  });
}

function delivered(key, value) {
  const all = deliveries.get(key) ?? [];
  deliveries.set(key, all);
  all.push(value);
  return all;
}

/** The twin of EmitHandlers. */
function onEmitting(socket) {
  const { nsp } = socket;
  const any = [];
  socket.onAny((name, ...values) => any.push([name, values.filter((value) => typeof value !== "function").length]));
  socket.on("any", (answer) => answer(any));
  socket.on("epoch", (answer) => answer(new Date(0)));
  socket.on("message", (...values) => socket.send(...values));
  socket.on("tellMe", (name, ...values) => socket.emit(name, ...values));
  socket.on("tellMeVolatile", (name, value, answer) => answer(socket.volatile.emit(name, value)));
  for (const name of ["error", "connection", "ping", "reconnect"]) {
    socket.on(name, (...values) => socket.emit("named", name, ...values));
  }
  socket.on("emitReserved", (answer) => answer(RESERVED.map((name) => messageOf(() => socket.emit(name)))));
  socket.on("volatileBurst", (count, broadcast) => {
    for (let n = 0; n < count; n++) {
      (broadcast ? nsp.to(socket.id).volatile : socket.volatile).emit("item", n);
    }
    socket.emit("done");
    nsp.emit("burstOver", socket.id, count);
  });
  socket.on("set", (value, answer) => {
    socket.data.value = value;
    answer();
  });
  socket.on("state", (answer) =>
    answer({ data: socket.data.value ?? null, rooms: [...socket.rooms], recovered: socket.recovered }),
  );
  socket.on("moveRoom", (from, to, answer) => {
    nsp.in(from).socketsJoin(to);
    nsp.in(from).socketsLeave(from);
    answer();
  });
  socket.on("fetch", async (room, answer) =>
    answer((await nsp.in(room).fetchSockets()).map(({ id, rooms }) => ({ id, rooms: [...rooms] }))),
  );
  socket.on("disconnectRoom", (room) => nsp.in(room).disconnectSockets());
}

function messageOf(action) {
  try {
    action();
    return null;
  } catch (e) {
    return e.message;
  }
}

/** The twin of AdmissionHandlers. */
function admission(io) {
  const shown = ({ handshake }, name) => handshake.auth[name] ?? handshake.query[name];
  const guarded = io.of("/guarded");
  guarded.use((socket, next) => {
    const token = shown(socket, "token");
    if (token === "broken") {
      next(new Error("it broke"));
    } else if (token !== "secret") {
      next(Object.assign(new Error("not allowed: é 😀"), { data: { code: 17, missing: ["token", "rôle"] } }));
    } else {
      socket.data = { user: "Zoë" };
      next();
    }
  });
  guarded.on("connection", (socket) => socket.on("user", (answer) => answer(socket.data.user)));
  const greeting = io.of("/greeting");
  greeting.use((socket, next) => {
    socket.join("welcome");
    socket.emit("greeting", "before you are in");
    next();
  });
  greeting.on("connection", onSocket);
  const gated = io.of("/gated");
  gated.use(async ({ handshake }, next) => {
    const { gate } = handshake.auth;
    if (gate) {
      arrived(gate).resolve();
      await gates(gate).promise;
    }
    next();
  });
  gated.on("connection", onSocket);
  const pattern = /^\/dynamic-(?<name>\w+)(-(?<number>\d+))?$/;
  const dynamic = io.of(pattern);
  dynamic.use((socket, next) => next(socket.nsp.name === "/dynamic-closed" ? new Error("closed") : undefined));
  dynamic.on("connection", (socket) => {
    onSocket(socket);
    socket.on("param", (answer) => answer(pattern.exec(socket.nsp.name).groups.number));
    socket.on("tellChildren", (value) => dynamic.emit("toChildren", value));
  });
  io.of((name, auth, next) => next(null, name === `/tenant/${auth.tenant}`)).on("connection", onSocket);
}

/** The oldest one knows little of what is done here: it only lets clients in. */
async function socketIo(http) {
  const library = await import(PACKAGES[version]);
  if (version === "2.5.1") {
    const old = library.default(http, options);
    return () => old.close();
  }
  const io = new library.Server(http, {
    ...options,
    ...(parser ? { parser: msgpack } : {}),
    ...(recovery ? { connectionStateRecovery: { skipMiddlewares: false } } : {}),
  });
  io.on("connection", onSocket);
  io.of("/admin").on("connection", onSocket);
  admission(io);
  io.of("/control").on("connection", (socket) => {
    socket.on("reasonOf", async (id, answer) => answer(await reasonOf(id).promise));
    socket.on("atGate", async (gate, answer) => answer(await arrived(gate).promise));
    socket.on("openGate", (gate, answer) => answer(gates(gate).resolve()));
  });
  return () => io.close();
}

function engineIo(http) {
  const server = new EngineServer(options);
  server.use((request, response, next) => {
    next();
    marked(request).resolve();
  });
  http.on("request", (request, response) => {
    const found = request.url.startsWith("/seen?");
    (found ? marked(request).promise : Promise.resolve()).then(() => response.writeHead(found ? 204 : 404).end());
  });
  server.attach(http);
  server.on("connection", (socket) => {
    socket.on("close", (reason) => reasonOf(socket.id).resolve(reason));
    socket.on("message", async (message) => {
      const [action, what, value] = typeof message === "string" ? message.split(":") : [];
      if (action !== "do") {
        socket.send(message);
      } else if (what === "close") {
        socket.close();
      } else if (what === "burst") {
        for (let n = 0; n < value; n++) {
          socket.send(n % 7 === 0 ? Buffer.from(`${n}`) : `${n}`);
        }
      } else {
        socket.send(await reasonOf(value).promise);
      }
    });
  });
  return () => {
    server.close();
    http.close();
    http.closeAllConnections();
  };
}

async function listen(port) {
  const http = createServer();
  const stop = await (kind === "socket.io" ? socketIo : engineIo)(http);
  await new Promise((resolve) => http.listen(port, "127.0.0.1", resolve));
  console.log(http.address().port);
  return { port: http.address().port, stop: () => new Promise((resolve) => http.once("close", resolve) && stop()) };
}

let running = await listen(0);
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "restart") {
    await running.stop();
    running = await listen(running.port);
  }
}
process.exit(0);
