/**
 * Handlers as methods of plain objects, for {@link hocket.server.SocketIoServer#register}. Annotations only: no arrows go out
 * from here but to what they name in their documentation.
 *
 * <p>A parameter is known by its type: {@link hocket.server.Socket}, {@link hocket.server.Namespace}, {@link
 * hocket.server.Handshake}, {@link hocket.engine.spi.HttpHeaders}, {@link hocket.core.Args}, {@link hocket.core.Ack}, {@link
 * java.security.Principal} and what extends it, {@link hocket.server.DisconnectReason}; or by {@link
 * hocket.server.annotation.Header} and {@link hocket.server.annotation.Param}. All others are what the client sent. One that
 * may be missing is an {@code Optional} or {@code Nullable}.
 *
 * <p>Methods run where handlers run, those of one socket one at a time: an object serves all sockets, so that its own fields
 * must be safe for use by several threads.
 *
 * <pre>{@code
 * @SocketController("/chat")
 * class Chat {
 *     @OnConnect
 *     void greet(Socket socket) {
 *         socket.join("lobby");
 *     }
 *
 *     @OnEvent("say")
 *     int say(String text, Socket socket) {
 *         socket.to("lobby").emit("said", text);
 *         return text.length(); // the ack
 *     }
 * }
 * }</pre>
 */
@NullMarked
package hocket.server.annotation;

import org.jspecify.annotations.NullMarked;
