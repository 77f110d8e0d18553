package hocket.core;

/**
 * The types of a Socket.IO packet (Socket.IO protocol, "Packet types"). The two binary types exist on the wire only: a
 * packet with attachments is an {@link #EVENT} or an {@link #ACK} like any other.
 */
public enum PacketType {
    /** Joining a namespace, with the client's auth; the server's answer holds the socket's id. */
    CONNECT(0),
    /** Leaving a namespace. */
    DISCONNECT(1),
    /** An event with its arguments. */
    EVENT(2),
    /** The answer to an event. */
    ACK(3),
    /** The server's refusal of a CONNECT; the ERROR of protocol 4. */
    CONNECT_ERROR(4);

    private final int number;

    PacketType(int number) {
        this.number = number;
    }

    /** The number on the wire, 0 to 4; a packet with attachments has 3 more in the standard format. */
    public int number() {
        return number;
    }
}
