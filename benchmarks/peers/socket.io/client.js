// Does with the JavaScript client what ClientLoad does with ours: client.js PORT MODE SOCKETS WINDOW SECONDS
import { io } from "socket.io-client";

const [port, mode, sockets, window, seconds] = process.argv.slice(2).map((word, i) => (i === 1 ? word : Number(word)));
const payload = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01";
const pass = () => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
let messages = 0;
let wrong = 0;

function start(socket) {
  const next = mode === "ack" ? () => socket.emit("echo", payload, onAnswer) : () => socket.emit("echo", payload);
  const onAnswer = (value) => {
    messages++;
    wrong += value === payload ? 0 : 1;
    next();
  };
  socket.on("echo", onAnswer);
  for (let i = 0; i < window; i++) {
    next();
  }
}

const all = await Promise.all(
  Array.from({ length: sockets }, () => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      perMessageDeflate: false,
    });
    return new Promise((resolve, reject) => socket.on("connect", () => resolve(socket)).on("connect_error", reject));
  }),
);
all.forEach(start);
await pass();
const before = { messages, time: performance.now(), cpu: process.cpuUsage() };
await pass();
const cpu = process.cpuUsage(before.cpu);
const done = messages - before.messages;
const perSecond = (1000 * done) / (performance.now() - before.time);
console.log(JSON.stringify({ perSecond, cpuMicros: (cpu.user + cpu.system) / done, wrong, threads: 1 }));
process.stdin.resume().on("end", () => process.exit(0));
