/**
 * The Engine.IO server: sessions, long-polling, WebSocket, upgrade, heartbeat and handshake checks, above the ports of
 * {@link hocket.engine.spi}. It opens no socket itself; a host such as {@code hocket-netty} does.
 *
 * <p>All state of a session belongs to its lane. Listeners run where {@link hocket.engine.Handlers} says, by default
 * off the lane, one at a time and in order for each session; {@link hocket.engine.EngineSocket} may be used from any
 * thread.
 *
 * <pre>{@code
 * EngineServer engine = EngineServer.create(EngineOptions.builder().build(), socket -> new EngineSocketListener() {
 *     @Override
 *     public void onMessage(EngineMessage message) {
 *         socket.send(message);                      // an echo
 *     }
 *
 *     @Override
 *     public void onClose(CloseReason reason, String description) {
 *         System.out.println(socket.id() + ": " + reason);
 *     }
 * });
 * NettyServer server = NettyServer.builder(engine).port(3000).start();
 * }</pre>
 */
@NullMarked
package hocket.engine;

import org.jspecify.annotations.NullMarked;
