package hocket.server;

import hocket.core.Ack;
import hocket.core.AckEventHandler;
import hocket.core.Args;
import hocket.core.Subscription;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The event handlers of one socket or namespace, in the order of registration. Safe for use by several threads. */
final class Listeners {
    private final Registrations<Entry> entries = new Registrations<>();

    Subscription add(String event, AckEventHandler handler) {
        return entries.add(new Entry(event, handler, null));
    }

    Subscription addOnce(String event, AckEventHandler handler) {
        return entries.add(new Entry(event, handler, new AtomicBoolean()));
    }

    void removeAll(String event) {
        for (Entry entry : entries.all()) {
            if (entry.event.equals(event)) {
                entries.remove(entry);
            }
        }
    }

    /** Calls the handlers of that event; one that fails does not keep the next from being called. */
    void dispatch(String event, Args args, Ack ack) {
        List<Entry> all = entries.all();
        for (int i = 0; i < all.size(); i++) {
            Entry entry = all.get(i);
            if (entry.event.equals(event) && isCalled(entry)) {
                try {
                    entry.handler.onEvent(args, ack);
                } catch (Throwable e) { // whatever user code throws is the user's to hear of, and the client's
                    ack.fail(e);
                }
            }
        }
    }

    private boolean isCalled(Entry entry) {
        if (entry.spent == null) {
            return true;
        }
        entries.remove(entry);
        return entry.spent.compareAndSet(false, true);
    }

    /** One registration. */
    private static final class Entry {
        private final String event;
        private final AckEventHandler handler;
        private final @Nullable AtomicBoolean spent; // any thread: null if it is called each time

        Entry(String event, AckEventHandler handler, @Nullable AtomicBoolean spent) {
            this.event = event;
            this.handler = handler;
            this.spent = spent;
        }
    }
}
