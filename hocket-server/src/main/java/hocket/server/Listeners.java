package hocket.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The event handlers of one socket, in the order of registration: a list that is copied when it changes, since a socket
 * has few and they change seldom. Safe for use by several threads.
 */
final class Listeners {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    Subscription add(String event, AckEventHandler handler) {
        Entry entry = new Entry(event, handler);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    List<Entry> all() {
        return entries;
    }

    /** One registration; two are never equal. */
    static final class Entry {
        private final String event;
        private final AckEventHandler handler;

        private Entry(String event, AckEventHandler handler) {
            this.event = event;
            this.handler = handler;
        }

        String event() {
            return event;
        }

        AckEventHandler handler() {
            return handler;
        }
    }
}
