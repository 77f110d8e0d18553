package hocket.server;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.Registration;
import hocket.core.Registrations;
import hocket.core.Subscription;

/** The event handlers that all sockets of a namespace share, in the order of registration. Any thread. */
final class SocketEvents {
    private final Registrations<Handler> handlers = new Registrations<>();

    Subscription add(String event, SocketEventHandler handler) {
        return handlers.add(new Handler(event, handler));
    }

    void addAll(SocketEvents others) {
        handlers.addAll(others.handlers.items());
    }

    /** Calls the handlers of that event; one that fails does not keep the next from being called. */
    void dispatch(Socket socket, String event, Args args, Ack ack) {
        for (Registration<Handler> one : handlers.all()) {
            Handler handler = one.item();
            if (handler.event.equals(event)) {
                try {
                    handler.called.onEvent(socket, args, ack);
                } catch (Throwable e) { // whatever user code throws is the user's to hear of, and the client's
                    ack.fail(e);
                }
            }
        }
    }

    /** A handler and its event. */
    private record Handler(String event, SocketEventHandler called) {}
}
