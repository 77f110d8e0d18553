package hocket.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the standard format, strictly: every departure from it is a {@link ProtocolException}. */
final class JsonPacketDecoder implements PacketDecoder {
    /** 2^53 - 1, the largest integer JavaScript holds exactly. */
    private static final long MAX_ID = (1L << 53) - 1;

    private static final int MAX_DIGITS = 16;

    private final JsonCodec codec;
    private final PacketLimits limits;
    private @Nullable Incomplete incomplete; // null unless attachments are to come

    JsonPacketDecoder(JsonCodec codec, PacketLimits limits) {
        this.codec = codec;
        this.limits = limits;
    }

    @Override
    public boolean isIncomplete() {
        return incomplete != null;
    }

    @Override
    public @Nullable DecodedPacket text(ByteSlice message) throws ProtocolException {
        if (incomplete != null) {
            throw new ProtocolException("got plaintext data when reconstructing a packet");
        }
        Header header = new HeaderReader(message).read(limits.maxAttachments());
        if (message.length() > limits.maxPacketBytes()) {
            throw new ProtocolException("a packet has at most " + limits.maxPacketBytes() + " bytes");
        }
        JsonIndex index = header.json.isEmpty() ? null : codec.index(header.json);
        requirePayloadOf(header.type, index);
        header.index = index;
        if (header.binary) {
            requireEachAttachmentOnce(index, header.attachments);
        }
        if (header.attachments == 0) {
            return packet(header, List.of());
        }
        incomplete = new Incomplete(header, message.length());
        return null;
    }

    @Override
    public @Nullable DecodedPacket binary(ByteSlice message) throws ProtocolException {
        Incomplete packet = incomplete;
        if (packet == null) {
            throw new ProtocolException("got binary data when not reconstructing a packet");
        }
        packet.bytes += message.length();
        if (packet.bytes > limits.maxPacketBytes()) {
            throw new ProtocolException("a packet has at most " + limits.maxPacketBytes() + " bytes");
        }
        packet.attachments.add(message);
        if (packet.attachments.size() < packet.header.attachments) {
            return null;
        }
        incomplete = null;
        return packet(packet.header, packet.attachments);
    }

    private DecodedPacket packet(Header header, List<ByteSlice> binaries) {
        JsonIndex index = header.index;
        if (index == null) {
            return new DecodedPacket(header.type, header.namespace, header.id, null, JsonArgs.NONE);
        }
        boolean event = header.type == PacketType.EVENT;
        Args args = new JsonArgs(codec, header.json, index, event ? 1 : 0, binaries);
        return new DecodedPacket(header.type, header.namespace, header.id, event ? index.first() : null, args);
    }

    private static void requirePayloadOf(PacketType type, @Nullable JsonIndex index) throws ProtocolException {
        boolean valid = switch (type) {
            case CONNECT -> index == null || index.kind() == JsonIndex.Kind.OBJECT;
            case DISCONNECT -> index == null;
            case EVENT -> index == null || isEvent(index);
            case ACK -> index == null || index.kind() == JsonIndex.Kind.ARRAY;
            case CONNECT_ERROR ->
                index == null || index.kind() == JsonIndex.Kind.OBJECT || index.kind() == JsonIndex.Kind.STRING;
        };
        if (!valid) {
            throw new ProtocolException("invalid payload of " + type);
        }
    }

    /** An array whose first element is a number, or a string that is not reserved. */
    private static boolean isEvent(JsonIndex index) {
        String name = index.first();
        return index.kind() == JsonIndex.Kind.ARRAY
                && name != null
                && (index.firstKind() == JsonIndex.Kind.NUMBER || !ReservedEvents.contains(name));
    }

    /** Otherwise a few bytes of placeholders would make one attachment a thousand. */
    private static void requireEachAttachmentOnce(@Nullable JsonIndex index, int count) throws ProtocolException {
        boolean[] seen = new boolean[count];
        int placeholders = index == null ? 0 : index.placeholders();
        for (int i = 0; i < placeholders && index != null; i++) {
            int number = index.placeholderNumber(i);
            if (number < 0 || number >= count || seen[number]) {
                throw new ProtocolException("illegal attachments");
            }
            seen[number] = true;
        }
        if (placeholders != count) {
            throw new ProtocolException(
                    "illegal attachments: " + count + " announced, " + placeholders + " referred to");
        }
    }

    /** A packet and those of its attachments that have come. */
    private static final class Incomplete {
        final Header header;
        final List<ByteSlice> attachments;
        long bytes; // of the text and these attachments

        Incomplete(Header header, int bytes) {
            this.header = header;
            this.attachments = new ArrayList<>(header.attachments);
            this.bytes = bytes;
        }
    }

    /** What stands before the JSON, and the JSON. */
    private static final class Header {
        final PacketType type;
        final boolean binary;
        final int attachments;
        final String namespace;
        final long id;
        final ByteSlice json;

        @Nullable
        JsonIndex index;

        Header(PacketType type, boolean binary, int attachments, String namespace, long id, ByteSlice json) {
            this.type = type;
            this.binary = binary;
            this.attachments = attachments;
            this.namespace = namespace;
            this.id = id;
            this.json = json;
        }
    }

    /** Walks once over the header. */
    private static final class HeaderReader {
        private final ByteSlice message;
        private int at;

        HeaderReader(ByteSlice message) {
            this.message = message;
        }

        Header read(int maxAttachments) throws ProtocolException {
            if (message.isEmpty()) {
                throw new ProtocolException("a packet is not empty");
            }
            int digit = message.at(at++);
            PacketType type = JsonPacketParser.WireType.of(digit);
            if (type == null) {
                throw new ProtocolException("unknown packet type");
            }
            boolean binary = JsonPacketParser.WireType.isBinary(digit);
            int attachments = binary ? attachments(maxAttachments) : 0;
            String namespace = namespace();
            long id = id();
            return new Header(type, binary, attachments, namespace, id, json());
        }

        private int attachments(int max) throws ProtocolException {
            int start = at;
            long count = digits("too many attachments");
            if (at == start || at == message.length() || message.at(at) != '-') {
                throw new ProtocolException("Illegal attachments");
            }
            at++;
            if (count > max) {
                throw new ProtocolException("too many attachments");
            }
            return (int) count;
        }

        private String namespace() {
            if (at == message.length() || message.at(at) != '/') {
                return "/";
            }
            int start = at;
            while (at < message.length() && message.at(at) != ',') {
                at++;
            }
            String name = message.slice(start, at).utf8();
            if (at < message.length()) {
                at++;
            }
            return name;
        }

        private long id() throws ProtocolException {
            int start = at;
            long id = digits("an ack id is at most 2^53 - 1");
            if (at == start) {
                return Packet.NO_ID;
            }
            if (id > MAX_ID) {
                throw new ProtocolException("an ack id is at most 2^53 - 1");
            }
            return id;
        }

        /** White space before the JSON is refused: the reference takes it for the ack id 0. */
        private ByteSlice json() throws ProtocolException {
            if (at < message.length() && " \t\r\n".indexOf(message.at(at)) >= 0) {
                throw new ProtocolException("an ack id consists of digits");
            }
            return message.slice(at);
        }

        private long digits(String tooLong) throws ProtocolException {
            long number = 0;
            int start = at;
            while (at < message.length() && message.at(at) >= '0' && message.at(at) <= '9') {
                if (at - start == MAX_DIGITS) {
                    throw new ProtocolException(tooLong);
                }
                number = 10 * number + (message.at(at++) - '0');
            }
            return number;
        }
    }
}
