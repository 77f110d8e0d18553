package hocket.core;

/**
 * One thing that a user has registered. The same thing registered twice is two of these. Any thread.
 *
 * @param <T> the thing
 */
public final class Registration<T> implements Subscription {
    private final Registrations<T> owner;
    private final T item;

    Registration(Registrations<T> owner, T item) {
        this.owner = owner;
        this.item = item;
    }

    /** The thing. */
    public T item() {
        return item;
    }

    @Override
    public void remove() {
        owner.remove(this);
    }
}
