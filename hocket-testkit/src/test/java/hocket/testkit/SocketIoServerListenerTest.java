package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Args;
import hocket.core.PacketType;
import hocket.engine.CloseReason;
import hocket.engine.EngineSocket;
import hocket.server.ConnectRefusedException;
import hocket.server.DisconnectReason;
import hocket.server.OverflowPolicy;
import hocket.server.ServerListener;
import hocket.server.Socket;
import hocket.server.SocketIoServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told to whoever watches a server. */
class SocketIoServerListenerTest {
    private final List<String> told = new ArrayList<>();
    private final SocketIoFixture fixture = new SocketIoFixture(o -> o.listener(new Recorder()));

    @Test
    void comingAndGoingIsTold() {
        MemoryWebSocket client = fixture.join();
        client.close();
        assertThat(told).containsExactly("connected /", "disconnected transport close");
    }

    @Test
    void refusalsAreToldWithTheirNamespaceAndMessage() {
        fixture.io.of("/admin").use(socket -> {
            throw new ConnectRefusedException("no");
        });
        MemoryWebSocket client = fixture.open();
        client.send("40/admin,");
        client.send("40/nope,");
        assertThat(told).containsExactly("refused /admin no", "refused /nope Invalid namespace");
    }

    @Test
    void packetsOfASocketAreToldByType() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().handle("q", () -> 1);
        told.clear();
        client.send("421[\"q\"]");
        client.send("42[\"nobody listens\"]");
        CompletableFuture<Args> asked = fixture.socket().emitWithAck("x");
        fixture.host.lane().crank();
        client.send("430[]");
        client.send("41");
        assertThat(asked).isCompleted();
        assertThat(told)
                .containsExactly(
                        "received EVENT q",
                        "sent ACK 6",
                        "handled q",
                        "received EVENT nobody listens",
                        "handled nobody listens",
                        "sent EVENT 8",
                        "received ACK null",
                        "received DISCONNECT null",
                        "disconnected client namespace disconnect");
    }

    @Test
    void broadcastIsToldOnceForEachSocketItReaches() {
        fixture.join();
        fixture.join();
        told.clear();
        fixture.io.emit("x", 1);
        fixture.host.lane().crank();
        assertThat(told).containsExactly("sent EVENT 9", "sent EVENT 9");
    }

    @Test
    void volatileEventsThatAreDroppedAreToldAndNotSent() {
        MemoryWebSocket client = fixture.join();
        client.stopReading();
        fixture.socket().emit("fills");
        fixture.host.lane().crank();
        told.clear();
        fixture.socket().asVolatile().emit("x");
        fixture.io.asVolatile().emit("x");
        fixture.host.lane().crank();
        assertThat(told).containsExactly("dropped VOLATILE", "dropped VOLATILE");
    }

    @Test
    void eventsThatAreDroppedForOverflowAreTold() {
        SocketIoFixture small = new SocketIoFixture(
                o -> o.listener(new Recorder()).overflow(OverflowPolicy.DROP).engine(e -> e.maxOutboundBytes(1000)));
        MemoryWebSocket client = small.join();
        client.stopReading();
        small.socket().emit("fills", "y".repeat(900));
        small.host.lane().crank();
        told.clear();
        small.socket().emit("x", "y".repeat(900));
        small.host.lane().crank();
        assertThat(told).containsExactly("dropped OVERFLOW");
    }

    @Test
    void acksThatNobodyWaitsForAreTold() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> late =
                fixture.socket().timeout(Duration.ofSeconds(1)).emitWithAck("x");
        CompletableFuture<Args> inTime = fixture.socket().emitWithAck("x");
        fixture.host.advance(Duration.ofMillis(1100));
        told.clear();
        client.send("430[]");
        client.send("431[]");
        client.send("431[]");
        client.send("4399[]");
        assertThat(told.stream().filter("unknown ack"::equals)).hasSize(3);
        assertThat(late).isCompletedExceptionally();
        assertThat(inTime).isCompleted();
    }

    @Test
    void lateAnswersToABroadcastAreUnknownAcks() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<?> asked = fixture.io.timeout(Duration.ofSeconds(1)).emitWithAck("x");
        fixture.host.advance(Duration.ofMillis(1100));
        client.send("430[]");
        assertThat(asked).isCompleted();
        assertThat(told).contains("unknown ack");
    }

    @Test
    void listenerThatThrowsHarmsNobody() {
        SocketIoFixture failing = new SocketIoFixture(o -> o.listener(new Failing()));
        failing.io.of("/admin").use(socket -> {
            throw new ConnectRefusedException("no");
        });
        MemoryWebSocket client = failing.join();
        failing.socket().handle("q", () -> 1);
        client.send("40/admin,");
        client.send("421[\"q\"]");
        client.send("4399[]");
        failing.io.emit("x");
        assertThat(failing.received(client)).containsExactly("44/admin,{\"message\":\"no\"}", "431[1]", "42[\"x\"]");
        client.stopReading();
        failing.socket().emit("fills");
        failing.host.lane().crank();
        failing.io.asVolatile().emit("x");
        failing.host.lane().crank();
        client.send("41");
        client.close();
        assertThat(failing.io.engine().clients()).isEmpty();
        assertThat(failing.events).containsExactly("connection", "disconnect client namespace disconnect");
        assertThat(failing.errors).isEmpty();
    }

    /** Writes down what it is told. */
    private final class Recorder implements ServerListener {
        @Override
        public void onConnected(Socket socket) {
            told.add("connected " + socket.namespace());
        }

        @Override
        public void onDisconnected(Socket socket, DisconnectReason reason) {
            told.add("disconnected " + reason);
        }

        @Override
        public void onRefused(String namespace, String message) {
            told.add("refused " + namespace + " " + message);
        }

        @Override
        public void onReceived(Socket socket, PacketType type, @Nullable String event) {
            told.add("received " + type + " " + event);
        }

        @Override
        public void onSent(Socket socket, PacketType type, int bytes) {
            told.add("sent " + type + " " + bytes);
        }

        @Override
        public void onDropped(Socket socket, DropReason reason) {
            told.add("dropped " + reason);
        }

        @Override
        public void onUnknownAck(Socket socket) {
            told.add("unknown ack");
        }

        @Override
        public void onHandled(Socket socket, String event, Duration took) {
            assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO);
            told.add("handled " + event);
        }
    }

    /** Fails whatever it is told. */
    private static final class Failing implements ServerListener {
        private static void fail() {
            throw new IllegalStateException("of a listener");
        }

        @Override
        public void onCreated(SocketIoServer server) {
            fail();
        }

        @Override
        public void onSessionOpened(EngineSocket session) {
            fail();
        }

        @Override
        public void onSessionClosed(EngineSocket session, CloseReason reason, String description) {
            fail();
        }

        @Override
        public void onBytesReceived(EngineSocket session, int bytes) {
            fail();
        }

        @Override
        public void onBytesSent(EngineSocket session, long bytes) {
            fail();
        }

        @Override
        public void onConnected(Socket socket) {
            fail();
        }

        @Override
        public void onDisconnected(Socket socket, DisconnectReason reason) {
            fail();
        }

        @Override
        public void onRefused(String namespace, String message) {
            fail();
        }

        @Override
        public void onReceived(Socket socket, PacketType type, @Nullable String event) {
            fail();
        }

        @Override
        public void onSent(Socket socket, PacketType type, int bytes) {
            fail();
        }

        @Override
        public void onDropped(Socket socket, DropReason reason) {
            fail();
        }

        @Override
        public void onUnknownAck(Socket socket) {
            fail();
        }

        @Override
        public void onHandled(Socket socket, String event, Duration took) {
            fail();
        }
    }
}
