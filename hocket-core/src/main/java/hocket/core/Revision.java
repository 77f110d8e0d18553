package hocket.core;

import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the two revisions of the Engine.IO protocol: the framing of payloads, the forms of binary
 * messages, and who sends the pings. Chosen once, at the handshake. Stateless, safe for use by several threads.
 */
public enum Revision {
    /** Revision 3: clients of Socket.IO 1 and 2. */
    V3(3, false) {
        @Override
        public Frame frame(EnginePacket packet, boolean base64) {
            if (!packet.isBinary()) {
                return packet.plainFrame();
            }
            return base64 ? base64Frame(LengthPrefixed.BASE64_MESSAGE, packet) : LengthPrefixed.typedFrame(packet);
        }

        @Override
        public Payload encode(List<EnginePacket> packets, boolean base64) {
            return LengthPrefixed.encode(packets, base64);
        }

        @Override
        public void decode(ByteSlice body, boolean binary, Consumer<EnginePacket> sink) throws ProtocolException {
            if (binary) {
                LengthPrefixed.decodeBinary(this, body, sink);
            } else {
                LengthPrefixed.decodeText(this, body, sink);
            }
        }

        @Override
        EnginePacket decodeBinary(ByteSlice message) throws ProtocolException {
            return LengthPrefixed.decodeTyped(message);
        }

        @Override
        ByteSlice base64Digits(ByteSlice text) throws ProtocolException {
            return LengthPrefixed.base64Digits(text);
        }
    },

    /** Revision 4: clients of Socket.IO 3 and 4. */
    V4(4, true) {
        @Override
        public Frame frame(EnginePacket packet, boolean base64) {
            return base64 && packet.isBinary() ? base64Frame(Separated.BASE64_MESSAGE, packet) : packet.plainFrame();
        }

        @Override
        public Payload encode(List<EnginePacket> packets, boolean base64) {
            return Separated.encode(packets);
        }

        @Override
        public void decode(ByteSlice body, boolean binary, Consumer<EnginePacket> sink) throws ProtocolException {
            if (binary) {
                throw new ProtocolException("a payload of revision 4 is text");
            }
            Separated.decode(this, body, sink);
        }

        @Override
        EnginePacket decodeBinary(ByteSlice message) {
            return EnginePacket.binary(message);
        }

        @Override
        ByteSlice base64Digits(ByteSlice text) {
            return text.slice(1);
        }
    };

    private final int number;
    private final boolean serverPings;

    Revision(int number, boolean serverPings) {
        this.number = number;
        this.serverPings = serverPings;
    }

    /** The revision a client asks for in the query parameter {@code EIO}: 4 for "4", 3 for all else and none. */
    public static Revision ofQuery(@Nullable String eio) {
        return "4".equals(eio) ? V4 : V3;
    }

    /** The revision that clients of our own speak. */
    public static Revision current() {
        return V4;
    }

    /** The number, 3 or 4. */
    public int number() {
        return number;
    }

    /** Whether this is the current revision; the other is served only where {@code allowEIO3} is set. */
    public boolean isCurrent() {
        return this == V4;
    }

    /** Whether the server sends the pings and the client answers, and not the other way round. */
    public boolean serverPings() {
        return serverPings;
    }

    /** Whether the body of a POST may be {@code application/octet-stream}. */
    public boolean allowsBinaryBody() {
        return this == V3;
    }

    /** The WebSocket message of the packet; with {@code base64} a binary packet becomes text. */
    public abstract Frame frame(EnginePacket packet, boolean base64);

    /** The body that holds the packets; with {@code base64} it is text even where a packet is binary. */
    public abstract Payload encode(List<EnginePacket> packets, boolean base64);

    /**
     * Reads the packets of a body in linear time and hands each to the sink, those before a malformed one too.
     *
     * @param binary whether the body is {@code application/octet-stream}; if not it is valid UTF-8
     * @throws ProtocolException at the first malformed packet
     */
    public abstract void decode(ByteSlice body, boolean binary, Consumer<EnginePacket> sink) throws ProtocolException;

    /**
     * Reads one WebSocket message.
     *
     * @throws ProtocolException if it is empty, of unknown type, or not base64 where that was announced
     */
    public EnginePacket decodeFrame(boolean binary, ByteSlice message) throws ProtocolException {
        return binary ? decodeBinary(message) : decodeText(message);
    }

    abstract EnginePacket decodeBinary(ByteSlice message) throws ProtocolException;

    /** The base64 digits of a text that begins with {@code b}. */
    abstract ByteSlice base64Digits(ByteSlice text) throws ProtocolException;

    /** One packet as text: a digit and its data, or {@code b} and base64. */
    EnginePacket decodeText(ByteSlice text) throws ProtocolException {
        if (text.isEmpty()) {
            throw new ProtocolException("a packet is not empty");
        }
        if (text.at(0) == 'b') {
            return EnginePacket.binary(decodeBase64(base64Digits(text)));
        }
        EnginePacketType type = EnginePacketType.ofDigit(text.at(0));
        if (type == null) {
            throw new ProtocolException("a packet begins with a digit from 0 to 6, or b");
        }
        return EnginePacket.ofWire(type, text);
    }

    private static ByteSlice decodeBase64(ByteSlice digits) throws ProtocolException {
        try {
            return ByteSlice.copyOf(Base64.getDecoder().decode(digits.toByteBuffer()));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("a binary packet in text is base64");
        }
    }

    private static Frame base64Frame(ByteSlice prefix, EnginePacket packet) {
        ByteSink sink = new ByteSink(packet.base64().length() + 2);
        sink.write(prefix);
        sink.write(packet.base64());
        return new Frame(false, sink.toSlice());
    }
}
