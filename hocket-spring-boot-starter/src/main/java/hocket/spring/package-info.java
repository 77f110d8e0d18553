/**
 * Socket.IO in a Spring Boot application, on its port: the auto-configuration makes a {@link hocket.server.SocketIoServer} of
 * the {@code hocket.*} properties and of the application's beans, serves it by a servlet, and registers each bean with {@link
 * hocket.server.annotation.SocketController}. Arrows: server and servlet, and Spring; what an application may lack (Spring
 * Security, Bean Validation, the Actuator) is met only by classes that are loaded when it is there.
 *
 * <p>Handlers run on handler threads, never on a thread of the container; see {@link hocket.engine.Handlers}.
 *
 * <pre>{@code
 * @SocketController("/chat")
 * class Chat {
 *     @OnEvent("say")
 *     void say(String text, Principal author, Socket socket) {
 *         socket.broadcast().emit("said", author.getName(), text);
 *     }
 * }
 * }</pre>
 */
@NullMarked
package hocket.spring;

import org.jspecify.annotations.NullMarked;
