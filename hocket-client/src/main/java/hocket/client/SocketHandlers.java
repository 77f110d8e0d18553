package hocket.client;

import hocket.core.Args;
import hocket.core.DecodedPacket;
import hocket.core.EventListeners;
import hocket.core.Registration;
import hocket.core.Registrations;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What users have registered with one socket, and the order in which it is called: everything goes through one queue. The
 * {@code on} methods are called on the lane, those of registration on any thread.
 */
final class SocketHandlers {
    final EventListeners events = new EventListeners();
    final Registrations<BiConsumer<String, Args>> any = new Registrations<>();
    final Registrations<BiConsumer<String, List<?>>> anyOutgoing = new Registrations<>();
    final Registrations<Runnable> connect = new Registrations<>();
    final Registrations<Consumer<Throwable>> connectError = new Registrations<>();
    final Registrations<BiConsumer<DisconnectReason, DisconnectDetails>> disconnect = new Registrations<>();
    final Registrations<Consumer<ConnectionState>> state = new Registrations<>();

    private final Socket socket;
    private final HandlerQueue queue;
    private final int capacity;
    private volatile boolean full; // written on the lane: the connection is not read because of this socket

    SocketHandlers(Socket socket) {
        this.socket = socket;
        this.queue = new HandlerQueue(socket.io().handlers(), this::onError);
        this.capacity = socket.io().options().maxPendingEvents;
    }

    void onError(Throwable error) {
        socket.io().options().onError(socket, error);
    }

    void onConnect() {
        tell(connect, Runnable::run);
    }

    void onConnectError(Throwable error) {
        tell(connectError, handler -> handler.accept(error));
    }

    void onDisconnect(DisconnectReason reason, DisconnectDetails details) {
        tell(disconnect, handler -> handler.accept(reason, details));
    }

    void onState(ConnectionState now) {
        tell(state, handler -> handler.accept(now));
    }

    void onOutgoing(Outgoing event) {
        if (!anyOutgoing.isEmpty()) {
            List<?> all = event.nameAndArgs();
            tell(anyOutgoing, handler -> handler.accept(event.event(), all.subList(1, all.size())));
        }
    }

    void onEvent(DecodedPacket packet) {
        String event = packet.event();
        if (event == null) {
            return;
        }
        String id = socket.id();
        int waiting = post(() -> {
            Args args = packet.args();
            each(any, handler -> handler.accept(event, args));
            events.dispatch(event, args, new SocketAck(socket, id, packet.id()));
        });
        if (waiting >= capacity && !full) {
            full = true;
            socket.io().sockets().onFull(true);
        }
    }

    private void onRoom() {
        if (full && queue.size() < capacity) {
            full = false;
            socket.io().sockets().onFull(false);
        }
    }

    private <T> void tell(Registrations<T> registered, Consumer<T> call) {
        if (!registered.isEmpty()) {
            post(() -> each(registered, call));
        }
    }

    private int post(Runnable task) {
        return queue.post(() -> {
            task.run();
            if (full && queue.size() <= 1 + capacity / 2) { // this one is still counted
                socket.io().lane().execute(this::onRoom);
            }
        });
    }

    /** One handler's failure is not the next one's. */
    private <T> void each(Registrations<T> registered, Consumer<T> call) {
        for (Registration<T> one : registered.all()) {
            try {
                call.accept(one.item());
            } catch (Throwable e) { // user code
                onError(e);
            }
        }
    }
}
