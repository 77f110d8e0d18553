package hocket.server;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.Packet;
import hocket.core.Parser;
import hocket.engine.spi.Lane;
import hocket.server.spi.AckReceiver;
import hocket.server.spi.BroadcastScope;
import hocket.server.spi.LocalNamespace;
import hocket.server.spi.SocketDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sockets of one namespace on this server, lane by lane. Any thread; what concerns a lane's sockets runs on it. */
final class LocalSockets implements LocalNamespace {
    private final String name;
    private final Parser parser;
    private final RoomWatch rooms;
    private final ServerSideHandlers serverSide;
    private final Supplier<String> position;
    private final Map<String, Socket> connected = new ConcurrentHashMap<>(); // any thread
    private final Map<String, Socket> recoverable = new ConcurrentHashMap<>(); // any thread: by private id
    private final Map<Lane, LaneRooms> lanes = new ConcurrentHashMap<>(); // any thread; each value is its lane's

    /**
     * No sockets yet.
     *
     * @param position the adapter's, at the moment
     */
    LocalSockets(
            String name, Parser parser, RoomWatch rooms, ServerSideHandlers serverSide, Supplier<String> position) {
        this.name = name;
        this.parser = parser;
        this.rooms = rooms;
        this.serverSide = serverSide;
        this.position = position;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long nanoTime() {
        return anyLane().map(Lane::nanoTime).orElseGet(System::nanoTime);
    }

    @Override
    public Parser parser() {
        return parser;
    }

    Collection<Socket> connected() {
        return connected.values();
    }

    /** The socket whose client knows that second id; null if none is connected. */
    @Nullable
    Socket ofPrivateId(String privateId) {
        return recoverable.get(privateId);
    }

    RoomWatch rooms() {
        return rooms;
    }

    /** On the socket's lane. */
    void add(Socket socket) {
        connected.put(socket.id(), socket);
        String privateId = socket.privateId();
        if (privateId != null) {
            recoverable.put(privateId, socket);
        }
        roomsOn(socket.lane()).add(socket);
    }

    /** On the socket's lane. */
    void remove(Socket socket) {
        connected.remove(socket.id(), socket);
        String privateId = socket.privateId();
        if (privateId != null) {
            recoverable.remove(privateId, socket);
        }
        roomsOn(socket.lane()).remove(socket);
    }

    /** A lane that has sockets of the namespace, or had; empty if none ever had. */
    Optional<Lane> anyLane() {
        return lanes.keySet().stream().findAny();
    }

    LaneRooms roomsOn(Lane lane) {
        return lanes.computeIfAbsent(lane, key -> new LaneRooms(key, rooms, connected));
    }

    private Outgoing encode(Packet packet, BroadcastScope scope) {
        return new Outgoing(
                packet, parser.encode(packet).compress(scope.compress()), scope.isVolatile(), position.get());
    }

    @Override
    public void broadcast(Packet event, BroadcastScope scope) {
        Outgoing outgoing = encode(event, scope);
        lanes.forEach((lane, laneRooms) ->
                laneRooms.run(() -> laneRooms.forEach(scope, socket -> socket.transmit(outgoing))));
    }

    /** As {@link #broadcast}, but nothing of it happens before this returns. */
    void queueBroadcast(Outgoing outgoing, BroadcastScope scope) {
        lanes.forEach(
                (lane, laneRooms) -> lane.execute(() -> laneRooms.forEach(scope, socket -> socket.transmit(outgoing))));
    }

    @Override
    public void broadcastWithAck(Packet event, BroadcastScope scope, AckReceiver receiver) {
        Outgoing outgoing = encode(event, scope);
        List<Map.Entry<Lane, LaneRooms>> asked = List.copyOf(lanes.entrySet());
        if (asked.isEmpty()) {
            receiver.onClients(0);
            return;
        }
        AtomicInteger lanesLeft = new AtomicInteger(asked.size());
        AtomicInteger clients = new AtomicInteger();
        asked.forEach(entry -> entry.getValue().run(() -> {
            AckRound round = new AckRound(event.id(), receiver, entry.getKey(), scope.timeout());
            entry.getValue().forEach(scope, socket -> round.ask(socket, outgoing));
            clients.addAndGet(round.begin());
            if (lanesLeft.decrementAndGet() == 0) {
                receiver.onClients(clients.get()); // only now: another lane may have added after this one
            }
        }));
    }

    @Override
    public CompletableFuture<List<SocketDetails>> fetchSockets(BroadcastScope scope) {
        return gather(laneRooms -> List.<SocketDetails>copyOf(laneRooms.matching(scope)));
    }

    @Override
    public CompletableFuture<Void> join(BroadcastScope scope, Set<String> newRooms) {
        return each(scope, socket -> socket.join(newRooms.toArray(String[]::new)));
    }

    @Override
    public CompletableFuture<Void> leave(BroadcastScope scope, Set<String> oldRooms) {
        return each(scope, socket -> socket.leave(oldRooms.toArray(String[]::new)));
    }

    @Override
    public CompletableFuture<Void> disconnect(BroadcastScope scope, boolean close) {
        return each(scope, socket -> socket.disconnect(close));
    }

    @Override
    public void onServerSideEmit(String event, Args args, Ack ack) {
        serverSide.dispatch(event, args, ack);
    }

    /** What the action asks of a lane for a socket is done when the lane has done what was asked of it by then. */
    private CompletableFuture<Void> each(BroadcastScope scope, Consumer<Socket> action) {
        return gather(laneRooms -> {
                    laneRooms.matching(scope).forEach(action);
                    return List.<Void>of();
                })
                .thenCompose(done -> gather(laneRooms -> List.<Void>of()))
                .thenApply(done -> null);
    }

    /** Asks each lane and joins the answers. */
    private <T> CompletableFuture<List<T>> gather(Function<LaneRooms, List<T>> question) {
        List<CompletableFuture<List<T>>> answers = new ArrayList<>();
        lanes.forEach((lane, laneRooms) -> {
            CompletableFuture<List<T>> answer = new CompletableFuture<>();
            answers.add(answer);
            laneRooms.run(() -> answer.complete(question.apply(laneRooms)));
        });
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<T> all = new ArrayList<>();
                    answers.forEach(answer -> all.addAll(answer.join()));
                    return all;
                });
    }
}
