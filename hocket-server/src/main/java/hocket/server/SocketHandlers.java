package hocket.server;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.DecodedPacket;
import hocket.core.Packet;
import hocket.engine.Mailbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What users have registered with one socket, and the order in which it is called: everything goes through the socket's
 * mailbox. The {@code on} methods are called on the lane, but those of registration on any thread.
 */
final class SocketHandlers {
    private final Socket socket;
    private final SocketIoOptions options;
    private final Mailbox mailbox;
    private final Listeners events = new Listeners();
    private final Registrations<BiConsumer<String, Args>> any = new Registrations<>();
    private final Registrations<BiConsumer<String, List<?>>> anyOutgoing = new Registrations<>();
    private final Registrations<EventMiddleware.Async> middleware = new Registrations<>();
    private final Registrations<BiConsumer<DisconnectReason, String>> disconnecting = new Registrations<>();
    private final Registrations<BiConsumer<DisconnectReason, String>> disconnect = new Registrations<>();
    private final Registrations<Runnable> drain = new Registrations<>();

    SocketHandlers(Socket socket, SocketIoOptions options, Mailbox mailbox) {
        this.socket = socket;
        this.options = options;
        this.mailbox = mailbox;
    }

    Listeners events() {
        return events;
    }

    Registrations<BiConsumer<String, Args>> any() {
        return any;
    }

    Registrations<BiConsumer<String, List<?>>> anyOutgoing() {
        return anyOutgoing;
    }

    Registrations<EventMiddleware.Async> middleware() {
        return middleware;
    }

    Registrations<BiConsumer<DisconnectReason, String>> disconnecting() {
        return disconnecting;
    }

    Registrations<BiConsumer<DisconnectReason, String>> disconnect() {
        return disconnect;
    }

    Registrations<Runnable> drain() {
        return drain;
    }

    void onConnection(List<Consumer<Socket>> handlers) {
        for (Consumer<Socket> handler : handlers) {
            mailbox.post(() -> handler.accept(socket));
        }
    }

    void onEvent(DecodedPacket packet) {
        String event = packet.event();
        if (event != null) {
            mailbox.postStage(() -> dispatch(event, packet));
        }
    }

    /** Runs in the mailbox; what comes behind waits for a middleware that decides later. */
    private @Nullable CompletableFuture<?> dispatch(String event, DecodedPacket packet) {
        if (socket.isDisconnecting()) {
            return null;
        }
        Args args = packet.args();
        Ack ack = SocketAck.of(socket, packet.id());
        each(any, handler -> handler.accept(event, args));
        List<EventMiddleware.Async> asked = middleware.all();
        if (asked.isEmpty()) {
            handle(event, args, ack);
            return null;
        }
        return MiddlewareChain.ask(asked, one -> one.onEvent(event, args), mailbox.executor())
                .whenComplete((nothing, error) -> {
                    if (error != null) {
                        ack.fail(error);
                    } else if (!socket.isDisconnecting()) {
                        handle(event, args, ack);
                    }
                });
    }

    private void handle(String event, Args args, Ack ack) {
        if (options.listener == ServerListener.NONE) {
            events.dispatch(event, args, ack);
            return;
        }
        long start = System.nanoTime();
        events.dispatch(event, args, ack);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        options.tell(listener -> listener.onHandled(socket, event, took));
    }

    void onOutgoing(Packet event) {
        if (!anyOutgoing.isEmpty()) {
            List<?> nameAndArgs = Offsets.dataOf(event);
            mailbox.post(() -> each(
                    anyOutgoing,
                    handler -> handler.accept(
                            String.valueOf(nameAndArgs.get(0)), nameAndArgs.subList(1, nameAndArgs.size()))));
        }
    }

    void onDrain() {
        if (!drain.isEmpty()) {
            mailbox.post(() -> each(drain, Runnable::run));
        }
    }

    void onDisconnect(DisconnectReason reason, String description, Runnable between) {
        mailbox.post(() -> {
            each(disconnecting, handler -> handler.accept(reason, description));
            between.run();
            each(disconnect, handler -> handler.accept(reason, description));
        });
    }

    /** One handler's failure is not the next one's. */
    private <T> void each(Registrations<T> registered, Consumer<T> call) {
        for (T handler : registered.all()) {
            try {
                call.accept(handler);
            } catch (Throwable e) { // user code
                socket.onHandlerError(e);
            }
        }
    }
}
