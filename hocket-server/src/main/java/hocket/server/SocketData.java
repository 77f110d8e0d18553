package hocket.server;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the application keeps with a socket, by name. It survives a cut if the session is recovered. Safe for use by
 * several threads; nothing is allocated before the first value.
 */
public final class SocketData {
    private volatile @Nullable Map<String, Object> values; // written under the monitor

    SocketData() {}

    SocketData(Map<String, Object> initial) {
        if (!initial.isEmpty()) {
            values = new ConcurrentHashMap<>(initial);
        }
    }

    /** Keeps the value, in place of any former one. */
    public <T> void put(DataKey<T> key, T value) {
        map().put(key.name(), value);
    }

    /**
     * The value.
     *
     * @throws NoSuchElementException if there is none
     * @throws ClassCastException if it is of another type
     */
    public <T> T get(DataKey<T> key) {
        return find(key).orElseThrow(() -> new NoSuchElementException("the socket has no \"" + key.name() + "\""));
    }

    /**
     * The value, or nothing.
     *
     * @throws ClassCastException if it is of another type
     */
    public <T> Optional<T> find(DataKey<T> key) {
        Object value = asMap().get(key.name());
        return value == null ? Optional.empty() : Optional.of(key.cast(value));
    }

    /** Forgets the value, if there is one. */
    public void remove(DataKey<?> key) {
        Map<String, Object> present = values;
        if (present != null) {
            present.remove(key.name());
        }
    }

    /** All values by name; a copy. */
    public Map<String, Object> asMap() {
        Map<String, Object> present = values;
        return present == null ? Map.of() : Map.copyOf(present);
    }

    private synchronized Map<String, Object> map() {
        Map<String, Object> present = values;
        if (present == null) {
            present = new ConcurrentHashMap<>();
            values = present;
        }
        return present;
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
