package hocket.core;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Socket.IO packet that is to be encoded. Immutable as far as its data is. */
public final class Packet {
    /** The {@link #id()} of a packet that asks for no ack. */
    public static final long NO_ID = -1;

    private final PacketType type;
    private final String namespace;
    private final long id;
    private final @Nullable Object data;

    private Packet(PacketType type, String namespace, long id, @Nullable Object data) {
        this.type = type;
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.id = id;
        this.data = data;
    }

    /** An event without an ack; the first element of {@code nameAndArgs} is the event's name. */
    public static Packet event(String namespace, List<?> nameAndArgs) {
        return event(namespace, NO_ID, nameAndArgs);
    }

    /** An event whose ack will bear {@code id}; the first element of {@code nameAndArgs} is the event's name. */
    public static Packet event(String namespace, long id, List<?> nameAndArgs) {
        return new Packet(PacketType.EVENT, namespace, id, nameAndArgs);
    }

    /** The answer to the event with that id. */
    public static Packet ack(String namespace, long id, List<?> args) {
        return new Packet(PacketType.ACK, namespace, id, args);
    }

    /** A CONNECT with its data, an object or null for none. */
    public static Packet connect(String namespace, @Nullable Object data) {
        return new Packet(PacketType.CONNECT, namespace, NO_ID, data);
    }

    /** A CONNECT_ERROR; the data is an object with a {@code message}, in protocol 4 any value. */
    public static Packet connectError(String namespace, Object data) {
        return new Packet(PacketType.CONNECT_ERROR, namespace, NO_ID, data);
    }

    /** A DISCONNECT. */
    public static Packet disconnect(String namespace) {
        return new Packet(PacketType.DISCONNECT, namespace, NO_ID, null);
    }

    /** The type. */
    public PacketType type() {
        return type;
    }

    /** The namespace, beginning with a slash. */
    public String namespace() {
        return namespace;
    }

    /** The ack id, from 0 to 2^53 - 1, or {@link #NO_ID}. */
    public long id() {
        return id;
    }

    /** The payload; null if there is none. */
    public @Nullable Object data() {
        return data;
    }
}
