package hocket.msgpack;

import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.Packet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Writes one packet in the dialect of notepack 2.2. Not safe for use by several threads. */
@SuppressWarnings("JavaUtilDate") // it is what applications hold
final class MsgpackWriter {
    /** The extension type of a date, with eight bytes. */
    static final byte DATE = 0;

    static final int DATE_BYTES = 8;

    /** From here on a double without a fraction does not fit an integer of 64 bits. */
    private static final double MAX_INTEGER = 0x1p63;

    private final MessageBufferPacker out = MessagePack.newDefaultBufferPacker();
    private final JsonCodec codec;

    private MsgpackWriter(JsonCodec codec) {
        this.codec = codec;
    }

    static ByteSlice write(Packet packet, JsonCodec codec) {
        MsgpackWriter writer = new MsgpackWriter(codec);
        try {
            writer.packet(packet);
            return ByteSlice.of(writer.out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is memory that is written
        }
    }

    private void packet(Packet packet) throws IOException {
        boolean data = packet.data() != null; // nil is not undefined: the reference would refuse it
        boolean id = packet.id() != Packet.NO_ID;
        out.packMapHeader(2 + (data ? 1 : 0) + (id ? 1 : 0));
        string("type");
        out.packInt(packet.type().number());
        if (data) {
            string("data");
            value(packet.data(), 0);
        }
        string("nsp");
        string(packet.namespace());
        if (id) {
            string("id");
            out.packLong(packet.id());
        }
    }

    private void value(@Nullable Object value, int depth) throws IOException {
        if (!known(value, depth)) {
            Object tree = codec.toTree(value);
            if (!known(tree, depth)) {
                throw new IllegalArgumentException("the value cannot be written as msgpack: " + tree);
            }
        }
    }

    /** Writes the value if it is of a class that msgpack knows. */
    private boolean known(@Nullable Object value, int depth) throws IOException {
        if (value == null) {
            out.packNil();
        } else if (value instanceof String string) {
            string(string);
        } else if (value instanceof Boolean bool) {
            out.packBoolean(bool);
        } else if (value instanceof Collection<?> collection) {
            collection(collection, depth);
        } else if (value instanceof Map<?, ?> map && hasStringKeys(map)) {
            map(map, depth);
        } else {
            return number(value) || binaryOrDate(value);
        }
        return true;
    }

    private void collection(Collection<?> collection, int depth) throws IOException {
        requireDepth(depth);
        out.packArrayHeader(collection.size());
        for (Object element : collection) {
            value(element, depth + 1);
        }
    }

    private static void requireDepth(int depth) {
        if (depth == JsonCodec.MAX_DEPTH) {
            throw new IllegalArgumentException("the value cannot be written as msgpack: it is nested more than "
                    + JsonCodec.MAX_DEPTH + " deep, or contains itself");
        }
    }

    private static boolean hasStringKeys(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private void map(Map<?, ?> map, int depth) throws IOException {
        requireDepth(depth);
        out.packMapHeader(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            string((String) entry.getKey());
            value(entry.getValue(), depth + 1);
        }
    }

    private boolean binaryOrDate(Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            binary(ByteSlice.of(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            binary(ByteSlice.copyOf(buffer));
        } else if (value instanceof ByteSlice slice) {
            binary(slice);
        } else if (value instanceof Date date) {
            date(date.getTime());
        } else if (value instanceof Instant instant) {
            date(instant.toEpochMilli());
        } else {
            return false;
        }
        return true;
    }

    private void binary(ByteSlice bytes) throws IOException {
        out.packBinaryHeader(bytes.length());
        out.writePayload(bytes.array(), bytes.offset(), bytes.length());
    }

    private void date(long milliseconds) throws IOException {
        out.packExtensionTypeHeader(DATE, DATE_BYTES);
        out.writePayload(ByteBuffer.allocate(DATE_BYTES).putLong(milliseconds).array());
    }

    private void string(String string) throws IOException {
        ByteSlice utf8 = ByteSlice.utf8(string); // msgpack-core would write '?' for a lone surrogate
        out.packRawStringHeader(utf8.length());
        out.writePayload(utf8.array(), utf8.offset(), utf8.length());
    }

    private boolean number(Object value) throws IOException {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            out.packLong(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof BigDecimal) {
            floating(((Number) value).doubleValue());
        } else if (value instanceof Float) {
            floating(Double.parseDouble(value.toString())); // 0.1f is 0.1, as in JSON
        } else if (value instanceof BigInteger integer) {
            integer(integer);
        } else {
            return false;
        }
        return true;
    }

    private void integer(BigInteger integer) throws IOException {
        if (integer.bitLength() < Long.SIZE || (integer.bitLength() == Long.SIZE && integer.signum() > 0)) {
            out.packBigInteger(integer);
        } else {
            out.packDouble(integer.doubleValue());
        }
    }

    private void floating(double number) throws IOException {
        if (number == Math.rint(number) && Math.abs(number) < MAX_INTEGER) {
            out.packLong((long) number);
        } else {
            out.packDouble(number);
        }
    }
}
