package hocket.msgpack;

import hocket.core.ByteSlice;
import hocket.core.DecodedPacket;
import hocket.core.JsonCodec;
import hocket.core.Packet;
import hocket.core.PacketDecoder;
import hocket.core.PacketLimits;
import hocket.core.PacketType;
import hocket.core.ProtocolException;
import hocket.core.ReservedEvents;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePackException;
import org.msgpack.value.ValueType;

/** Reads whole packets with the checks of {@code socket.io-msgpack-parser} and those of the standard format. */
final class MsgpackPacketDecoder implements PacketDecoder {
    /** 2^53 - 1, the largest integer JavaScript holds exactly. */
    private static final long MAX_ID = (1L << 53) - 1;

    private static final PacketType[] TYPES = PacketType.values();

    private final JsonCodec codec;
    private final PacketLimits limits;

    MsgpackPacketDecoder(JsonCodec codec, PacketLimits limits) {
        this.codec = codec;
        this.limits = limits;
    }

    @Override
    public boolean isIncomplete() {
        return false;
    }

    @Override
    public DecodedPacket text(ByteSlice message) throws ProtocolException {
        throw new ProtocolException("a msgpack packet is a binary message");
    }

    @Override
    public DecodedPacket binary(ByteSlice message) throws ProtocolException {
        if (message.length() > limits.maxPacketBytes()) {
            throw new ProtocolException("a packet has at most " + limits.maxPacketBytes() + " bytes");
        }
        try {
            return new Fields(message).read(codec);
        } catch (IOException | MessagePackException e) {
            throw new ProtocolException("the packet is not valid msgpack");
        }
    }

    /** The map that a packet is; the last of several equal keys counts, as in JavaScript. */
    private static final class Fields {
        private final ByteSlice message;
        private final MsgpackReader in;
        private @Nullable Number type;
        private @Nullable String namespace;
        private long id = Packet.NO_ID;
        private @Nullable ValueType kind;
        private int dataOffset;
        private int[] elements = {};

        Fields(ByteSlice message) {
            this.message = message;
            this.in = new MsgpackReader(message);
        }

        DecodedPacket read(JsonCodec codec) throws IOException, ProtocolException {
            if (message.isEmpty() || in.nextType() != ValueType.MAP) {
                throw new ProtocolException("a msgpack packet is a map");
            }
            int size = in.mapHeader();
            for (int i = 0; i < size; i++) {
                if (in.nextType() == ValueType.STRING) {
                    field(in.string());
                } else {
                    in.skip();
                    in.skip();
                }
            }
            if (!in.atEnd()) {
                throw new ProtocolException("nothing stands behind a msgpack packet");
            }
            return packet(codec);
        }

        private void field(String name) throws IOException, ProtocolException {
            switch (name) {
                case "type" -> type = in.integer();
                case "nsp" -> namespace();
                case "id" -> id();
                case "data" -> data();
                default -> in.skip();
            }
        }

        private void namespace() throws IOException, ProtocolException {
            if (in.nextType() == ValueType.STRING) {
                namespace = in.string();
            } else {
                namespace = null;
                in.skip();
            }
        }

        private void id() throws IOException, ProtocolException {
            if (in.isUndefined(message)) {
                id = Packet.NO_ID;
                in.skip();
                return;
            }
            Number number = in.integer();
            if (!(number instanceof Integer || number instanceof Long)
                    || number.longValue() < 0
                    || number.longValue() > MAX_ID) {
                throw new ProtocolException("invalid packet id");
            }
            id = number.longValue();
        }

        private void data() throws IOException, ProtocolException {
            dataOffset = in.position();
            kind = in.isUndefined(message) ? null : in.nextType();
            elements = new int[] {};
            if (kind == ValueType.ARRAY) {
                elements(in.arrayHeader());
            } else {
                in.skip();
            }
        }

        private void elements(int size) throws IOException, ProtocolException {
            int[] offsets = new int[Math.min(size, 8)];
            for (int i = 0; i < size; i++) {
                if (i == offsets.length) {
                    offsets = Arrays.copyOf(offsets, 2 * i);
                }
                offsets[i] = in.position();
                in.skip(JsonCodec.MAX_DEPTH - 1);
            }
            elements = Arrays.copyOf(offsets, size);
        }

        private DecodedPacket packet(JsonCodec codec) throws IOException, ProtocolException {
            int number = type instanceof Integer small ? small : -1;
            if (number < 0 || number >= TYPES.length) {
                throw new ProtocolException("invalid packet type");
            }
            if (namespace == null) {
                throw new ProtocolException("invalid namespace");
            }
            PacketType packetType = TYPES[number];
            String event = packetType == PacketType.EVENT ? event() : null;
            if (!isPayloadOf(packetType)) {
                throw new ProtocolException("invalid payload of " + packetType);
            }
            return new DecodedPacket(packetType, namespace, id, event, new MsgpackArgs(codec, message, args(event)));
        }

        private int[] args(@Nullable String event) {
            if (kind == ValueType.ARRAY) {
                return Arrays.copyOfRange(elements, event == null ? 0 : 1, elements.length);
            }
            return kind == null ? new int[] {} : new int[] {dataOffset};
        }

        private boolean isPayloadOf(PacketType packetType) {
            return switch (packetType) {
                case CONNECT -> kind == null || kind == ValueType.MAP;
                case DISCONNECT -> kind == null;
                case CONNECT_ERROR -> kind == ValueType.MAP || kind == ValueType.STRING;
                case EVENT, ACK -> kind == ValueType.ARRAY;
            };
        }

        /** The first element, a number or a string that is not reserved. */
        private String event() throws IOException, ProtocolException {
            if (elements.length > 0) {
                Object name = new MsgpackReader(message.slice(elements[0])).scalar();
                if (name instanceof Number || (name instanceof String string && !ReservedEvents.contains(string))) {
                    return name.toString();
                }
            }
            throw new ProtocolException("invalid payload of EVENT");
        }
    }
}
