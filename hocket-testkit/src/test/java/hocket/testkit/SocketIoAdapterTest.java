package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.DisconnectedException;
import hocket.core.Packet;
import hocket.server.RemoteSocket;
import hocket.server.Socket;
import hocket.server.spi.AckReceiver;
import hocket.server.spi.Adapter;
import hocket.server.spi.BroadcastScope;
import hocket.server.spi.LocalNamespace;
import hocket.server.spi.SocketDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the server asks of an adapter, and what an adapter brings back. */
class SocketIoAdapterTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void operatorHandsItsScopeToTheAdapter() {
        Recording recording = new Recording();
        SocketIoFixture clustered = new SocketIoFixture(o -> o.adapter(recording::of));
        Duration second = Duration.ofSeconds(1);
        clustered
                .io
                .to("a", "b")
                .in("c")
                .except("d")
                .local()
                .asVolatile()
                .compress(false)
                .timeout(second)
                .emit("x", 1);
        assertThat(recording.scopes)
                .containsExactly(new BroadcastScope(Set.of("a", "b", "c"), Set.of("d"), true, true, false, second));
        assertThat(recording.packets.get(0).namespace()).isEqualTo("/");
        assertThat(recording.packets.get(0).data()).isEqualTo(List.of("x", 1));
        assertThat(recording.packets.get(0).id()).isEqualTo(Packet.NO_ID);
    }

    @Test
    void everythingAboutManySocketsGoesThroughTheAdapter() {
        Recording recording = new Recording();
        SocketIoFixture clustered = new SocketIoFixture(o -> o.adapter(recording::of));
        clustered.join();
        Socket socket = clustered.socket();
        clustered.io.emit("x");
        socket.to("r").emit("x");
        List<CompletableFuture<?>> all = List.of(
                clustered.io.to("r").emitWithAck("x"),
                clustered.io.to("r").fetchSockets(),
                clustered.io.to("r").socketsJoin("s"),
                clustered.io.to("r").socketsLeave("s"),
                clustered.io.to("r").disconnectSockets(true),
                clustered.io.serverSideEmit("e", 1),
                clustered.io.serverSideEmitWithAck("e", 1));
        assertThat(recording.calls)
                .containsExactly(
                        "broadcast",
                        "broadcast",
                        "broadcastWithAck",
                        "fetchSockets",
                        "join [s]",
                        "leave [s]",
                        "disconnect true",
                        "serverSideEmit e[1]",
                        "serverSideEmitWithAck e[1]");
        assertThat(recording.scopes.get(1))
                .isEqualTo(BroadcastScope.EVERYONE.except(socket.id()).to("r"));
        clustered.host.lane().crank();
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void socketsOwnEmitsDoNotGoThroughTheAdapter() {
        Recording recording = new Recording();
        SocketIoFixture clustered = new SocketIoFixture(o -> o.adapter(recording::of));
        MemoryWebSocket client = clustered.join();
        clustered.socket().emit("x");
        CompletableFuture<Args> asked = clustered.socket().emitWithAck("y");
        assertThat(clustered.received(client)).containsExactly("42[\"x\"]", "420[\"y\"]");
        assertThat(recording.calls).isEmpty();
        assertThat(asked).isNotDone();
    }

    @Test
    void serverSideEmitHasReservedNames() {
        for (String name : List.of("connect", "connection", "new_namespace")) {
            assertThatThrownBy(() -> fixture.io.serverSideEmit(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("\"" + name + "\" is a reserved event name");
            assertThatThrownBy(() -> fixture.io.of("/").onServerSideEmit(name, (args, ack) -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void serverSideEmitDoesNotReachThisServer() {
        fixture.io.of("/").onServerSideEmit("e", (args, ack) -> fixture.events.add("called"));
        fixture.join();
        CompletableFuture<Void> told = fixture.io.serverSideEmit("e");
        CompletableFuture<List<Args>> answers = fixture.io.serverSideEmitWithAck("e");
        fixture.host.lane().crank();
        assertThat(told).isCompleted();
        assertThat(answers.join()).isEmpty();
        assertThat(fixture.events).containsExactly("connection");
    }

    @Test
    void whatAnotherServerEmitsReachesItsHandlers() {
        Recording recording = new Recording();
        SocketIoFixture clustered = new SocketIoFixture(o -> o.adapter(recording::of));
        clustered.io.of("/").onServerSideEmit("e", (args, ack) -> clustered.events.add("first " + args.size()));
        clustered.io.of("/").onServerSideEmit("e", (args, ack) -> ack.send("answer"));
        RecordingAck ack = new RecordingAck();
        recording.local.onServerSideEmit("e", Args.none(), ack);
        clustered.host.lane().crank();
        assertThat(clustered.events).containsExactly("first 0");
        assertThat(ack.sent).containsExactly("answer");
    }

    @Test
    void adapterIsClosedWithTheServer() {
        Recording recording = new Recording();
        SocketIoFixture clustered = new SocketIoFixture(o -> o.adapter(recording::of));
        CompletableFuture<Void> closed = clustered.io.close().toCompletableFuture();
        clustered.host.lane().crank();
        assertThat(closed).isCompleted();
        assertThat(recording.calls).containsExactly("close");
    }

    @Test
    void clientIsRefusedIfThereIsNoAdapterForItsNewNamespace() {
        Recording recording = new Recording();
        SocketIoFixture clustered = new SocketIoFixture(o -> o.adapter(local -> {
            if (local.name().startsWith("/x")) {
                throw new IllegalStateException("no adapter");
            }
            return recording.of(local);
        }));
        clustered.io.of(Pattern.compile("^/x"));
        MemoryWebSocket client = clustered.open();
        client.send("40/x1,");
        assertThat(clustered.received(client)).containsExactly("44/x1,{\"message\":\"Invalid namespace\"}");
        assertThat(clustered.errors).hasSize(1);
    }

    @Test
    void socketOfAnotherServerIsReachedByTheRoomOfItsId() {
        Recording recording = new Recording();
        recording.elsewhere = List.of(new Elsewhere());
        SocketIoFixture clustered = new SocketIoFixture(o -> o.adapter(recording::of));
        clustered.join();
        CompletableFuture<List<RemoteSocket>> all = clustered.io.fetchSockets();
        clustered.host.lane().crank();
        assertThat(all.join()).hasSize(2).contains(clustered.socket());
        RemoteSocket distant = all.join().stream()
                .filter(socket -> socket.id().equals("far away"))
                .findFirst()
                .orElseThrow();
        assertThat(distant.rooms()).containsExactlyInAnyOrder("far away", "r");
        assertThat(distant.dataTree()).containsEntry("user", "ann");
        assertThat(distant.handshakeTree()).containsEntry("address", "192.0.2.9");
        recording.calls.clear();
        recording.scopes.clear();
        distant.emit("x", 1);
        distant.join("s", "t");
        distant.leave("s");
        distant.disconnect(true);
        assertThat(recording.calls).hasSize(4).startsWith("broadcast").endsWith("leave [s]", "disconnect true");
        assertThat(recording.scopes).containsOnly(BroadcastScope.EVERYONE.to("far away"));
    }

    @Test
    void socketOfAnotherServerAnswersOrIsGone() {
        Recording recording = new Recording();
        recording.elsewhere = List.of(new Elsewhere());
        SocketIoFixture clustered = new SocketIoFixture(o -> o.adapter(recording::of));
        CompletableFuture<List<RemoteSocket>> all = clustered.io.fetchSockets();
        clustered.host.lane().crank();
        RemoteSocket distant = all.join().get(0);
        CompletableFuture<Args> answered = distant.emitWithAck("x");
        CompletableFuture<Args> missing = distant.emitWithAck("x");
        CompletableFuture<Args> gone = distant.emitWithAck("x");
        assertThat(recording.packets.stream().map(Packet::id)).containsExactly(0L, 1L, 2L);
        recording.receivers.get(0).onClients(1);
        recording.receivers.get(0).onAck("far away", Args.none());
        recording.receivers.get(1).onMissing("far away");
        recording.receivers.get(1).onClients(1);
        recording.receivers.get(2).onClients(0);
        clustered.host.lane().crank();
        assertThat(answered.join().size()).isZero();
        assertThatThrownBy(missing::join).hasCauseInstanceOf(DisconnectedException.class);
        assertThatThrownBy(gone::join).hasCauseInstanceOf(DisconnectedException.class);
    }

    /** A socket of another server. */
    private static final class Elsewhere implements SocketDetails {
        @Override
        public String id() {
            return "far away";
        }

        @Override
        public Set<String> rooms() {
            return Set.of("far away", "r");
        }

        @Override
        public Map<String, Object> dataTree() {
            return Map.of("user", "ann");
        }

        @Override
        public Map<String, @Nullable Object> handshakeTree() {
            return Map.of("address", "192.0.2.9");
        }
    }

    /** Keeps what is answered. */
    private static final class RecordingAck implements Ack {
        private final List<@Nullable Object> sent = new ArrayList<>();

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public void send(@Nullable Object... values) {
            sent.addAll(Arrays.asList(values));
        }

        @Override
        public void fail(Throwable error) {
            sent.add(error);
        }
    }

    /** An adapter that writes down what it is told and reaches nobody. */
    private static final class Recording implements Adapter {
        private final List<String> calls = new ArrayList<>();
        private final List<BroadcastScope> scopes = new ArrayList<>();
        private final List<Packet> packets = new ArrayList<>();
        private final List<AckReceiver> receivers = new ArrayList<>();
        private List<SocketDetails> elsewhere = List.of();
        private LocalNamespace local;

        Adapter of(LocalNamespace newLocal) {
            local = newLocal;
            return this;
        }

        private void called(String call, BroadcastScope scope) {
            calls.add(call);
            scopes.add(scope);
        }

        @Override
        public void broadcast(Packet event, BroadcastScope scope) {
            called("broadcast", scope);
            packets.add(event);
        }

        @Override
        public void broadcastWithAck(Packet event, BroadcastScope scope, AckReceiver receiver) {
            called("broadcastWithAck", scope);
            packets.add(event);
            receivers.add(receiver);
            if (elsewhere.isEmpty()) {
                receiver.onClients(0);
            }
        }

        @Override
        public CompletionStage<List<SocketDetails>> fetchSockets(BroadcastScope scope) {
            called("fetchSockets", scope);
            return local.fetchSockets(scope).thenApply(here -> {
                List<SocketDetails> all = new ArrayList<>(here);
                all.addAll(elsewhere);
                return all;
            });
        }

        @Override
        public CompletionStage<Void> join(BroadcastScope scope, Set<String> rooms) {
            called("join " + rooms, scope);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> leave(BroadcastScope scope, Set<String> rooms) {
            called("leave " + rooms, scope);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> disconnect(BroadcastScope scope, boolean close) {
            called("disconnect " + close, scope);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> serverSideEmit(String event, List<?> args) {
            calls.add("serverSideEmit " + event + args);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<List<Args>> serverSideEmitWithAck(
                String event, List<?> args, @Nullable Duration timeout) {
            calls.add("serverSideEmitWithAck " + event + args);
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<Integer> serverCount() {
            return CompletableFuture.completedFuture(2);
        }

        @Override
        public CompletionStage<Void> close() {
            calls.add("close");
            return CompletableFuture.completedFuture(null);
        }
    }
}
