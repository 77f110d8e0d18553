package hocket.msgpack;

import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.ProtocolException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads the dialect of notepack 2.2: first {@link #skip skips} a value, which checks it, later reads it as a generic
 * tree. Nothing is allocated by a length that has not been checked. Not safe for use by several threads.
 */
final class MsgpackReader {
    /** The extension type of undefined with one byte, of a date with eight, of an ArrayBuffer with a length. */
    private static final byte NOTEPACK = 0;

    /** What a JavaScript date can be at most, either side of 1970 (ECMA-262, "Time values"). */
    private static final long MAX_DATE = 8_640_000_000_000_000L;

    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final double MAX_SAFE_INTEGER = 0x1p53;

    private final MessageUnpacker in;
    private final int length;

    MsgpackReader(ByteSlice bytes) {
        in = MessagePack.newDefaultUnpacker(bytes.array(), bytes.offset(), bytes.length());
        length = bytes.length();
    }

    int position() {
        return (int) in.getTotalReadBytes();
    }

    boolean atEnd() {
        return position() == length;
    }

    ValueType nextType() throws IOException {
        return in.getNextFormat().getValueType();
    }

    /** Whether undefined comes next. */
    boolean isUndefined(ByteSlice bytes) throws IOException {
        return in.getNextFormat() == MessageFormat.FIXEXT1
                && position() + 1 < length
                && bytes.at(position() + 1) == NOTEPACK;
    }

    int arrayHeader() throws IOException {
        return in.unpackArrayHeader();
    }

    int mapHeader() throws IOException {
        return in.unpackMapHeader();
    }

    String string() throws IOException {
        return in.unpackString();
    }

    /** An integer, or a number of another format that is one; null for any other value, which is skipped. */
    @Nullable
    Number integer() throws IOException, ProtocolException {
        ValueType type = nextType();
        if (type != ValueType.INTEGER && type != ValueType.FLOAT) {
            skip();
            return null;
        }
        Number number = number();
        return number instanceof Double ? null : number;
    }

    /** A string or a number; null for any other value, which is not read. */
    @Nullable
    Object scalar() throws IOException {
        return switch (nextType()) {
            case STRING -> in.unpackString();
            case INTEGER, FLOAT -> number();
            default -> null;
        };
    }

    private Number number() throws IOException {
        MessageFormat format = in.getNextFormat();
        if (format == MessageFormat.FLOAT32) {
            return asInteger(in.unpackFloat());
        }
        if (format == MessageFormat.FLOAT64) {
            return asInteger(in.unpackDouble());
        }
        if (format == MessageFormat.UINT64) {
            BigInteger integer = in.unpackBigInteger();
            return integer.bitLength() < Long.SIZE ? narrow(integer.longValue()) : integer;
        }
        return narrow(in.unpackLong());
    }

    /** JavaScript does not tell 1.0 from 1. */
    private static Number asInteger(double number) {
        return number == Math.rint(number) && Math.abs(number) < MAX_SAFE_INTEGER ? narrow((long) number) : number;
    }

    private static Number narrow(long number) {
        return number == (int) number ? (Number) (int) number : (Number) number;
    }

    /** Skips one value and checks it. */
    void skip() throws IOException, ProtocolException {
        skip(JsonCodec.MAX_DEPTH);
    }

    /** Skips one value, of at most that depth, and checks it. */
    void skip(int maxDepth) throws IOException, ProtocolException {
        if (nextType() != ValueType.ARRAY && nextType() != ValueType.MAP) {
            in.skipValue();
            return;
        }
        Nesting nesting = new Nesting(maxDepth);
        do {
            nesting.next();
            ValueType type = nextType();
            if (nesting.isKey() && type != ValueType.STRING && type != ValueType.INTEGER) {
                throw new ProtocolException("a key of a msgpack map is a string or an integer");
            }
            switch (type) {
                case ARRAY -> nesting.open(in.unpackArrayHeader(), false);
                case MAP -> nesting.open(in.unpackMapHeader(), true);
                default -> in.skipValue();
            }
        } while (!nesting.isDone());
    }

    /** Reads a value that has been skipped once. */
    @Nullable
    Object tree() throws IOException {
        return switch (nextType()) {
            case BOOLEAN -> in.unpackBoolean();
            case INTEGER, FLOAT -> number();
            case STRING -> in.unpackString();
            case BINARY -> in.readPayload(in.unpackBinaryHeader());
            case ARRAY -> list();
            case MAP -> map();
            case EXTENSION -> extension();
            case NIL -> {
                in.unpackNil();
                yield null;
            }
        };
    }

    private List<@Nullable Object> list() throws IOException {
        int size = in.unpackArrayHeader();
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(tree());
        }
        return list;
    }

    private Map<String, @Nullable Object> map() throws IOException {
        int size = in.unpackMapHeader();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(String.valueOf(tree()), tree());
        }
        return map;
    }

    /** As notepack does: one it does not know is an array of its type and its bytes. */
    private @Nullable Object extension() throws IOException {
        MessageFormat format = in.getNextFormat();
        ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
        byte[] bytes = in.readPayload(header.getLength());
        List<Object> unknown = List.of((int) header.getType(), bytes);
        if (header.getType() != NOTEPACK) {
            return unknown;
        }
        return switch (format) {
            case FIXEXT1 -> null;
            case FIXEXT8 -> date(ByteBuffer.wrap(bytes).getLong());
            case EXT8, EXT16, EXT32 -> bytes;
            default -> unknown;
        };
    }

    /** What {@code JSON.stringify} makes of the date: ISO 8601, or null for a number that is no date. */
    private static @Nullable String date(long milliseconds) {
        return milliseconds >= -MAX_DATE && milliseconds <= MAX_DATE
                ? ISO.format(Instant.ofEpochMilli(milliseconds))
                : null;
    }

    /** How many values are still to come at each depth. */
    private static final class Nesting {
        private long[] left = new long[8];
        private boolean[] isMap = new boolean[8];
        private final int maxDepth;
        private int depth;

        Nesting(int maxDepth) {
            this.maxDepth = maxDepth;
            left[0] = 1;
        }

        void next() {
            left[depth]--;
        }

        /** Whether the value that {@link #next} announced is a key: an odd number of values follows it. */
        boolean isKey() {
            return isMap[depth] && left[depth] % 2 == 1;
        }

        void open(int size, boolean map) throws ProtocolException {
            if (depth == maxDepth) {
                throw new ProtocolException("msgpack is at most " + JsonCodec.MAX_DEPTH + " deep");
            }
            depth++;
            if (depth == left.length) {
                left = Arrays.copyOf(left, 2 * depth);
                isMap = Arrays.copyOf(isMap, 2 * depth);
            }
            left[depth] = map ? 2L * size : size;
            isMap[depth] = map;
        }

        /** Whether nothing is to come at any depth; leaves those that are over. */
        boolean isDone() {
            while (depth > 0 && left[depth] == 0) {
                depth--;
            }
            return depth == 0 && left[0] == 0;
        }
    }
}
