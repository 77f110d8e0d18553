package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.server.Namespace;
import hocket.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client comes into namespaces, and what becomes of one that does not. */
class SocketIoConnectTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void socketIdIsNotTheSessionId() {
        fixture.join();
        assertThat(fixture.socket().id())
                .hasSize(20)
                .isNotEqualTo(fixture.socket().conn().id());
    }

    @Test
    void handshakeHoldsWhatTheClientShowed() {
        MemoryWebSocket client = fixture.host.webSocket(
                "/socket.io/?EIO=4&transport=websocket&x=1", "Origin", "https://app", "X-Custom", "abc");
        client.send("40{\"token\":\"secret\"}");
        Socket socket = fixture.socket();
        assertThat(socket.handshake().auth().tree(0)).isEqualTo(java.util.Map.of("token", "secret"));
        assertThat(socket.handshake().query()).containsEntry("x", "1").containsEntry("EIO", "4");
        assertThat(socket.handshake().headers().get("x-custom")).isEqualTo("abc");
        assertThat(socket.handshake().xdomain()).isTrue();
        assertThat(socket.handshake().secure()).isFalse();
        assertThat(socket.handshake().address()).isEqualTo("192.0.2.1");
        assertThat(socket.handshake().url()).endsWith("x=1");
        assertThat(socket.handshake().time()).isNotNull();
    }

    @Test
    void namespacesAreApart() {
        Namespace admin = fixture.io.of("admin");
        assertThat(fixture.io.of("/admin")).isSameAs(admin);
        List<String> seen = new ArrayList<>();
        admin.onConnection(socket -> socket.on("x", args -> seen.add("admin")));
        MemoryWebSocket client = fixture.join();
        client.send("40/admin,{\"t\":1}");
        assertThat(client.receiveText()).startsWith("40/admin,{\"sid\":");
        client.send("42/admin,[\"x\"]");
        client.send("42[\"x\"]");
        assertThat(seen).containsExactly("admin");
        admin.emit("only", "admin");
        fixture.host.lane().crank();
        assertThat(client.receiveText()).isEqualTo("42/admin,[\"only\",\"admin\"]");
        assertThat(client.receive()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/admin?tok=1", "/../x", "/constructor"})
    void unknownNamespaceIsRefusedAndTheConnectionStays(String name) {
        MemoryWebSocket client = fixture.open();
        client.send("40" + name + ",");
        assertThat(client.receiveText()).isEqualTo("44" + name + ",{\"message\":\"Invalid namespace\"}");
        client.send("40");
        assertThat(client.receiveText()).startsWith("40{");
        assertThat(fixture.io.of("/").sockets()).hasSize(1);
    }

    @Test
    void namespacesOfOneConnectionAreBounded() {
        SocketIoFixture limited = new SocketIoFixture(o -> o.maxNamespacesPerConnection(1));
        limited.io.of("/b");
        MemoryWebSocket client = limited.join();
        client.send("40/b,");
        assertThat(client.receiveText()).isEqualTo("44/b,{\"message\":\"Too many namespaces\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"x\"]",
                "41",
                "430[]",
                "44{}",
                "40[]",
                "40null",
                "40\"a\"",
                "40{",
                "4",
                "47",
                "42[",
                "40/a",
                "451-[\"x\"]",
                "bAQ=="
            })
    void whateverIsNoConnectClosesAConnectionThatHasJoinedNothing(String packet) {
        MemoryWebSocket client = fixture.open();
        client.send(packet.startsWith("4") || packet.startsWith("b") ? packet : "4" + packet);
        boolean refusedNamespace = packet.equals("40/a");
        assertThat(client.isOpen()).isEqualTo(refusedNamespace);
        assertThat(fixture.events).isEmpty();
    }

    @Test
    void twoConnectsInOnePayloadMakeOneSocketAndEndTheConnection() {
        MemoryExchange handshake = fixture.host.get("/socket.io/?EIO=4&transport=polling");
        String url = "/socket.io/?EIO=4&transport=polling&sid=" + EngineFixture.sid(handshake.text());
        fixture.host.post(url, "40\u001e40\u001e40");
        assertThat(fixture.events).containsExactly("connection", "disconnect forced server close");
        assertThat(fixture.host.get(url).text()).startsWith("40{");
        assertThat(fixture.host.get(url).text()).isEqualTo("6\u001e1");
    }

    @Test
    void disconnectAndConnectInOnePayloadMakeANewSocket() {
        MemoryExchange handshake = fixture.host.get("/socket.io/?EIO=4&transport=polling");
        String url = "/socket.io/?EIO=4&transport=polling&sid=" + EngineFixture.sid(handshake.text());
        fixture.host.post(url, "40");
        fixture.host.post(url, "41\u001e40");
        assertThat(fixture.sockets).hasSize(2);
        assertThat(fixture.sockets.get(0).id())
                .isNotEqualTo(fixture.sockets.get(1).id());
        assertThat(fixture.events)
                .containsExactly("connection", "disconnect client namespace disconnect", "connection");
    }

    @Test
    void clientThatJoinsNothingIsClosedAfterTheConnectTimeout() {
        MemoryExchange handshake = fixture.host.get("/socket.io/?EIO=4&transport=polling");
        String url = "/socket.io/?EIO=4&transport=polling&sid=" + EngineFixture.sid(handshake.text());
        MemoryExchange poll = fixture.host.get(url);
        fixture.host.advance(Duration.ofSeconds(26));
        assertThat(poll.text()).isEqualTo("2");
        fixture.host.post(url, "3");
        MemoryExchange next = fixture.host.get(url);
        fixture.host.advance(Duration.ofMillis(19_200));
        assertThat(next.text()).isEqualTo("1");
        assertThat(fixture.io.engine().clientsCount()).isZero();
    }

    @Test
    void clientThatDoesNotWaitForTheHandshakeIsNotClosedLater() {
        HttpRequest request =
                new HttpRequest("GET", "/socket.io/?EIO=4&transport=websocket", new HttpHeaders(), "192.0.2.1", false);
        MemoryWebSocket client = new MemoryWebSocket(request, fixture.host.lane());
        fixture.io.onWebSocket(client.offer());
        client.send("40");
        for (int i = 0; i < 3; i++) {
            fixture.host.advance(Duration.ofSeconds(20));
            client.send("3");
        }
        assertThat(client.isOpen()).isTrue();
        assertThat(fixture.io.of("/").sockets()).hasSize(1);
    }

    @Test
    void namesWithoutSlashGetOneAndTheEmptyNameIsTheMainNamespace() {
        assertThat(fixture.io.of("")).isSameAs(fixture.io.of("/"));
        assertThat(fixture.io.of("admin").name()).isEqualTo("/admin");
    }

    @Test
    void newNamespacesAreToldExceptTheMainOneAndThoseThereAlready() {
        List<String> told = new ArrayList<>();
        fixture.io.onNewNamespace(namespace -> told.add(namespace.name()));
        fixture.io.of("/a");
        fixture.io.of("/a");
        fixture.io.of("/");
        fixture.io.of("b");
        assertThat(told).containsExactly("/a", "/b");
        assertThat(fixture.io.namespaces().stream().map(Namespace::name)).containsExactlyInAnyOrder("/", "/a", "/b");
    }

    @Test
    void serverItselfStandsForTheMainNamespace() {
        MemoryWebSocket client = fixture.join();
        Namespace main = fixture.io.of("/");
        assertThat(main.sockets()).containsExactly(fixture.socket());
        fixture.socket().join("r");
        fixture.io.to("r").emit("a");
        fixture.io.in("r").emit("b");
        fixture.io.except("r").emit("never");
        fixture.io.local().emit("c");
        fixture.io.send("d");
        fixture.io.compress(false).emit("e");
        fixture.io.asVolatile().emit("f");
        main.emit("g");
        assertThat(fixture.received(client))
                .containsExactly(
                        "42[\"a\"]",
                        "42[\"b\"]",
                        "42[\"c\"]",
                        "42[\"message\",\"d\"]",
                        "42[\"e\"]",
                        "42[\"f\"]",
                        "42[\"g\"]");
    }

    @Test
    void connectAnswersWithIdsOfTheSocketOnly() {
        MemoryWebSocket client = fixture.open();
        fixture.io.of("/admin");
        client.send("40/admin");
        assertThat(client.receiveText()).matches("40/admin,\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
    }

    @Test
    void leavingOneNamespaceKeepsTheOthers() {
        fixture.io.of("/admin").onConnection(socket -> fixture.events.add("admin"));
        MemoryWebSocket client = fixture.join();
        client.send("40/admin,");
        client.send("41");
        fixture.io.of("/admin").emit("x");
        assertThat(fixture.received(client)).contains("42/admin,[\"x\"]");
        assertThat(fixture.events).containsExactly("connection", "admin", "disconnect client namespace disconnect");
    }

    @Test
    void whoeverLeftTheFirstNamespaceMayComeBackWhileInOthers() {
        fixture.io.of("/a");
        fixture.io.of("/b");
        MemoryWebSocket client = fixture.join();
        Socket former = fixture.socket();
        client.send("40/a,");
        client.send("40/b,");
        client.send("41");
        client.send("42[\"late\"]");
        client.send("40");
        assertThat(fixture.socket()).isNotSameAs(former);
        fixture.socket().on("x", args -> fixture.events.add("x"));
        client.send("42[\"x\"]");
        client.send("41/a,");
        client.send("40/a,");
        assertThat(fixture.events).endsWith("x");
        assertThat(fixture.io.of("/a").sockets()).hasSize(1);
        assertThat(fixture.io.of("/b").sockets()).hasSize(1);
        client.close();
        assertThat(fixture.io.of("/a").sockets()).isEmpty();
        assertThat(fixture.io.of("/b").sockets()).isEmpty();
        assertThat(fixture.events).endsWith("disconnect transport close");
    }

    @Test
    void withoutAuthTheHandshakeHasNone() {
        fixture.join();
        assertThat(fixture.socket().handshake().auth().size()).isZero();
        assertThat(fixture.socket().handshake().authField("token")).isEmpty();
        assertThat(fixture.socket().handshakeTree())
                .containsKeys("headers", "time", "address", "xdomain", "secure", "issued", "url", "query", "auth")
                .containsEntry("auth", java.util.Map.of());
    }

    @Test
    void authIsReadAsTheTypeAskedFor() {
        MemoryWebSocket client = fixture.open();
        client.send("40{\"token\":\"x\",\"level\":3}");
        record Auth(String token, int level) {}
        assertThat(fixture.socket().handshake().auth(Auth.class)).isEqualTo(new Auth("x", 3));
        assertThat(fixture.socket().handshake().authField("token")).contains("x");
        assertThat(fixture.socket().handshake().authField("level")).isEmpty();
    }

    @Test
    void packetsForANamespaceLeftLongAgoAreAViolation() {
        SocketIoFixture limited = new SocketIoFixture(o -> o.maxNamespacesPerConnection(2));
        MemoryWebSocket client = limited.open();
        for (String name : List.of("/a", "/b", "/c")) {
            limited.io.of(name);
            client.send("40" + name + ",");
            client.send("41" + name + ",");
        }
        client.send("42/c,[\"x\"]");
        client.send("42/b,[\"x\"]");
        assertThat(client.isOpen()).isTrue();
        client.send("42/a,[\"x\"]");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void clientThatCannotTakeItsConnectIsNeverConnected() {
        SocketIoFixture small = new SocketIoFixture(o -> o.engine(e -> e.maxOutboundBytes(20)));
        MemoryWebSocket client = small.open();
        client.stopReading();
        small.io.use(socket -> socket.emit("fills"));
        client.send("40");
        assertThat(client.isOpen()).isFalse();
        assertThat(small.events).isEmpty();
        assertThat(small.io.of("/").sockets()).isEmpty();
    }
}
