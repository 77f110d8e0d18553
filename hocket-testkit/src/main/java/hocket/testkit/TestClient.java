package hocket.testkit;

import hocket.core.Args;
import hocket.core.ByteSlice;
import hocket.core.CallTarget;
import hocket.core.DecodedPacket;
import hocket.core.DisconnectedException;
import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.Event;
import hocket.core.Frame;
import hocket.core.JsonCodec;
import hocket.core.JsonPacketParser;
import hocket.core.Packet;
import hocket.core.PacketDecoder;
import hocket.core.PacketLimits;
import hocket.core.Parser;
import hocket.core.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of a {@link TestServer}, in one namespace, over a WebSocket in memory, speaking the standard format. It keeps
 * the events it gets until the test asks for them, and answers pings. When a call returns, all its effects have happened.
 */
public final class TestClient implements CallTarget {
    private static final String URL = "/socket.io/?EIO=4&transport=websocket";

    private final Parser parser = new JsonPacketParser(JsonCodec.load(), PacketLimits.DEFAULT);
    private final TestServer server;
    private final String namespace;
    private final @Nullable Object auth;
    private final List<DecodedPacket> events = new ArrayList<>();
    private final Map<Long, CompletableFuture<Args>> answers = new HashMap<>();
    private final Map<String, Function<Args, @Nullable Object>> answering = new HashMap<>();
    private MemoryWebSocket webSocket;
    private PacketDecoder decoder;
    private boolean connected;
    private boolean silent;
    private @Nullable String id;
    private @Nullable String privateId;
    private @Nullable String offset;
    private @Nullable Args error;
    private long nextAckId;

    TestClient(TestServer server, String namespace, @Nullable Object auth) {
        this.server = server;
        this.namespace = namespace.startsWith("/") ? namespace : "/" + namespace;
        this.auth = auth;
        this.webSocket = open();
        this.decoder = parser.newDecoder();
    }

    private MemoryWebSocket open() {
        return server.host().webSocket(URL);
    }

    void connect() {
        transmit(Packet.connect(namespace, auth));
    }

    /** Whether it is in its namespace. */
    public boolean isConnected() {
        settle();
        return connected;
    }

    /**
     * The socket's id.
     *
     * @throws IllegalStateException if it never was in its namespace
     */
    public String id() {
        settle();
        if (id == null) {
            throw new IllegalStateException("the client has not been let in; connectError() may say why");
        }
        return id;
    }

    /** What a refused client was told: one object with a {@code message} and perhaps {@code data}; null if it was not. */
    public @Nullable Args connectError() {
        settle();
        return error;
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        transmit(Packet.event(namespace, nameAndArgs(event, args)));
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        CompletableFuture<Args> answer = new CompletableFuture<>();
        answers.put(nextAckId, answer);
        transmit(Packet.event(namespace, nextAckId++, nameAndArgs(event, args)));
        return answer;
    }

    private static List<@Nullable Object> nameAndArgs(String event, @Nullable Object... args) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(event);
        all.addAll(Arrays.asList(args));
        return all;
    }

    /** From now on events of that name that ask for an ack are answered so. They are kept all the same. */
    public TestClient answers(String event, Function<Args, @Nullable Object> answer) {
        answering.put(event, answer);
        return this;
    }

    /**
     * The arguments of the oldest event of that name that was not asked for yet.
     *
     * @throws AssertionError if there is none; its message says what else there is
     */
    public Args next(String event) {
        settle();
        for (Iterator<DecodedPacket> waiting = events.iterator(); waiting.hasNext(); ) {
            DecodedPacket packet = waiting.next();
            if (event.equals(packet.event())) {
                waiting.remove();
                return packet.args();
            }
        }
        throw new AssertionError("no \"" + event + "\" has come; there is " + waiting());
    }

    /** As {@link #next(String)}, with the argument read. */
    public <T> T next(Event<T> event) {
        return event.read(next(event.name()));
    }

    /** The names of the events that were not asked for yet, in the order in which they came. */
    public List<String> waiting() {
        settle();
        return events.stream().map(DecodedPacket::event).map(String::valueOf).toList();
    }

    /** Leaves the namespace. */
    public void disconnect() {
        transmit(Packet.disconnect(namespace));
        onDisconnected();
    }

    /** Its connection breaks. */
    public void cut() {
        settle();
        webSocket.breakDown();
        onDisconnected();
        settle();
    }

    /** Comes back on a new connection; to its former session, if the server recovers such. */
    public void reconnect() {
        webSocket = open();
        decoder = parser.newDecoder();
        error = null;
        if (privateId == null) {
            connect();
            return;
        }
        Map<String, Object> recovery = new LinkedHashMap<>();
        recovery.put("pid", privateId);
        if (offset != null) {
            recovery.put("offset", offset);
        }
        transmit(Packet.connect(namespace, recovery));
    }

    /** Answers no pings from now on. */
    public void fallSilent() {
        silent = true;
    }

    private void settle() {
        server.settle();
    }

    private void transmit(Packet packet) {
        EncodedPacket encoded = parser.encode(packet);
        for (EnginePacket part : encoded.packets()) {
            if (part.isBinary()) {
                webSocket.send(part.data().toByteArray());
            } else {
                webSocket.send("4" + part.data().utf8());
            }
        }
        settle();
    }

    /** Takes what has come. */
    void takeIn() {
        for (Frame frame = webSocket.receive(); frame != null; frame = webSocket.receive()) {
            try {
                take(frame);
            } catch (ProtocolException e) {
                throw new AssertionError("the server sent a malformed packet", e);
            }
        }
        if (!webSocket.isOpen()) {
            onDisconnected();
        }
    }

    private void take(Frame frame) throws ProtocolException {
        ByteSlice payload = frame.payload();
        if (frame.isBinary()) {
            onPacket(decoder.binary(payload));
        } else if (payload.at(0) == '2') {
            if (!silent) {
                webSocket.send("3");
            }
        } else if (payload.at(0) == '4') {
            onPacket(decoder.text(payload.slice(1)));
        }
    }

    private void onPacket(@Nullable DecodedPacket packet) {
        if (packet == null || !packet.namespace().equals(namespace)) {
            return;
        }
        switch (packet.type()) {
            case CONNECT -> onConnected(packet.args());
            case CONNECT_ERROR -> error = packet.args();
            case DISCONNECT -> onDisconnected();
            case EVENT -> onEvent(packet);
            case ACK -> {
                CompletableFuture<Args> answer = answers.remove(packet.id());
                if (answer != null) {
                    answer.complete(packet.args());
                }
            }
        }
    }

    private void onConnected(Args ids) {
        connected = true;
        if (ids.size() > 0 && ids.tree(0) instanceof Map<?, ?> fields) {
            id = String.valueOf(fields.get("sid"));
            privateId = fields.get("pid") instanceof String given ? given : null;
        }
    }

    private void onEvent(DecodedPacket packet) {
        events.add(packet);
        Args args = packet.args();
        if (privateId != null && args.size() > 0 && args.tree(args.size() - 1) instanceof String last) {
            offset = last; // as the JavaScript client does
        }
        Function<Args, @Nullable Object> answer = answering.get(String.valueOf(packet.event()));
        if (packet.id() != Packet.NO_ID && answer != null) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(answer.apply(args));
            transmit(Packet.ack(namespace, packet.id(), values));
        }
    }

    private void onDisconnected() {
        connected = false;
        List<CompletableFuture<Args>> owed = List.copyOf(answers.values());
        answers.clear();
        owed.forEach(answer -> answer.completeExceptionally(new DisconnectedException()));
    }
}
