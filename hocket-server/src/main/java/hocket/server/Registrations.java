package hocket.server;

import hocket.core.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * What users have registered, in order: a list that is copied when it changes, since there are few and they change
 * seldom, and that takes no room while it is empty. Safe for use by several threads.
 */
final class Registrations<T> {
    private volatile List<T> all = List.of(); // written under the monitor
    private List<Object> tickets = List.of(); // under the monitor: one for each item, since one may be there twice

    List<T> all() {
        return all;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Subscription add(T item) {
        return insert(item, false);
    }

    Subscription prepend(T item) {
        return insert(item, true);
    }

    void addAll(List<T> items) {
        items.forEach(this::add);
    }

    private synchronized Subscription insert(T item, boolean first) {
        Object ticket = new Object();
        int index = first ? 0 : all.size();
        all = with(all, index, item);
        tickets = with(tickets, index, ticket);
        return () -> take(ticket);
    }

    private synchronized void take(Object ticket) {
        removeAt(tickets.indexOf(ticket));
    }

    /** The first registration of that very object. */
    synchronized void remove(T item) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == item) {
                removeAt(i);
                return;
            }
        }
    }

    private void removeAt(int index) {
        if (index >= 0) {
            all = without(all, index);
            tickets = without(tickets, index);
        }
    }

    private static <E> List<E> with(List<E> list, int index, E item) {
        List<E> longer = new ArrayList<>(list);
        longer.add(index, item);
        return List.copyOf(longer);
    }

    private static <E> List<E> without(List<E> list, int index) {
        List<E> shorter = new ArrayList<>(list);
        shorter.remove(index);
        return List.copyOf(shorter);
    }
}
