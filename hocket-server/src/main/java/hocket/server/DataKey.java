package hocket.server;

import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * Names a value of {@link SocketData} and its type. Two keys of one name mean the same value. Immutable.
 *
 * @param <T> the value
 */
public final class DataKey<T> {
    private final String name;
    private final Class<T> type;

    private DataKey(String name, Class<T> type) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = boxed(type);
    }

    @SuppressWarnings("unchecked") // int.class and Integer.class are both a Class<Integer>
    private static <T> Class<T> boxed(Class<T> type) {
        return (Class<T>) MethodType.methodType(type).wrap().returnType();
    }

    /** The key of that name, for values of that type. */
    public static <T> DataKey<T> of(String name, Class<T> type) {
        return new DataKey<>(name, type);
    }

    /** The name, also what other servers of a cluster see. */
    public String name() {
        return name;
    }

    T cast(Object value) {
        if (!type.isInstance(value)) {
            throw new ClassCastException(
                    "\"" + name + "\" is a " + value.getClass().getName() + ", not a " + type.getName());
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return name + " (" + type.getName() + ")";
    }
}
