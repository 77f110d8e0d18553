package hocket.core;

import java.lang.reflect.Type;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON for Hocket: the port that {@code hocket-jackson} and {@code hocket-jackson3} fill. Found by {@link
 * ServiceLoader} or given; what its authors need besides is in {@code hocket.core.spi}. Implementations are safe for use by several threads and never block.
 *
 * <p>Writing follows {@code JSON.stringify}: {@code 1} and not {@code 1.0}, null for NaN and the infinities, dates as
 * ISO 8601 with milliseconds and {@code Z}, null for null. Reading is strict RFC 8259.
 */
public interface JsonCodec {
    /** The depth of arrays and objects inside each other, at most. */
    int MAX_DEPTH = 1000;

    /** The characters of one number, at most. */
    int MAX_NUMBER_LENGTH = 1000;

    /**
     * The codec on the class path; if there are several, the first whose library is there too.
     *
     * @throws IllegalStateException if there is none, or only ones that cannot be loaded; it says what they miss
     */
    static JsonCodec load() {
        return FirstCodec.of(ServiceLoader.load(JsonCodec.class, JsonCodec.class.getClassLoader())
                .iterator());
    }

    /**
     * Checks that the bytes are one valid JSON value with nothing behind it, within {@link #MAX_DEPTH} and {@link
     * #MAX_NUMBER_LENGTH}, and notes where its elements lie. Linear in the number of bytes.
     *
     * @throws ProtocolException if they are not
     */
    JsonIndex index(ByteSlice json) throws ProtocolException;

    /**
     * Reads one value, which {@link #index} has checked, as that type.
     *
     * @param binaries the binary values inside it, by the place of their placeholder
     * @throws ArgsException if the value does not fit the type
     */
    @Nullable
    Object read(ByteSlice json, Type type, Binaries binaries);

    /**
     * Writes one value; a {@code byte[]} or {@code ByteBuffer} anywhere in it becomes a placeholder, a {@link RawJson}
     * stands as it is.
     *
     * @param binaries takes each binary value, in order of appearance
     * @throws IllegalArgumentException if the value cannot be written
     */
    void write(@Nullable Object value, ByteSink sink, BinaryCollector binaries);

    /**
     * The value as a generic tree of {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean}, {@code
     * byte[]} and null, for parsers that are not JSON; a date may stay a {@link java.util.Date}.
     *
     * @throws IllegalArgumentException if it cannot be
     */
    @Nullable
    Object toTree(@Nullable Object value);

    /**
     * A generic tree, as {@link #toTree} makes it but with dates as text, as that type.
     *
     * @throws ArgsException if it does not fit
     */
    @Nullable
    Object fromTree(@Nullable Object tree, Type type);

    /** The binary values that stand outside the JSON. */
    @FunctionalInterface
    interface Binaries {
        /** There are none. */
        Binaries NONE = offset -> null;

        /** The binary value whose placeholder object begins at that byte of the value; null if none does. */
        @Nullable
        ByteSlice at(int offset);
    }

    /** Takes the binary values found while writing. */
    @FunctionalInterface
    interface BinaryCollector {
        /** Takes the next one and answers with its number, from 0, for the placeholder. */
        int add(ByteSlice binary);
    }
}
