// Answers on the reference implementation what LoadServer answers on Hocket.
import { createServer } from "node:http";
import { Server } from "socket.io";

const port = Number(process.argv[2]);
const http = createServer();
const io = new Server(http, { serveClient: false });

io.on("connection", (socket) => {
  socket.on("echo", (value, ack) => (ack ? ack(value) : socket.emit("echo", value)));
  socket.on("echo-bin", (bytes) => socket.emit("echo-bin", bytes));
  socket.on("broadcast", (time, value) => io.emit("broadcast", time, value));
  socket.on("join", (room, ack) => {
    socket.join(room);
    ack();
  });
  socket.on("to-room", (room, time, value) => io.to(room).emit("room", time, value));
});
http.listen(port, () => console.log("ready", port));
