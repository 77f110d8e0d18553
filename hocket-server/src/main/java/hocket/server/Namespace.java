package hocket.server;

import hocket.core.EncodedPacket;
import hocket.core.Packet;
import hocket.core.Parser;
import hocket.core.ReservedEvents;
import hocket.engine.spi.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A part of the server that clients join by name, with sockets and rooms of its own. Any thread; nothing blocks. */
public final class Namespace {
    private final String name;
    private final Parser parser;
    private final List<Consumer<Socket>> connectionHandlers = new CopyOnWriteArrayList<>(); // any thread
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>(); // any thread
    private final Map<Lane, LaneRooms> lanes = new ConcurrentHashMap<>(); // any thread; each value is its lane's
    private final AtomicLong ackIds = new AtomicLong(); // any thread

    Namespace(String name, Parser parser) {
        this.name = name;
        this.parser = parser;
    }

    /** The name, beginning with a slash. */
    public String name() {
        return name;
    }

    /** The connected sockets, as they come and go. */
    public Collection<Socket> sockets() {
        return Collections.unmodifiableCollection(sockets.values());
    }

    /**
     * Has the handler called with each socket that joins from now on, in the order of registration, before any event of
     * that socket. It runs where the server's {@link hocket.engine.Handlers} say.
     */
    public Subscription onConnection(Consumer<Socket> handler) {
        connectionHandlers.add(handler);
        return () -> connectionHandlers.remove(handler);
    }

    /** Emits to every socket of the namespace; see {@link BroadcastOperator#emit}. */
    public void emit(String event, @Nullable Object... args) {
        everyone().emit(event, args);
    }

    /** Emits to the sockets of these rooms. */
    public BroadcastOperator to(String... rooms) {
        return everyone().to(rooms);
    }

    /** As {@link #to}. */
    public BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Emits to the sockets that are in none of these rooms. */
    public BroadcastOperator except(String... rooms) {
        return everyone().except(rooms);
    }

    private BroadcastOperator everyone() {
        return new BroadcastOperator(this, Set.of(), Set.of());
    }

    List<Consumer<Socket>> connectionHandlers() {
        return connectionHandlers;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    EncodedPacket encode(Packet packet) {
        return parser.encode(packet);
    }

    EncodedPacket encodeEvent(String event, List<?> args) {
        return encodeEvent(event, Packet.NO_ID, args);
    }

    EncodedPacket encodeEvent(String event, long id, List<?> args) {
        if (ReservedEvents.contains(event)) {
            throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
        }
        List<Object> nameAndArgs = new ArrayList<>(args.size() + 1);
        nameAndArgs.add(event);
        nameAndArgs.addAll(args);
        return parser.encode(Packet.event(name, id, nameAndArgs));
    }

    void broadcast(EncodedPacket packet, Set<String> rooms, Set<String> except) {
        lanes.forEach((lane, laneRooms) -> lane.runInOrder(() -> laneRooms.broadcast(packet, rooms, except)));
    }

    /** On the socket's lane. */
    void add(Socket socket) {
        sockets.put(socket.id(), socket);
        roomsOn(socket.lane()).add(socket);
    }

    /** On the socket's lane. */
    void remove(Socket socket) {
        sockets.remove(socket.id(), socket);
        roomsOn(socket.lane()).remove(socket);
    }

    LaneRooms roomsOn(Lane lane) {
        return lanes.computeIfAbsent(lane, LaneRooms::new);
    }

    @Override
    public String toString() {
        return name;
    }
}
