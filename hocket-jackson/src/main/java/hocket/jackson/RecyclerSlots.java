package hocket.jackson;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Jackson's buffers between two uses: a few slots, of which each thread has its own as a rule. Costs two atomic accesses a
 * value, and virtual threads, which are new for every task, find what others left behind. Safe for use by several threads.
 */
final class RecyclerSlots implements RecyclerPool<BufferRecycler> {
    private static final int SLOTS = 32; // power of two; a buffer for which there is no room is garbage

    private final transient AtomicReferenceArray<BufferRecycler> slots = new AtomicReferenceArray<>(SLOTS);

    @Override
    public BufferRecycler acquirePooled() {
        BufferRecycler kept = slots.getAndSet(slot(), null);
        return kept == null ? new BufferRecycler() : kept;
    }

    @Override
    public void releasePooled(BufferRecycler recycler) {
        slots.lazySet(slot(), recycler);
    }

    private static int slot() {
        return (int) Thread.currentThread().getId() & (SLOTS - 1);
    }

    @Override
    public int pooledCount() {
        int count = 0;
        for (int i = 0; i < SLOTS; i++) {
            count += slots.get(i) == null ? 0 : 1;
        }
        return count;
    }

    @Override
    public boolean clear() {
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i, null);
        }
        return true;
    }
}
