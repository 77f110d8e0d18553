package hocket.core;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What users have registered, in order: an array that is copied when it changes, since there are few and they change
 * seldom. For the server and the client. Safe for use by several threads.
 *
 * @param <T> the things that are registered
 */
public final class Registrations<T> {
    private static final Registration<?>[] NONE = {};

    @SuppressWarnings("unchecked") // it holds nothing
    private volatile Registration<T>[] all = (Registration<T>[]) NONE; // written under the monitor

    /** Those of now; not to be changed. */
    public Registration<T>[] all() {
        return all;
    }

    /** What is registered now; a copy. */
    public List<T> items() {
        return Arrays.stream(all).map(Registration::item).collect(Collectors.toList());
    }

    /** Whether nothing is registered. */
    public boolean isEmpty() {
        return all.length == 0;
    }

    /** Registers it, behind the others. */
    public Subscription add(T item) {
        return insert(new Registration<>(this, item), false);
    }

    /** Registers it, before the others. */
    public Subscription prepend(T item) {
        return insert(new Registration<>(this, item), true);
    }

    /** Registers these, behind the others. */
    public void addAll(List<T> items) {
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
