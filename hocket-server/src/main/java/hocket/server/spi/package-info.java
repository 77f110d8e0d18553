/**
 * Where strangers plug into the Socket.IO server: an {@link hocket.server.spi.Adapter} carries what concerns many sockets
 * to wherever they are, on this server by {@link hocket.server.spi.LocalNamespace}, on others by whatever it brings.
 *
 * <p>An adapter may be called from any thread, and its methods must not block. A minimal one, which knows this server
 * only, hands every call to the local namespace:
 *
 * <pre>{@code
 * abstract class LoggingAdapter implements Adapter {
 *     private final LocalNamespace local;
 *
 *     LoggingAdapter(LocalNamespace local) {
 *         this.local = local;
 *     }
 *
 *     public void broadcast(Packet event, BroadcastScope scope) {
 *         log(event, scope);
 *         local.broadcast(event, scope);
 *     }
 *     // and so on for the other methods
 * }
 * }</pre>
 */
@NullMarked
package hocket.server.spi;

import org.jspecify.annotations.NullMarked;
