package hocket.core;

import org.jspecify.annotations.Nullable;

/** A Socket.IO packet that came whole, with all its attachments. Immutable. */
public final class DecodedPacket {
    private final PacketType type;
    private final String namespace;
    private final long id;
    private final @Nullable String event;
    private final Args args;

    /**
     * A packet as a parser decoded it.
     *
     * @param event the event's name, null for every other type and for an EVENT without payload
     * @param args an event's arguments without its name, an ack's arguments, or the one value of the other types
     */
    public DecodedPacket(PacketType type, String namespace, long id, @Nullable String event, Args args) {
        this.type = type;
        this.namespace = namespace;
        this.id = id;
        this.event = event;
        this.args = args;
    }

    /** The type; never one of the wire's binary types. */
    public PacketType type() {
        return type;
    }

    /** The namespace, beginning with a slash; in protocol 4 a query may follow. */
    public String namespace() {
        return namespace;
    }

    /** The ack id, from 0 to 2^53 - 1, or {@link Packet#NO_ID}. */
    public long id() {
        return id;
    }

    /** The event's name; null unless this is an {@link PacketType#EVENT} that has one. */
    public @Nullable String event() {
        return event;
    }

    /** An event's or an ack's arguments; the one value (or none) of a CONNECT or CONNECT_ERROR. */
    public Args args() {
        return args;
    }

    @Override
    public String toString() {
        return type + " " + namespace + (id == Packet.NO_ID ? "" : " #" + id) + (event == null ? "" : " " + event);
    }
}
