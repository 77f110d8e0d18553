/**
 * The client on OkHttp, for Android and for those who have an {@code OkHttpClient} with their proxies, certificates and
 * cookies already. Depends on the client's port and on OkHttp.
 *
 * <p>All managers of a transport share one thread; OkHttp has one more for each WebSocket and each request on its way. All
 * of them are daemons. What OkHttp tells of a WebSocket is passed on from the manager's lane.
 *
 * <pre>{@code
 * import hocket.client.*;
 * import hocket.client.okhttp.*;
 * import okhttp3.OkHttpClient;
 *
 * OkHttpClient mine = new OkHttpClient.Builder().followRedirects(true).build();
 * try (OkHttpTransport transport = OkHttpTransport.of(mine)) {
 *     ManagerOptions options = ManagerOptions.builder().transport(transport).build();
 *     Manager.create("https://example.org", options).socket("/").connect().join();
 * }
 * }</pre>
 */
@NullMarked
package hocket.client.okhttp;

import org.jspecify.annotations.NullMarked;
