package hocket.server;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.DecodedPacket;
import hocket.core.EventListeners;
import hocket.core.Packet;
import hocket.core.Registration;
import hocket.core.Registrations;
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
final class SocketHandlers implements Mailbox.Owner {
    private final Socket socket;
    private final Mailbox mailbox;
    private final EventListeners events = new EventListeners();

    // written under the monitor: null before something was registered, which is the rule
    private volatile @Nullable Registrations<BiConsumer<String, Args>> any;
    private volatile @Nullable Registrations<BiConsumer<String, List<?>>> anyOutgoing;
    private volatile @Nullable Registrations<EventMiddleware.Async> middleware;
    private volatile @Nullable Registrations<BiConsumer<DisconnectReason, String>> disconnecting;
    private volatile @Nullable Registrations<BiConsumer<DisconnectReason, String>> disconnect;
    private volatile @Nullable Registrations<Runnable> drain;

    SocketHandlers(Socket socket) {
        this.socket = socket;
        SocketIoOptions options = socket.options();
        this.mailbox = new Mailbox(options.handlers, socket.lane(), options.maxPendingEvents, this);
    }

    @Override
    public void onError(Throwable error) {
        socket.onHandlerError(error);
    }

    @Override
    public void onFull() {
        socket.connection().pauseReading();
    }

    @Override
    public void onRoom() {
        socket.connection().resumeReading();
    }

    EventListeners events() {
        return events;
    }

    synchronized Registrations<BiConsumer<String, Args>> any() {
        Registrations<BiConsumer<String, Args>> present = orNew(any);
        any = present;
        return present;
    }

    synchronized Registrations<BiConsumer<String, List<?>>> anyOutgoing() {
        Registrations<BiConsumer<String, List<?>>> present = orNew(anyOutgoing);
        anyOutgoing = present;
        return present;
    }

    synchronized Registrations<EventMiddleware.Async> middleware() {
        Registrations<EventMiddleware.Async> present = orNew(middleware);
        middleware = present;
        return present;
    }

    synchronized Registrations<BiConsumer<DisconnectReason, String>> disconnecting() {
        Registrations<BiConsumer<DisconnectReason, String>> present = orNew(disconnecting);
        disconnecting = present;
        return present;
    }

    synchronized Registrations<BiConsumer<DisconnectReason, String>> disconnect() {
        Registrations<BiConsumer<DisconnectReason, String>> present = orNew(disconnect);
        disconnect = present;
        return present;
    }

    synchronized Registrations<Runnable> drain() {
        Registrations<Runnable> present = orNew(drain);
        drain = present;
        return present;
    }

    private static <T> Registrations<T> orNew(@Nullable Registrations<T> present) {
        return present == null ? new Registrations<>() : present;
    }

    private static boolean isEmpty(@Nullable Registrations<?> registered) {
        return registered == null || registered.isEmpty();
    }

    /** Asks the middleware; nothing else of the socket's runs before it has decided. */
    void onJoining(Registration<ConnectMiddleware.Async>[] asked, Consumer<@Nullable Throwable> decided) {
        mailbox.postStage(() -> MiddlewareChain.ask(asked, one -> one.onConnect(socket), mailbox.executor())
                .whenComplete((nothing, error) -> decided.accept(error)));
    }

    void onConnection(Registrations<Consumer<Socket>> handlers) {
        for (Registration<Consumer<Socket>> handler : handlers.all()) {
            mailbox.post(() -> handler.item().accept(socket));
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
        Ack ack = new SocketAck(socket, packet.id());
        each(any, handler -> handler.accept(event, args));
        Registrations<EventMiddleware.Async> asked = middleware;
        if (asked == null || asked.isEmpty()) {
            handle(event, args, ack);
            return null;
        }
        return MiddlewareChain.ask(asked.all(), one -> one.onEvent(event, args), mailbox.executor())
                .whenComplete((nothing, error) -> {
                    if (error != null) {
                        ack.fail(error);
                    } else if (!socket.isDisconnecting()) {
                        handle(event, args, ack);
                    }
                });
    }

    private void handle(String event, Args args, Ack ack) {
        SocketIoOptions options = socket.options();
        if (!options.isWatched()) {
            call(event, args, ack);
            return;
        }
        long start = System.nanoTime();
        call(event, args, ack);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        options.tell(listener -> listener.onHandled(socket, event, took));
    }

    private void call(String event, Args args, Ack ack) {
        events.dispatch(event, args, ack);
        socket.namespace().events().dispatch(socket, event, args, ack);
    }

    void onOutgoing(Packet event) {
        if (!isEmpty(anyOutgoing)) {
            List<?> nameAndArgs = Offsets.dataOf(event);
            mailbox.post(() -> each(
                    anyOutgoing,
                    handler -> handler.accept(
                            String.valueOf(nameAndArgs.get(0)), nameAndArgs.subList(1, nameAndArgs.size()))));
        }
    }

    void onDrain() {
        if (!isEmpty(drain)) {
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
    private <T> void each(@Nullable Registrations<T> registered, Consumer<T> call) {
        if (registered == null) {
            return;
        }
        for (Registration<T> handler : registered.all()) {
            try {
                call.accept(handler.item());
            } catch (Throwable e) { // user code
                socket.onHandlerError(e);
            }
        }
    }
}
