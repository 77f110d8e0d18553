/**
 * The client's WebSockets on Netty: many managers on few threads, with little cost for each message.
 *
 * <p>A lane is an event loop. The channel of a WebSocket is registered on the loop of its manager, so that the manager is
 * called without a change of thread, and all that a read has caused leaves in one write. Requests of long-polling go to
 * another transport. Depends on the client's port and on Netty.
 *
 * <pre>{@code
 * import hocket.client.*;
 * import hocket.client.netty.*;
 *
 * try (NettyTransport transport = NettyTransport.builder().threads(2).build()) {
 *     ManagerOptions options = ManagerOptions.builder().transport(transport).build();
 *     for (int i = 0; i < 1000; i++) {
 *         Manager.create("https://example.org", options).socket("/").connect().join();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package hocket.client.netty;

import org.jspecify.annotations.NullMarked;
