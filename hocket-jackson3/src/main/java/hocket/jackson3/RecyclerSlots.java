package hocket.jackson3;

import hocket.core.spi.Slots;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/** Jackson's buffers between two uses. Safe for use by several threads. */
final class RecyclerSlots implements RecyclerPool<BufferRecycler> {
    private final transient Slots<BufferRecycler> slots = new Slots<>();

    @Override
    public BufferRecycler acquirePooled() {
        BufferRecycler kept = slots.take();
        return kept == null ? new BufferRecycler() : kept;
    }

    @Override
    public void releasePooled(BufferRecycler recycler) {
        slots.keep(recycler);
    }

    @Override
    public int pooledCount() {
        return slots.count();
    }

    @Override
    public boolean clear() {
        slots.clear();
        return true;
    }
}
