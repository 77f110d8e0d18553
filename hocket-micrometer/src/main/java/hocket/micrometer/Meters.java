package hocket.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes meters in one registry, all with the same tags. It hands out adders, which the registry reads when it is asked:
 * counting costs the same whatever and how many the registries are. They refer to the adders weakly; who counts keeps them.
 */
final class Meters {
    private final MeterRegistry registry;
    private final Tags tags;

    Meters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /** The same with one tag more. */
    Meters with(String tag, Enum<?> value) {
        return with(tag, valueOf(value));
    }

    /** The same with one tag more. */
    Meters with(String tag, String value) {
        return new Meters(registry, tags.and(tag, value));
    }

    LongAdder counter(String name, @Nullable String unit, String description) {
        LongAdder count = new LongAdder();
        count(name, unit, description, count);
        return count;
    }

    /** A counter for each of these constants of an enum. */
    @SafeVarargs
    final <E extends Enum<E>> EnumCounts<E> counters(String name, String tag, String description, E... constants) {
        EnumCounts<E> counts = new EnumCounts<>(constants[0].getDeclaringClass());
        for (E constant : constants) {
            with(tag, constant).count(name, null, description, counts.of(constant));
        }
        return counts;
    }

    private void count(String name, @Nullable String unit, String description, LongAdder count) {
        FunctionCounter.builder(name, count, LongAdder::doubleValue)
                .baseUnit(unit)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** A gauge that asks its source each time. */
    <T> void gauge(String name, @Nullable String unit, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .baseUnit(unit)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    LongAdder gauge(String name, String description) {
        LongAdder value = new LongAdder();
        gauge(name, null, description, value, LongAdder::doubleValue);
        return value;
    }

    /** A gauge for each of these constants of an enum. */
    @SafeVarargs
    final <E extends Enum<E>> EnumCounts<E> gauges(String name, String tag, String description, E... constants) {
        EnumCounts<E> values = new EnumCounts<>(constants[0].getDeclaringClass());
        for (E constant : constants) {
            with(tag, constant).gauge(name, null, description, values.of(constant), LongAdder::doubleValue);
        }
        return values;
    }

    Timer timer(String name, String description) {
        return Timer.builder(name).description(description).tags(tags).register(registry);
    }

    private static String valueOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
