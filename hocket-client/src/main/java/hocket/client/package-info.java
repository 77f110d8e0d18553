/**
 * The Socket.IO client: {@link hocket.client.Manager} and {@link hocket.client.Socket} as in the JavaScript packages, with
 * reconnection, recovery, retries and a buffer for what is emitted offline. {@link hocket.client.SimpleClient} blocks, for
 * scripts and tests.
 *
 * <p>The room depends on core. It knows no HTTP library but that of the JDK, in {@link hocket.client.JdkTransport}; others
 * come through {@link hocket.client.spi}. All state of a manager and its sockets belongs to one lane, a thread that
 * managers may share and that never runs user code; handlers run in order, one at a time for each socket, on an executor
 * of the user's choice.
 *
 * <pre>{@code
 * import hocket.client.*;
 *
 * Socket socket = SocketIoClient.connect("http://localhost:3000", it -> {
 *     it.on("said", String.class, String.class, (who, text) -> System.out.println(who + ": " + text));
 *     it.onConnect(() -> it.emit("join", "lobby"));
 *     it.onState(state -> System.out.println(state));
 * });
 * socket.emitWithAck("add", 1, 2).thenAccept(sum -> System.out.println(sum.get(0, int.class)));
 * socket.close();
 * }</pre>
 */
@NullMarked
package hocket.client;

import org.jspecify.annotations.NullMarked;
