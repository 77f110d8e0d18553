package hocket.core.spi;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is kept between two uses, such as buffers: a few slots, of which each thread has its own as a rule. Costs two
 * atomic accesses a use, and virtual threads, which are new for every task, find what others left behind. Safe for use by
 * several threads.
 */
public final class Slots<T> {
    private static final int SLOTS = 32; // power of two; what there is no room for is garbage

    private final AtomicReferenceArray<@Nullable T> kept = new AtomicReferenceArray<>(SLOTS);

    /** Empty slots. */
    public Slots() {}

    /** What was kept in this thread's slot, which is empty then; null if nothing was. */
    public @Nullable T take() {
        return kept.getAndSet(slot(), null);
    }

    /** Keeps it in this thread's slot; the caller no longer uses it. */
    public void keep(T value) {
        kept.lazySet(slot(), value);
    }

    private static int slot() {
        return (int) Thread.currentThread().getId() & (SLOTS - 1);
    }

    /** How many are kept. */
    public int count() {
        int count = 0;
        for (int i = 0; i < SLOTS; i++) {
            count += kept.get(i) == null ? 0 : 1;
        }
        return count;
    }

    /** Keeps none of them any longer. */
    public void clear() {
        for (int i = 0; i < SLOTS; i++) {
            kept.set(i, null);
        }
    }
}
