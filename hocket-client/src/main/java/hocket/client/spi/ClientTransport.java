package hocket.client.spi;

/**
 * An HTTP library: it sends requests, opens WebSockets, and has the threads for it. One may serve any number of managers;
 * it is closed by whoever made it. Its methods are called on the lane they are given, and do not block.
 */
public interface ClientTransport extends AutoCloseable {
    /** The lane of one more manager: one of a fixed number of threads that managers share. Any thread. */
    ClientLane newLane();

    /** Sends a request; its answer comes to the callback, which is called once. */
    HttpCall send(ClientRequest request, HttpCallback callback);

    /**
     * Opens a WebSocket; the listener is told when it is open, or why it is not.
     *
     * @param lane that of the manager, on which all calls to the WebSocket will come
     */
    ClientWebSocket connect(ClientLane lane, ClientRequest request, WebSocketListener listener);

    /** Cuts what is open and ends its threads. Any thread; harmless if repeated. */
    @Override
    void close();

    /** Makes the transport of a manager that was given none; found by {@link java.util.ServiceLoader}. */
    interface Provider {
        /** A new transport; whoever asks for it closes it. */
        ClientTransport create();
    }
}
