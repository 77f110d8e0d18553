/**
 * The front door: a Socket.IO server that listens on a port, in five lines. What it does is in {@link hocket.server};
 * this package only puts the pieces together.
 *
 * <pre>{@code
 * SocketIo server = SocketIo.listen(3000, io -> io.onConnection(socket ->
 *         socket.on("chat message", args -> io.emit("chat message", args.get(0, String.class)))));
 * System.out.println("listening on port " + server.port());
 * server.awaitClosed();
 * }</pre>
 */
@NullMarked
package hocket;

import org.jspecify.annotations.NullMarked;
