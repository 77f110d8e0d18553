package hocket.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The standard format of Socket.IO, protocol 5 and the 4 of older clients:
 * {@code <type>[<attachments>-][<namespace>,][<ack id>][JSON]} (Socket.IO protocol, "Packet encoding"), with each binary
 * value as a message of its own behind it. Safe for use by several threads.
 */
public final class JsonPacketParser implements Parser {
    private static final byte[] ENGINE_MESSAGE = {EnginePacketType.MESSAGE.digit()};
    /** The engine's type, ours, ten digits and a dash, a comma, and an id of nineteen digits at most. */
    private static final int MAX_HEADER_WITHOUT_NAMESPACE = 40;

    private static final int TYPICAL_JSON = 256;

    private final JsonCodec codec;
    private final PacketLimits limits;

    /** A parser on that codec. */
    public JsonPacketParser(JsonCodec codec, PacketLimits limits) {
        this.codec = Objects.requireNonNull(codec, "codec");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        ByteSlice namespace = packet.namespace().equals("/") ? ByteSlice.EMPTY : ByteSlice.utf8(packet.namespace());
        ByteSink sink = new ByteSink(MAX_HEADER_WITHOUT_NAMESPACE + namespace.length(), TYPICAL_JSON);
        Attachments attachments = new Attachments(limits.maxAttachments());
        if (packet.data() != null) {
            codec.write(packet.data(), sink, attachments);
        }
        sink.prepend(header(packet, namespace, attachments.packets.size()));
        EnginePacket text = EnginePacket.ofWire(EnginePacketType.MESSAGE, sink.toSlice());
        if (attachments.packets.isEmpty()) {
            return EncodedPacket.of(text);
        }
        attachments.packets.add(0, text);
        return EncodedPacket.of(attachments.packets);
    }

    private static ByteSlice header(Packet packet, ByteSlice namespace, int attachments) {
        ByteSink header = new ByteSink(MAX_HEADER_WITHOUT_NAMESPACE + namespace.length());
        header.write(ENGINE_MESSAGE);
        header.write(WireType.digit(packet.type(), attachments > 0));
        if (attachments > 0) {
            header.writeDecimal(attachments);
            header.write('-');
        }
        if (!namespace.isEmpty()) {
            header.write(namespace);
            header.write(',');
        }
        if (packet.id() != Packet.NO_ID) {
            header.writeDecimal(packet.id());
        }
        return header.toSlice();
    }

    @Override
    public PacketDecoder newDecoder() {
        return new JsonPacketDecoder(codec, limits);
    }

    /** The binary messages of one packet that is being written. */
    private static final class Attachments implements JsonCodec.BinaryCollector {
        private final List<EnginePacket> packets = new ArrayList<>(0);
        private final int max;

        Attachments(int max) {
            this.max = max;
        }

        @Override
        public int add(ByteSlice binary) {
            if (packets.size() == max) {
                throw new IllegalArgumentException("a packet has at most " + max + " attachments (maxAttachments)");
            }
            packets.add(EnginePacket.binary(binary));
            return packets.size() - 1;
        }
    }

    /** The digit of each type on the wire, and back. */
    static final class WireType {
        private static final int BINARY_EVENT = 5;
        private static final int BINARY_ACK = 6;
        private static final PacketType[] TYPES = PacketType.values();

        private WireType() {}

        static int digit(PacketType type, boolean binary) {
            if (!binary) {
                return '0' + type.number();
            }
            return switch (type) {
                case EVENT -> '0' + BINARY_EVENT;
                case ACK -> '0' + BINARY_ACK;
                default -> throw new IllegalArgumentException("a " + type + " packet cannot hold binary data");
            };
        }

        static @Nullable PacketType of(int digit) {
            int number = digit - '0';
            if (number == BINARY_EVENT) {
                return PacketType.EVENT;
            }
            if (number == BINARY_ACK) {
                return PacketType.ACK;
            }
            return number >= 0 && number < TYPES.length ? TYPES[number] : null;
        }

        static boolean isBinary(int digit) {
            return digit == '0' + BINARY_EVENT || digit == '0' + BINARY_ACK;
        }
    }
}
