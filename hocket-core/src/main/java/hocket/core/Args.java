package hocket.core;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an event or an ack. They stay bytes until they are asked for, and are then read straight into the
 * type that was asked for. Immutable; safe for use by several threads; nothing here blocks.
 *
 * <p>Types: whatever the codec reads (records, plain objects, collections, numbers, strings, enums), and for binary
 * {@code byte[]} and {@link java.nio.ByteBuffer}, as an argument or anywhere inside one.
 */
public abstract class Args {
    /** For parsers. */
    protected Args() {}

    /** No arguments. */
    public static Args none() {
        return JsonArgs.NONE;
    }

    /** How many arguments the peer sent. */
    public abstract int size();

    /**
     * The argument as JSON, exactly as it came where the format is JSON. A binary value is a placeholder object.
     *
     * @throws IndexOutOfBoundsException if there is no such argument
     */
    public abstract String json(int index);

    /** Reads an argument that is there. */
    protected abstract @Nullable Object read(int index, Type type);

    /**
     * The argument, from 0, as that type.
     *
     * @throws ArgsException if it is missing, null, or does not fit the type
     */
    public final <T> T get(int index, Class<T> type) {
        return present(index, this.<T>readOrNull(index, type));
    }

    /**
     * The argument, from 0, as that type.
     *
     * @throws ArgsException if it is missing, null, or does not fit the type
     */
    public final <T> T get(int index, TypeRef<T> type) {
        return present(index, this.<T>readOrNull(index, type.type()));
    }

    /**
     * The argument, from 0, as that type, which the caller answers for.
     *
     * @throws ArgsException if it is missing, null, or does not fit the type
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // a Type does not say what it is the type of
    final <T> T get(int index, Type type) {
        return present(index, this.<T>readOrNull(index, type));
    }

    /**
     * The argument, from 0, as that type; empty if it is missing or null.
     *
     * @throws ArgsException if it does not fit the type
     */
    public final <T> Optional<T> find(int index, Class<T> type) {
        return Optional.ofNullable(this.<T>readOrNull(index, type));
    }

    /**
     * The argument, from 0, as that type; empty if it is missing or null.
     *
     * @throws ArgsException if it does not fit the type
     */
    public final <T> Optional<T> find(int index, TypeRef<T> type) {
        return Optional.ofNullable(this.<T>readOrNull(index, type.type()));
    }

    /**
     * The argument, from 0, as a generic tree: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code
     * Boolean}, {@code byte[]}, or null, also if it is missing.
     */
    public final @Nullable Object tree(int index) {
        return this.<Object>readOrNull(index, Object.class);
    }

    /** All arguments as generic trees; the list cannot be changed. */
    public final List<@Nullable Object> toList() {
        List<@Nullable Object> list = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            list.add(tree(i));
        }
        return Collections.unmodifiableList(list);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // read answers with the type it is given
    private <T> @Nullable T readOrNull(int index, Type type) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("argument " + index);
        }
        try {
            return index < size() ? (T) read(index, type) : null;
        } catch (ArgsException e) { // the codec does not know which one it reads
            String argument = "argument " + index;
            throw new ArgsException(argument + " " + e.getMessage(), argument + " does not fit", e.getCause());
        }
    }

    private <T> T present(int index, @Nullable T value) {
        if (value == null) {
            String what = "argument " + index + (index < size() ? " is null" : " is missing: " + size() + " came");
            throw new ArgsException(what, what, null);
        }
        return value;
    }

    @Override
    public String toString() {
        return size() + " arguments";
    }
}
