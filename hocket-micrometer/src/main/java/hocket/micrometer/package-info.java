/**
 * Meters of a Socket.IO server in a Micrometer registry: {@link hocket.micrometer.HocketMeters}, a {@link
 * hocket.server.ServerListener}. It depends on the server and on Micrometer, and nothing depends on it.
 *
 * <p>What happens often is counted on the server's lanes, in adders that the registry reads when it is scraped; the meters
 * are looked up once. No tag has a value that a client could choose.
 *
 * <pre>{@code
 * HocketMeters meters = new HocketMeters(registry);
 * SocketIo server = SocketIo.builder()
 *         .port(3000)
 *         .options(options -> options.listener(meters))
 *         .listen(io -> io.onConnection(socket -> socket.join("lobby")));
 * registry.get("hocket.sockets").gauge().value();     // how many clients are there
 * }</pre>
 */
@NullMarked
package hocket.micrometer;

import org.jspecify.annotations.NullMarked;
