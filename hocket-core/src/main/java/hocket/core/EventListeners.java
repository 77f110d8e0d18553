package hocket.core;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The event handlers of one socket or namespace, in the order of registration. For the server and the client. Safe for
 * use by several threads.
 */
public final class EventListeners {
    private static final Listener[] NONE = {};

    private volatile Listener[] all = NONE; // written under the monitor; an array is not changed

    /** Registers a handler of that event. */
    public Subscription add(String event, AckEventHandler handler) {
        return add(new Listener(this, event, handler));
    }

    /** Registers a handler of the next event of that name. */
    public Subscription addOnce(String event, AckEventHandler handler) {
        return add(new OnceListener(this, event, handler));
    }

    private synchronized Subscription add(Listener listener) {
        all = Copies.with(all, all.length, listener);
        return listener;
    }

    private synchronized void remove(Listener listener) {
        all = Copies.without(all, listener);
    }

    /** Takes back all handlers of that event. */
    public synchronized void removeAll(String event) {
        all = Arrays.stream(all)
                .filter(listener -> !listener.event.equals(event))
                .toArray(Listener[]::new);
    }

    /** Calls the handlers of that event; one that fails does not keep the next from being called. */
    public void dispatch(String event, Args args, Ack ack) {
        for (Listener listener : all) {
            if (listener.event.equals(event) && listener.isCalled()) {
                try {
                    listener.handler.onEvent(args, ack);
                } catch (Throwable e) { // whatever user code throws is the user's to hear of, and the client's
                    ack.fail(e);
                }
            }
        }
    }

    /** One registration, which is taken back by itself. */
    private static class Listener implements Subscription {
        private final EventListeners owner;
        private final String event;
        private final AckEventHandler handler;

        Listener(EventListeners owner, String event, AckEventHandler handler) {
            this.owner = owner;
            this.event = event;
            this.handler = handler;
        }

        boolean isCalled() {
            return true;
        }

        @Override
        public void remove() {
            owner.remove(this);
        }
    }

    /** One that is called for the next event only. */
    private static final class OnceListener extends Listener {
        private final AtomicBoolean spent = new AtomicBoolean(); // any thread

        OnceListener(EventListeners owner, String event, AckEventHandler handler) {
            super(owner, event, handler);
        }

        @Override
        boolean isCalled() {
            remove();
            return spent.compareAndSet(false, true);
        }
    }
}
