package hocket.core.spi;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What a codec needs for each type it reads, made once. Holds 512 of them at most. Safe for use by several threads. */
public final class TypeCache<T> {
    private static final int MAX_TYPES = 512;

    private final Map<Type, T> known = new ConcurrentHashMap<>(); // any thread: ConcurrentHashMap
    private final Function<Type, T> maker;

    /** An empty one; the maker may be asked twice for a type, by two threads at once. */
    public TypeCache(Function<Type, T> maker) {
        this.maker = maker;
    }

    /** That of the type. What the maker throws goes up, and is not remembered. */
    public T get(Type type) {
        T value = known.get(type);
        if (value != null) {
            return value;
        }
        T made = maker.apply(type);
        if (known.size() >= MAX_TYPES) {
            known.clear(); // types that are made anew for every read must not pile up
        }
        known.put(type, made);
        return made;
    }
}
