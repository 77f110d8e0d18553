package hocket.server;

import hocket.core.Ack;
import hocket.core.AckEventHandler;
import hocket.core.Args;
import hocket.core.EventListeners;
import hocket.core.Packet;
import hocket.core.Registrations;
import hocket.core.ReservedEvents;
import hocket.core.Subscription;
import hocket.engine.Mailbox;
import hocket.server.spi.Adapter;
import hocket.server.spi.BroadcastScope;
import hocket.server.spi.RoomEvent;
import hocket.server.spi.SocketDetails;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of the server that clients join by name, with sockets and rooms of its own. Any thread; nothing blocks. */
public final class Namespace implements BroadcastTarget, ConnectionSource {
    private static final Set<String> RESERVED_BETWEEN_SERVERS = Set.of("connect", "connection", "new_namespace");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String name;
    private final SocketIoOptions options;
    private final Map<String, String> params;
    private final Registrations<ConnectMiddleware.Async> middleware = new Registrations<>();
    private final Registrations<Consumer<Socket>> connectionHandlers = new Registrations<>();
    private final EventListeners serverSideHandlers = new EventListeners();
    private final SocketEvents events = new SocketEvents();
    private final Mailbox mailbox;
    private final LocalSockets local;
    private final Adapter adapter;
    private final AtomicLong ackIds = new AtomicLong(); // any thread

    /**
     * A namespace without sockets.
     *
     * @param params the named groups of the pattern that made it
     */
    Namespace(String name, SocketIoOptions options, Map<String, String> params) {
        this.name = name;
        this.options = options;
        this.params = params;
        this.mailbox = new Mailbox(this::execute, error -> options.onError(null, error));
        this.local = new LocalSockets(
                name,
                options.parser,
                new RoomWatch(mailbox),
                this::onServerSideEmit,
                () -> adapter().position());
        this.adapter = options.newAdapter(local);
    }

    /** Where handlers run, never at once. */
    private void execute(Runnable task) {
        if (options.handlers.isInline()) {
            local.anyLane().ifPresentOrElse(lane -> lane.execute(task), task);
        } else {
            options.handlers.executor().execute(task);
        }
    }

    /** The name, beginning with a slash. */
    public String name() {
        return name;
    }

    /** What the named group of the pattern matched that made this namespace; null if there is no such group. */
    public @Nullable String param(String group) {
        return params.get(group);
    }

    /** The sockets that are connected to this server, as they come and go. */
    public Collection<Socket> sockets() {
        return Collections.unmodifiableCollection(local.connected());
    }

    /** The rooms that have a socket on this server, as they are now, without the sockets' own. */
    public Set<String> rooms() {
        return local.rooms().rooms();
    }

    /** Has the handler told when rooms of this server come and go, and sockets join and leave. It runs where handlers run. */
    public Subscription onRoomEvent(Consumer<RoomEvent> handler) {
        return local.rooms().onEvent(handler);
    }

    @Override
    public Subscription useAsync(ConnectMiddleware.Async newMiddleware) {
        return middleware.add(newMiddleware);
    }

    @Override
    public Subscription onConnection(Consumer<Socket> handler) {
        return connectionHandlers.add(handler);
    }

    @Override
    public Subscription onEvent(String event, SocketEventHandler handler) {
        return events.add(event, handler);
    }

    @Override
    public BroadcastOperator operator() {
        return new BroadcastOperator(this, BroadcastScope.EVERYONE);
    }

    /**
     * Has the handlers that the other servers of the cluster registered with {@link #onServerSideEmit} called. The local
     * ones are not; without a cluster there are no others.
     *
     * @throws IllegalArgumentException if the name is {@code connect}, {@code connection} or {@code new_namespace}
     */
    public CompletableFuture<Void> serverSideEmit(String event, @Nullable Object... args) {
        return whereHandlersRun(adapter.serverSideEmit(checkServerSide(event), Arrays.asList(args)));
    }

    /** As {@link #serverSideEmit}, completed with the first answer of each other server. */
    public CompletableFuture<List<Args>> serverSideEmitWithAck(String event, @Nullable Object... args) {
        return whereHandlersRun(adapter.serverSideEmitWithAck(checkServerSide(event), Arrays.asList(args), null));
    }

    /** Has the handler called when another server of the cluster emits that event to its fellows. It runs where handlers run. */
    public Subscription onServerSideEmit(String event, AckEventHandler handler) {
        return serverSideHandlers.add(checkServerSide(event), handler);
    }

    private static String checkServerSide(String event) {
        if (RESERVED_BETWEEN_SERVERS.contains(event)) {
            throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
        }
        return event;
    }

    private void onServerSideEmit(String event, Args args, Ack ack) {
        mailbox.post(() -> serverSideHandlers.dispatch(event, args, ack));
    }

    Registrations<ConnectMiddleware.Async> middleware() {
        return middleware;
    }

    Registrations<Consumer<Socket>> connectionHandlers() {
        return connectionHandlers;
    }

    SocketEvents events() {
        return events;
    }

    /** Takes over what was registered with the parent of a dynamic namespace. */
    void inherit(
            List<ConnectMiddleware.Async> ofParent,
            List<Consumer<Socket>> handlersOfParent,
            SocketEvents eventsOfParent) {
        middleware.addAll(ofParent);
        connectionHandlers.addAll(handlersOfParent);
        events.addAll(eventsOfParent);
    }

    LocalSockets here() {
        return local;
    }

    Adapter adapter() {
        return adapter;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    static void requireFree(String event) {
        if (ReservedEvents.contains(event)) {
            throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
        }
    }

    /** The packet of an event of a user's. */
    Packet event(String event, long ackId, List<?> args) {
        requireFree(event);
        List<@Nullable Object> nameAndArgs = new ArrayList<>(args.size() + 1);
        nameAndArgs.add(event);
        for (int i = 0; i < args.size(); i++) {
            nameAndArgs.add(args.get(i));
        }
        return Packet.event(name, ackId, nameAndArgs);
    }

    RemoteSocket remoteSocket(SocketDetails details) {
        return details instanceof Socket here ? here : new DistantSocket(this, details);
    }

    /** What an adapter completes anywhere, lanes too, is completed for users where handlers run. */
    <T> CompletableFuture<T> whereHandlersRun(CompletionStage<T> stage) {
        return stage.toCompletableFuture().thenApplyAsync(value -> value, this::execute);
    }

    /** The name, for logs: a dynamic one was chosen by a stranger. */
    @Override
    public String toString() {
        return CONTROL.matcher(name).replaceAll("?");
    }
}
