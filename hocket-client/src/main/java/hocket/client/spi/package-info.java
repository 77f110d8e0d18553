/**
 * What an HTTP library must do for the client: the port {@link hocket.client.spi.ClientTransport}. The logic of
 * long-polling, WebSocket and upgrade is written once above it.
 *
 * <p>Calls into a transport come on the manager's lane. A transport calls back on any thread, one call at a time for each
 * request or WebSocket, and never blocks in a call. {@code ClientTransportContract} in {@code hocket-testkit} shows the
 * promises as tests.
 *
 * <pre>{@code
 * ClientRequest request = ClientRequest.get(uri, Map.of("X-Name", "Ada"), 25_000_000);
 * HttpCall call = transport.send(request, new HttpCallback() {
 *     public void onResponse(int status, ByteSlice body) {
 *         System.out.println(status + " " + body.utf8());
 *     }
 *
 *     public void onFailed(Throwable cause) {
 *         System.out.println("no answer: " + cause);
 *     }
 * });
 * call.cancel();
 * }</pre>
 */
@NullMarked
package hocket.client.spi;

import org.jspecify.annotations.NullMarked;
