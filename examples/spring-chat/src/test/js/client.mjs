// Clients that do what they are told, one line of JSON each, and tell what they hear.
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const TRANSPORTS = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] };
const sockets = new Map();

const tell = (client, event, ...args) => console.log(JSON.stringify({ client, event, args }));

const commands = {
  connect(client, { url, transport, headers }) {
    const transports = TRANSPORTS[transport];
    const socket = io(url, { forceNew: true, reconnection: false, transports, extraHeaders: headers });
    sockets.set(client, socket);
    socket.on("connect", () => {
      const { engine } = socket.io;
      const settled = () => tell(client, "connect", engine.transport.name);
      if (engine.transport.name === transports.at(-1)) {
        settled();
      } else {
        engine.once("upgrade", settled);
      }
    });
    socket.on("connect_error", ({ message, description }) =>
      tell(client, "connect_error", message, String(description?.message ?? description)),
    );
    socket.on("disconnect", (reason) => tell(client, "disconnect", reason));
    socket.onAny((event, ...args) => tell(client, event, ...args));
  },

  async ask(client, { event, args }) {
    tell(client, "answer", await sockets.get(client).emitWithAck(event, ...args));
  },

  close: (client) => sockets.get(client).disconnect(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, client, ...rest } = JSON.parse(line);
  commands[command](client, rest);
}
process.exit(0);
