package hocket.core.spi;

import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that are one string, integer, boolean or {@code byte[]}: to read and write them takes less than to set up a
 * library's parser or generator. A codec may use this for an application's own configuration of its library only where
 * the library would do the same with {@link #WRITTEN} and {@link #READ}. Safe for use by several threads.
 */
public final class Scalars {
    /** The classes whose values are written here. */
    public static final List<Class<?>> WRITTEN =
            List.of(String.class, Integer.class, Long.class, Boolean.class, byte[].class);

    /** The types that are read here. */
    public static final List<Class<?>> READ = List.of(
            String.class, Integer.class, int.class, Long.class, long.class, Boolean.class, boolean.class, Object.class);

    /** The bytes that call for a second look: what must be escaped, what is not ASCII, and what Java makes of a lone surrogate. */
    private static final boolean[] UNCERTAIN = new boolean[256];

    static {
        Arrays.fill(UNCERTAIN, 0x80, 0x100, true);
        Arrays.fill(UNCERTAIN, 0, ' ', true);
        for (char special : "\"\\?".toCharArray()) {
            UNCERTAIN[special] = true;
        }
    }

    private static final int SHORT_TEXT = 128;

    /** So many digits fit into a long. */
    private static final int MAX_DIGITS = 18;

    private Scalars() {}

    /** Whether the valid JSON is null, which is no value of any type, not even 0 of {@code int}. */
    public static boolean isNull(ByteSlice json) {
        return json.length() == 4 && json.at(0) == 'n';
    }

    /** The value, which is valid JSON and not null; null if the library is to read it. */
    public static @Nullable Object read(ByteSlice json, Type type) {
        byte first = json.at(0);
        if (first == '"') {
            return type == String.class || type == Object.class ? string(json) : null;
        }
        if (first == 't' || first == 'f') {
            boolean fits = type == boolean.class || type == Boolean.class || type == Object.class;
            return fits ? (Object) (first == 't') : null;
        }
        return first <= '9' ? integer(json, type) : null;
    }

    private static @Nullable String string(ByteSlice json) {
        int from = json.offset() + 1;
        int to = json.offset() + json.length() - 1;
        boolean plain = JsonText.plainEnd(json.array(), from, to) == to;
        return plain ? new String(json.array(), from, to - from, StandardCharsets.UTF_8) : null;
    }

    private static @Nullable Object integer(ByteSlice json, Type type) {
        boolean isInt = type == int.class || type == Integer.class;
        boolean isLong = type == long.class || type == Long.class;
        boolean negative = json.at(0) == '-';
        int from = negative ? 1 : 0;
        if (json.length() - from > MAX_DIGITS || !(isInt || isLong || type == Object.class)) {
            return null;
        }
        long size = 0;
        for (int i = from; i < json.length(); i++) {
            int digit = json.at(i) - '0';
            if (digit < 0 || digit > 9) {
                return null; // a fraction or an exponent
            }
            size = 10 * size + digit;
        }
        long number = negative ? -size : size;
        if (isLong) {
            return number;
        }
        if (number == (int) number) {
            return (int) number;
        }
        return isInt ? null : (Object) number;
    }

    /** The binary value if it is the whole one and the type is one of bytes; null if the library is to read it. */
    public static @Nullable Object binary(@Nullable ByteSlice binary, Type type) {
        if (binary == null) {
            return null;
        }
        if (type == byte[].class || type == Object.class) {
            return binary.toByteArray();
        }
        if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(binary.toByteArray());
        }
        return type == ByteSlice.class ? binary : null;
    }

    /** Writes the value; false if the library is to write it, and nothing is written. */
    public static boolean write(@Nullable Object value, ByteSink sink, JsonCodec.BinaryCollector binaries) {
        if (value instanceof String text) {
            return writeString(text, sink);
        }
        if (value == null || value instanceof Boolean) {
            sink.writeAscii(String.valueOf(value));
        } else if (value instanceof Integer || value instanceof Long) {
            sink.writeDecimal(((Number) value).longValue());
        } else if (value instanceof byte[] bytes) {
            writePlaceholder(binaries.add(ByteSlice.of(bytes.clone())), sink);
        } else {
            return false;
        }
        return true;
    }

    private static boolean writeString(String text, ByteSink sink) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean certain = utf8.length <= SHORT_TEXT && isCertain(utf8);
        if (!certain && !isPlain(text, utf8)) {
            return false;
        }
        sink.write('"');
        sink.write(utf8);
        sink.write('"');
        return true;
    }

    /** Whether one look is enough to see that the bytes are what belongs between the quotation marks. */
    private static boolean isCertain(byte[] utf8) {
        for (byte b : utf8) {
            if (UNCERTAIN[b & 0xff]) {
                return false;
            }
        }
        return true;
    }

    /** Of a lone surrogate Java makes a question mark: without one in the bytes there was none in the text. */
    private static boolean isPlain(String text, byte[] utf8) {
        return JsonText.plainEnd(utf8, 0, utf8.length) == utf8.length
                && !(JsonText.contains(utf8, '?') && LoneSurrogates.isAnyIn(text));
    }

    private static void writePlaceholder(int number, ByteSink sink) {
        sink.writeAscii("{\"_placeholder\":true,\"num\":");
        sink.writeDecimal(number);
        sink.write('}');
    }
}
