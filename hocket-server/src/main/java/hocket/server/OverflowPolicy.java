package hocket.server;

/** What happens to an event when its client does not take what it is sent, and {@code maxOutboundBytes} wait already. */
public enum OverflowPolicy {
    /** The connection is closed, with {@link DisconnectReason#TRANSPORT_ERROR}; the client comes back when it can. */
    CLOSE,
    /** The event is dropped, and {@link ServerListener#onDropped} told; answers and the rest of the protocol are not. */
    DROP
}
