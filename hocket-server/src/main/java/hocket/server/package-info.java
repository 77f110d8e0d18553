/**
 * The Socket.IO server: namespaces, sockets, events with acks, and rooms, on the sessions of {@link hocket.engine}. It
 * knows no host.
 *
 * <p>What belongs to a client belongs to the lane of its session, its ack table and its memberships in rooms too. Handlers
 * of one socket run one at a time and in order, by default on virtual threads, where they may block. The public classes
 * may be used from any thread and do not block.
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder().build());
 * io.onConnection(socket -> {
 *     socket.join("lobby");
 *     socket.on("chat message", args -> socket.to("lobby").emit("chat message", args.get(0, String.class)));
 *     socket.on("add", (args, ack) -> ack.send(args.get(0, int.class) + args.get(1, int.class)));
 *     socket.onDisconnect(reason -> System.out.println(socket.id() + " left: " + reason));
 * });
 * NettyServer server = NettyServer.builder(io).port(3000).start();
 * }</pre>
 */
@NullMarked
package hocket.server;

import org.jspecify.annotations.NullMarked;
