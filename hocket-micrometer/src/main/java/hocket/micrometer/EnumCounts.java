package hocket.micrometer;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** A number for each constant of an enum. Any thread: the map is only read. */
final class EnumCounts<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    EnumCounts(Class<E> type) {
        counts = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counts.put(constant, new LongAdder());
        }
    }

    LongAdder of(E constant) {
        return Objects.requireNonNull(counts.get(constant));
    }
}
