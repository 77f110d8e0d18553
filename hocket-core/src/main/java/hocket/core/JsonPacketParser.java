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
        writeData(packet, sink, attachments);
        prependHeader(packet, namespace, attachments.packets.size(), sink);
        EnginePacket text = EnginePacket.ofWire(EnginePacketType.MESSAGE, sink.toSlice());
        if (attachments.packets.isEmpty()) {
            return EncodedPacket.of(text);
        }
        EnginePacket[] all = new EnginePacket[1 + attachments.packets.size()];
        all[0] = text;
        for (int i = 1; i < all.length; i++) {
            all[i] = attachments.packets.get(i - 1);
        }
        return EncodedPacket.of(List.of(all));
    }

    /** The array of arguments is the protocol's, and none of the codec's business. */
    private void writeData(Packet packet, ByteSink sink, Attachments attachments) {
        if (packet.data() instanceof List<?> elements) {
            sink.write('[');
            for (int i = 0; i < elements.size(); i++) {
                if (i > 0) {
                    sink.write(',');
                }
                codec.write(elements.get(i), sink, attachments);
            }
            sink.write(']');
        } else if (packet.data() != null) {
            codec.write(packet.data(), sink, attachments);
        }
    }

    /** From its end to its beginning: how many attachments there are is known last. */
    private static void prependHeader(Packet packet, ByteSlice namespace, int attachments, ByteSink sink) {
        if (packet.id() != Packet.NO_ID) {
            sink.prependDecimal(packet.id());
        }
        if (!namespace.isEmpty()) {
            sink.prepend(',');
            sink.prepend(namespace);
        }
        if (attachments > 0) {
            sink.prepend('-');
            sink.prependDecimal(attachments);
        }
        sink.prepend(WireType.digit(packet.type(), attachments > 0));
        sink.prepend(EnginePacketType.MESSAGE.digit());
    }

    @Override
    public PacketDecoder newDecoder() {
        return new JsonPacketDecoder(codec, limits);
    }

    /** The binary messages of one packet that is being written. */
    private static final class Attachments implements JsonCodec.BinaryCollector {
        private final int max;
        private List<EnginePacket> packets = List.of();

        Attachments(int max) {
            this.max = max;
        }

        @Override
        public int add(ByteSlice binary) {
            if (packets.size() == max) {
                throw new IllegalArgumentException("a packet has at most " + max + " attachments (maxAttachments)");
            }
            if (packets.isEmpty()) {
                packets = new ArrayList<>(1);
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
