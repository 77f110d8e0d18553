/**
 * The host on Netty: HTTP/1.1 and WebSocket on one port, with TLS. It moves bytes for a {@link
 * hocket.engine.spi.HostHandler} and knows nothing of the protocols above.
 *
 * <p>Each event loop is a {@link hocket.engine.spi.Lane}; a connection belongs to the loop it was accepted on, and a
 * WebSocket moves to the loop of its session before it opens. No user code runs here.
 *
 * <pre>{@code
 * try (NettyServer server = NettyServer.builder(engine).port(3000).start()) {
 *     System.out.println("listening on port " + server.port());
 *     server.awaitClosed();
 * }
 * }</pre>
 */
@NullMarked
package hocket.netty;

import org.jspecify.annotations.NullMarked;
