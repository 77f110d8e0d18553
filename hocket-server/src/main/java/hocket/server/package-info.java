/**
 * The Socket.IO server: namespaces, sockets, middleware, events with acks, rooms and recovery, on the sessions of {@link
 * hocket.engine}. It knows no host. What other servers of a cluster are told goes through {@link hocket.server.spi}.
 *
 * <p>What belongs to a client belongs to the lane of its session, its ack table and its memberships in rooms too. Handlers
 * of one socket run one at a time and in order, by default on virtual threads, where they may block. The public classes
 * may be used from any thread and do not block.
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder().build());
 * io.use(socket -> System.out.println(socket.handshake().address() + " wants to come in"));
 * io.onConnection(socket -> {
 *     socket.join("lobby");
 *     socket.on("chat message", String.class, text -> socket.to("lobby").emit("chat message", text));
 *     socket.handle("add", Integer.class, Integer.class, (a, b) -> a + b);
 *     socket.onDisconnect(reason -> System.out.println(socket.id() + " left: " + reason));
 * });
 * NettyServer server = NettyServer.builder(io).port(3000).start();
 * }</pre>
 */
@NullMarked
package hocket.server;

import org.jspecify.annotations.NullMarked;
