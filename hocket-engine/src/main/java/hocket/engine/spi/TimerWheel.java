package hocket.engine.spi;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a lane, in slots of about 17 ms. Starting, moving and cancelling take constant time; a timer moved to a
 * later deadline stays where it is and is looked at again when its slot comes. Deadlines are rounded up to a fraction of
 * the delay, so that the many long timers of many sessions share few wake-ups and a short one is exact. Belongs to the
 * lane.
 */
final class TimerWheel {
    static final long NOT_QUEUED = -1;

    private static final int TICK_SHIFT = 24; // 2^24 ns: 16.8 ms
    private static final int SLOTS = 2048; // a turn of the wheel: 34 s, above pingInterval
    private static final int PRECISION_SHIFT = 8; // late by at most a 256th of the delay
    private static final long NO_WAKE = Long.MAX_VALUE;

    private final Lane lane;
    private final @Nullable Timeout[] heads = new Timeout[SLOTS];
    private final BitSet occupied = new BitSet(SLOTS);
    private long origin;
    private boolean hasOrigin;
    private long current; // the tick whose slot was looked at last, and is looked at again until it is over
    private long wakeAt = NO_WAKE;

    TimerWheel(Lane lane) {
        this.lane = lane;
    }

    void start(Timeout timeout, long nanos) {
        lane.assertInside();
        long delay = Math.max(0, nanos);
        timeout.deadline = roundUp(now() + delay, delay);
        long tick = timeout.deadline >> TICK_SHIFT;
        if (timeout.tick == NOT_QUEUED || timeout.tick > tick) {
            cancel(timeout);
            enqueue(timeout, tick);
        }
        wakeFor(timeout.deadline);
    }

    void cancel(Timeout timeout) {
        if (timeout.tick == NOT_QUEUED) {
            return;
        }
        int slot = slotOf(timeout.tick);
        Timeout next = timeout.next;
        if (next != null) {
            next.previous = timeout.previous;
        }
        if (timeout.previous != null) {
            timeout.previous.next = next;
        } else {
            heads[slot] = next;
            occupied.set(slot, next != null);
        }
        timeout.previous = null;
        timeout.next = null;
        timeout.tick = NOT_QUEUED;
    }

    /** Runs what is due. A task may start and cancel any timer. */
    void fire() {
        lane.assertInside();
        long now = now();
        if (now < wakeAt) {
            return; // a wake-up that an earlier one made needless
        }
        wakeAt = NO_WAKE;
        long last = now >> TICK_SHIFT;
        for (long tick = Math.max(current, last - SLOTS + 1); tick <= last; tick++) {
            if (occupied.get(slotOf(tick))) {
                fireSlot(slotOf(tick), now);
            }
        }
        current = Math.max(current, last);
        scheduleNext();
    }

    /** One at a time, so that a task may still cancel a timer that is due in the same slot. */
    private void fireSlot(int slot, long now) {
        for (Timeout due = firstToMove(slot, now); due != null; due = firstToMove(slot, now)) {
            cancel(due);
            if (due.deadline > now) {
                enqueue(due, due.deadline >> TICK_SHIFT);
            } else {
                lane.runGuarded(due.task);
            }
        }
    }

    /** A timer of the slot that is due, or was moved to a later slot since it came here. */
    private @Nullable Timeout firstToMove(int slot, long now) {
        Timeout timeout = heads[slot];
        while (timeout != null && timeout.deadline > now && timeout.deadline >> TICK_SHIFT == timeout.tick) {
            timeout = timeout.next;
        }
        return timeout;
    }

    private void enqueue(Timeout timeout, long tick) {
        timeout.tick = tick;
        int slot = slotOf(tick);
        Timeout head = heads[slot];
        timeout.next = head;
        if (head != null) {
            head.previous = timeout;
        }
        heads[slot] = timeout;
        occupied.set(slot);
    }

    private void scheduleNext() {
        int from = slotOf(current);
        int slot = occupied.nextSetBit(from);
        if (slot < 0) {
            slot = occupied.nextSetBit(0);
        }
        if (slot >= 0) {
            long tick = current + Math.floorMod(slot - from, SLOTS);
            wakeFor(earliestIn(slot, tick));
        }
    }

    /** The first deadline of the slot, or the end of its tick if all of it belongs to a later turn of the wheel. */
    private long earliestIn(int slot, long tick) {
        long earliest = (tick + 1) << TICK_SHIFT;
        for (Timeout timeout = heads[slot]; timeout != null; timeout = timeout.next) {
            earliest = Math.min(earliest, timeout.deadline);
        }
        return earliest;
    }

    private void wakeFor(long deadline) {
        if (deadline < wakeAt) {
            wakeAt = deadline;
            lane.wakeAfter(Math.max(0, deadline - now()));
        }
    }

    private long now() {
        if (!hasOrigin) {
            origin = lane.nanoTime();
            hasOrigin = true;
        }
        return lane.nanoTime() - origin;
    }

    /** To the next multiple of the largest power of two within a 256th of the delay, a tick at most. */
    private static long roundUp(long deadline, long delay) {
        long grain = Math.min(1L << TICK_SHIFT, Long.highestOneBit(Math.max(1, delay >> PRECISION_SHIFT)));
        return (deadline + grain - 1) & -grain;
    }

    private static int slotOf(long tick) {
        return (int) (tick & (SLOTS - 1));
    }
}
