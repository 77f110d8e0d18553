package hocket.engine.spi;

/** A request for a WebSocket, to be accepted or rejected once. */
public interface WebSocketOffer {
    /** The head of the request. */
    HttpRequest request();

    /** The lane on which the request arrived. */
    Lane lane();

    /** Answers with an HTTP response instead and closes the connection. Any thread, without blocking. */
    void reject(HttpResponse response);

    /**
     * Completes the handshake (RFC 6455 §4.2.2). Any thread, without blocking. A request whose WebSocket headers are
     * malformed is answered 400, and {@link WebSocketListener#onClosed} is called.
     *
     * @param responseHeaders added to the 101 response
     * @param lane where the listener is to be called from now on
     */
    void accept(WebSocketSettings settings, HttpHeaders responseHeaders, Lane lane, WebSocketListener listener);
}
