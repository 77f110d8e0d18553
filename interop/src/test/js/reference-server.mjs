// The JavaScript server with the behaviour of the Java one in ScenarioServer and EchoServer, to test the tests with.
// Prints its port on a line; "restart" on standard input makes it close and listen on that port again.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Server as EngineServer } from "engine.io";
import { Server } from "socket.io";
import msgpack from "socket.io-msgpack-parser";
import { noise } from "./events.mjs";

const { kind, parser, ...options } = JSON.parse(process.argv[2]);

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

/** The twin of SeenRequests. */
const marked = (request) => seen(new URL(request.url, "http://localhost").searchParams.get("t"));

function onSocket(socket) {
  const { nsp } = socket;
  let items = [];
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

function socketIo(http) {
  const io = new Server(http, { ...options, ...(parser ? { parser: msgpack } : {}) });
  io.on("connection", onSocket);
  io.of("/admin").on("connection", onSocket);
  io.of("/control").on("connection", (socket) =>
    socket.on("reasonOf", async (id, answer) => answer(await reasonOf(id).promise)),
  );
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
  const stop = (kind === "socket.io" ? socketIo : engineIo)(http);
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
