package hocket.server;

import hocket.core.Subscription;
import java.util.Arrays;
import java.util.List;

/**
 * What users have registered, in order: an array that is copied when it changes, since there are few and they change
 * seldom. Safe for use by several threads.
 *
 * @param <T> the things that are registered
 */
final class Registrations<T> {
    private static final Registration<?>[] NONE = {};

    @SuppressWarnings("unchecked") // it holds nothing
    private volatile Registration<T>[] all = (Registration<T>[]) NONE; // written under the monitor

    /** Those of now; not to be changed. */
    Registration<T>[] all() {
        return all;
    }

    /** What is registered now; a copy. */
    List<T> items() {
        return Arrays.stream(all).map(Registration::item).toList();
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    Subscription add(T item) {
        return insert(new Registration<>(this, item), false);
    }

    Subscription prepend(T item) {
        return insert(new Registration<>(this, item), true);
    }

    void addAll(List<T> items) {
        items.forEach(this::add);
    }

    private synchronized Subscription insert(Registration<T> one, boolean first) {
        all = Copies.with(all, first ? 0 : all.length, one);
        return one;
    }

    synchronized void remove(Registration<T> one) {
        all = Copies.without(all, one);
    }
}
