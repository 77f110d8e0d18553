package hocket.core;

import java.lang.reflect.Type;
import java.util.Objects;

/**
 * The name of an event and the type of its one argument: written once, in a place that server and client share, so that
 * neither can send what the other does not take. Immutable.
 *
 * @param <T> the argument
 */
public final class Event<T> {
    private final String name;
    private final Type type;

    private Event(String name, Type type) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
    }

    /** An event of that name whose argument is of that type. */
    public static <T> Event<T> of(String name, Class<T> type) {
        return new Event<>(name, type);
    }

    /** An event of that name whose argument is of that type. */
    public static <T> Event<T> of(String name, TypeRef<T> type) {
        return new Event<>(name, type.type());
    }

    /** The name. */
    public String name() {
        return name;
    }

    /**
     * The argument, read from an event's arguments.
     *
     * @throws ArgsException if it is missing, null, or does not fit the type
     */
    public T read(Args args) {
        return args.get(0, type);
    }

    @Override
    public String toString() {
        return name + "(" + type + ")";
    }
}
