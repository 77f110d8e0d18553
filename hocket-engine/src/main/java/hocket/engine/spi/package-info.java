/**
 * What a host implements so that Engine.IO can live in it: an HTTP exchange, a WebSocket offer and channel, and lanes.
 * Polling, WebSocket and upgrade are written once above these ports; a host only moves bytes.
 *
 * <p>A {@link hocket.engine.spi.Lane} is one thread at a time that many sessions share. A host calls a listener on the
 * lane that was agreed on, and the {@link hocket.engine.spi.HostHandler} on the lane where the request arrived. What a
 * host must do is written down as tests: {@code HostContract} in {@code hocket-testkit}.
 *
 * <pre>{@code
 * void requestArrived(HttpRequest request) {         // in a host, on the lane of the connection
 *     if (request.isWebSocketUpgrade()) {
 *         handler.onWebSocket(new MyWebSocketOffer(request, lane));
 *     } else {
 *         handler.onRequest(new MyHttpExchange(request, lane));
 *     }
 * }
 * void readComplete() {
 *     lane.endTurnSoon();                            // what the reads led to is flushed when the lane runs tasks
 * }
 * }</pre>
 */
@NullMarked
package hocket.engine.spi;

import org.jspecify.annotations.NullMarked;
