package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Args;
import hocket.core.PacketLimits;
import hocket.server.AckTimeoutException;
import hocket.server.DisconnectedException;
import hocket.server.Namespace;
import hocket.server.Socket;
import hocket.server.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketIoServerTest {
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
    void eventsReachTheirHandlersInOrder() {
        MemoryWebSocket client = fixture.join();
        List<String> seen = new ArrayList<>();
        fixture.socket().on("a", args -> seen.add("first " + args.get(0, int.class)));
        fixture.socket().on("a", args -> seen.add("second " + args.get(0, int.class)));
        client.send("42[\"a\",1]");
        client.send("42[\"b\",2]");
        client.send("42[\"a\",3]");
        client.send("42[7,\"numeric names are strings\"]");
        assertThat(seen).containsExactly("first 1", "second 1", "first 3", "second 3");
    }

    @Test
    void removedHandlerIsCalledNoMore() {
        MemoryWebSocket client = fixture.join();
        List<String> seen = new ArrayList<>();
        Subscription subscription = fixture.socket().on("a", args -> seen.add("called"));
        client.send("42[\"a\"]");
        subscription.remove();
        client.send("42[\"a\"]");
        assertThat(seen).hasSize(1);
    }

    @Test
    void clientThatAsksGetsOneAck() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("q", (args, ack) -> {
            assertThat(ack.isWanted()).isTrue();
            ack.send("a", null, new byte[] {1});
            ack.send("never");
        });
        client.send("4212[\"q\"]");
        assertThat(client.receiveText()).isEqualTo("461-12[\"a\",null,{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.receive().payload().toByteArray()).containsExactly(1);
        assertThat(client.receive()).isNull();
    }

    @Test
    void ackThatNobodyAskedForIsNotSent() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("q", (args, ack) -> {
            assertThat(ack.isWanted()).isFalse();
            ack.send("x");
        });
        client.send("42[\"q\"]");
        assertThat(client.receive()).isNull();
    }

    @Test
    void serverMayAskForAnAck() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> answer = fixture.socket().emitWithAck("q", 1);
        fixture.host.lane().crank();
        assertThat(client.receiveText()).isEqualTo("420[\"q\",1]");
        client.send("43999[\"unknown ids are ignored\"]");
        assertThat(answer).isNotDone();
        client.send("430[\"yes\",2]");
        assertThat(answer.join().get(0, String.class)).isEqualTo("yes");
        assertThat(answer.join().get(1, int.class)).isEqualTo(2);
        client.send("430[\"again\"]");
        assertThat(answer.join().get(0, String.class)).isEqualTo("yes");
    }

    @Test
    void ackThatDoesNotComeInTimeFails() {
        fixture.join();
        CompletableFuture<Args> answer =
                fixture.socket().timeout(Duration.ofSeconds(2)).emitWithAck("q");
        fixture.host.advance(Duration.ofMillis(1990));
        assertThat(answer).isNotDone();
        fixture.host.advance(Duration.ofMillis(30));
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(AckTimeoutException.class)
                .hasMessageContaining("operation has timed out");
    }

    @Test
    void acksThatAreOwedFailWhenTheSocketGoes() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> owed = fixture.socket().emitWithAck("q");
        client.close();
        assertThatThrownBy(owed::join).hasCauseInstanceOf(DisconnectedException.class);
        assertThatThrownBy(() -> fixture.socket().emitWithAck("q").join())
                .hasCauseInstanceOf(DisconnectedException.class);
    }

    @Test
    void acksBeyondTheLimitFailHere() {
        SocketIoFixture limited = new SocketIoFixture(o -> o.maxPendingAcks(1));
        limited.join();
        CompletableFuture<Args> first = limited.socket().emitWithAck("q");
        assertThat(first).isNotDone();
        assertThatThrownBy(() -> limited.socket().emitWithAck("q").join())
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("maxPendingAcks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void reservedNamesCannotBeEmitted(String name) {
        fixture.join();
        assertThatThrownBy(() -> fixture.socket().emit(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + name + "\" is a reserved event name");
        assertThatThrownBy(() -> fixture.io.emit(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void roomsGetWhatIsSentToThemOnce() {
        MemoryWebSocket a = fixture.join();
        Socket socketA = fixture.socket();
        MemoryWebSocket b = fixture.join();
        Socket socketB = fixture.socket();
        MemoryWebSocket c = fixture.join();
        socketA.join("one", "two");
        socketB.join("two");
        fixture.io.to("one", "two").emit("x");
        fixture.host.lane().crank();
        assertThat(a.receiveText()).isEqualTo("42[\"x\"]");
        assertThat(a.receive()).isNull();
        assertThat(b.receiveText()).isEqualTo("42[\"x\"]");
        assertThat(c.receive()).isNull();

        socketA.to("two").emit("others");
        fixture.io.except("two").emit("outside");
        fixture.io.to(socketA.id()).emit("by id");
        fixture.io.in("one").to("two").except(socketB.id()).emit("not b");
        fixture.host.lane().crank();
        assertThat(a.receiveText()).isEqualTo("42[\"by id\"]");
        assertThat(a.receiveText()).isEqualTo("42[\"not b\"]");
        assertThat(a.receive()).isNull();
        assertThat(b.receiveText()).isEqualTo("42[\"others\"]");
        assertThat(b.receive()).isNull();
        assertThat(c.receiveText()).isEqualTo("42[\"outside\"]");

        socketA.leave("two");
        socketB.leave("two");
        socketB.leave("never joined");
        fixture.io.to("two").emit("empty");
        socketA.broadcast().emit("all others", new byte[] {9});
        fixture.host.lane().crank();
        assertThat(a.receive()).isNull();
        assertThat(b.receiveText()).isEqualTo("451-[\"all others\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(b.receive().payload().toByteArray()).containsExactly(9);
        assertThat(c.receiveText()).startsWith("451-");
    }

    @Test
    void whatAnInlineHandlerEmitsArrivesInOrder() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("go", args -> {
            fixture.io.emit("first");
            fixture.socket().emit("second");
        });
        client.send("42[\"go\"]");
        assertThat(client.receiveText()).isEqualTo("42[\"first\"]");
        assertThat(client.receiveText()).isEqualTo("42[\"second\"]");
    }

    @Test
    void broadcastThatEndsASlowSocketReachesAllOthers() {
        SocketIoFixture small = new SocketIoFixture(o -> o.engine(e -> e.maxOutboundBytes(1000)));
        List<MemoryWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(small.join());
            small.socket().join("r");
        }
        clients.get(0).stopReading();
        clients.get(2).stopReading();
        for (int i = 0; i < 3; i++) {
            small.io.to("r").emit("x", "y".repeat(400));
            small.host.lane().crank();
        }
        for (int i : new int[] {1, 3, 4}) {
            for (int k = 0; k < 3; k++) {
                assertThat(clients.get(i).receiveText()).startsWith("42[\"x\"");
            }
        }
        assertThat(small.events.stream().filter("disconnect transport error"::equals))
                .hasSize(2);
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new SocketIoFixture(o -> o.connectTimeout(Duration.ZERO)))
                .hasMessage("connectTimeout must be more than 0, not PT0S");
        assertThatThrownBy(() -> new SocketIoFixture(o -> o.maxPendingAcks(-1)))
                .hasMessage("maxPendingAcks must be 1 or more, not -1");
    }

    @Test
    void socketThatLeftGetsNothingFromItsRooms() {
        MemoryWebSocket a = fixture.join();
        fixture.socket().join("r");
        a.send("41");
        fixture.io.to("r").emit("x");
        fixture.io.emit("x");
        fixture.host.lane().crank();
        assertThat(a.receive()).isNull();
        assertThat(fixture.io.of("/").sockets()).isEmpty();
        fixture.socket().join("r");
        fixture.io.to("r").emit("x");
        fixture.host.lane().crank();
        assertThat(a.receive()).isNull();
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

    @Test
    void disconnectsHaveTheReasonsOfTheReference() {
        MemoryWebSocket client = fixture.join();
        client.send("41");
        client.send("40");
        assertThat(client.receiveText()).startsWith("40{");
        fixture.socket().disconnect();
        fixture.host.lane().crank();
        assertThat(client.receiveText()).isEqualTo("41");
        assertThat(client.isOpen()).isTrue();
        client.send("40");
        client.receive();
        client.close();
        MemoryWebSocket other = fixture.join();
        fixture.socket().disconnect(true);
        fixture.host.lane().crank();
        assertThat(other.receiveText()).isEqualTo("41");
        assertThat(other.isOpen()).isFalse();
        assertThat(fixture.events)
                .containsExactly(
                        "connection",
                        "disconnect client namespace disconnect",
                        "connection",
                        "disconnect server namespace disconnect",
                        "connection",
                        "disconnect transport close",
                        "connection",
                        "disconnect server namespace disconnect");
    }

    @Test
    void eventsOnTheirWayWhenTheSocketIsDisconnectedAreDropped() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("x", args -> fixture.events.add("x"));
        fixture.socket().disconnect();
        client.send("42[\"x\"]");
        client.send("427[\"x\"]");
        client.send("41");
        assertThat(client.isOpen()).isTrue();
        assertThat(fixture.events).containsExactly("connection", "disconnect server namespace disconnect");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40",
                "44{\"message\":\"x\"}",
                "42/other,[\"x\"]",
                "42[]",
                "42[true]",
                "42{}",
                "42[\"connect\"]",
                "42[\"disconnecting\"]",
                "42 [\"x\"]",
                "42[\"x\",01]",
                "42[\"x\",NaN]",
                "42[\"x\"] y",
                "429007199254740992[\"x\"]",
                "4212345678901234567[\"x\"]",
                "42-1[\"x\"]",
                "4511-[\"x\"]",
                "45-[\"x\"]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":1}]",
                "452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
                "41{}",
                "4"
            })
    void malformedPacketClosesTheConnectionAndNobodyElses(String packet) {
        MemoryWebSocket other = fixture.join();
        MemoryWebSocket client = fixture.join();
        client.send(packet);
        assertThat(client.isOpen()).isFalse();
        assertThat(other.isOpen()).isTrue();
        assertThat(fixture.events).containsExactly("connection", "connection", "disconnect forced close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42[\"error\"]", "42[\"__proto__\"]", "42[\"\"]", "42[\"*\"]", "42", "43", "43999[1]", "42[1,2]"
            })
    void harmlessPacketsKeepTheConnection(String packet) {
        MemoryWebSocket client = fixture.join();
        client.send(packet);
        assertThat(client.isOpen()).isTrue();
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
    void attachmentsThatNeverComeEndTheConnection() {
        SocketIoFixture quick = new SocketIoFixture(o -> o.attachmentsTimeout(Duration.ofSeconds(5)));
        MemoryWebSocket client = quick.join();
        client.send("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        client.send(new byte[] {1});
        quick.host.advance(Duration.ofMillis(4900));
        assertThat(client.isOpen()).isTrue();
        quick.host.advance(Duration.ofMillis(200));
        assertThat(client.isOpen()).isFalse();
        assertThat(quick.errors).hasSize(1).first().asString().contains("all attachments come within PT5S");
    }

    @Test
    void attachmentsInTimeStopTheClock() {
        SocketIoFixture quick = new SocketIoFixture(o -> o.attachmentsTimeout(Duration.ofSeconds(5)));
        MemoryWebSocket client = quick.join();
        client.send("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        client.send(new byte[] {1});
        quick.host.advance(Duration.ofSeconds(6));
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void packetAboveTheLimitEndsTheConnection() {
        SocketIoFixture small = new SocketIoFixture(o -> o.limits(PacketLimits.DEFAULT.maxPacketBytes(100)));
        MemoryWebSocket client = small.join();
        client.send("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        client.send(new byte[80]);
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void handlerThatThrowsIsToldAndTheNextOneRuns() {
        MemoryWebSocket client = fixture.join();
        List<String> seen = new ArrayList<>();
        fixture.socket().on("x", args -> {
            throw new IllegalStateException("of the user");
        });
        fixture.socket().on("x", args -> seen.add("ran"));
        fixture.socket().on("typed", args -> args.get(0, int.class));
        client.send("42[\"x\"]");
        client.send("42[\"typed\",\"no number\"]");
        assertThat(seen).containsExactly("ran");
        assertThat(fixture.errors).hasSize(2);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void connectionHandlerThatThrowsDoesNotStopTheOthers() {
        SocketIoFixture throwing = new SocketIoFixture();
        throwing.io.onConnection(socket -> {
            throw new IllegalStateException("of the user");
        });
        List<String> seen = new ArrayList<>();
        throwing.io.onConnection(socket -> seen.add("second"));
        assertThat(throwing.join().isOpen()).isTrue();
        assertThat(seen).containsExactly("second");
        assertThat(throwing.errors).hasSize(1);
    }

    @Test
    void argumentsThatCannotBeEncodedFailTheCallerOnly() {
        fixture.join();
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        assertThatThrownBy(() -> fixture.socket().emit("x", cycle)).isInstanceOf(IllegalArgumentException.class);
        byte[][] many = new byte[11][1];
        assertThatThrownBy(() -> fixture.socket().emit("x", (Object[]) many))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxAttachments");
    }

    @Test
    void closedServerTellsEverySocketWhy() {
        MemoryWebSocket client = fixture.join();
        fixture.io.close();
        fixture.host.lane().crank();
        assertThat(client.isOpen()).isFalse();
        assertThat(fixture.events).containsExactly("connection", "disconnect server shutting down");
    }

    @Test
    void clientsOfVersionTwoAreInTheMainNamespaceAtOnce() {
        SocketIoFixture legacy = new SocketIoFixture(o -> o.engine(e -> e.allowEIO3(true)));
        MemoryWebSocket client = legacy.openLegacy();
        Socket socket = legacy.socket();
        assertThat(socket.id()).isEqualTo(socket.conn().id());
        legacy.io.of("/admin").onConnection(admin -> {
            legacy.events.add(admin.id() + " " + admin.handshake().query().get("token"));
        });
        client.send("40/admin?token=x%20y,");
        assertThat(client.receiveText()).isEqualTo("40/admin,");
        assertThat(legacy.events)
                .containsExactly("connection", "/admin#" + socket.conn().id() + " x y");
        client.send("40/nope,");
        assertThat(client.receiveText()).isEqualTo("44/nope,\"Invalid namespace\"");
        socket.emit("x", new byte[] {1});
        legacy.host.lane().crank();
        assertThat(client.receiveText()).isEqualTo("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.receive().payload().toByteArray()).containsExactly(4, 1);
    }

    @Test
    void pollingClientOfVersionTwoLearnsOfTheMainNamespaceWithItsSecondPoll() {
        SocketIoFixture legacy = new SocketIoFixture(o -> o.engine(e -> e.allowEIO3(true)));
        MemoryExchange handshake = legacy.host.get("/socket.io/?EIO=3&transport=polling");
        assertThat(handshake.text()).doesNotContain("2:40");
        String url = "/socket.io/?EIO=3&transport=polling&sid=" + EngineFixture.sid(handshake.text());
        assertThat(legacy.host.get(url).text()).isEqualTo("2:40");
    }

    @Test
    void clientBundleIsServedFromAFixedTable() {
        MemoryExchange script = fixture.host.get("/socket.io/socket.io.js");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.text()).contains("Socket.IO v4.8.4");
        assertThat(script.header("Content-Type")).isEqualTo("application/javascript; charset=utf-8");
        assertThat(script.header("ETag")).isEqualTo("\"4.8.4\"");
        assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=0");
        assertThat(fixture.host.get("/socket.io/socket.io.min.js.map?x=1").header("Content-Type"))
                .isEqualTo("application/json; charset=utf-8");
        assertThat(fixture.host
                        .get("/socket.io/socket.io.js", "Accept-Encoding", "gzip, deflate, br")
                        .header("Content-Encoding"))
                .isEqualTo("br");
        assertThat(fixture.host
                        .get("/socket.io/socket.io.js", "Accept-Encoding", "gzip")
                        .header("Content-Encoding"))
                .isEqualTo("gzip");
        for (String known : new String[] {"\"4.8.4\"", "W/\"4.8.4\""}) {
            MemoryExchange unchanged = fixture.host.get("/socket.io/socket.io.js", "If-None-Match", known);
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.text()).isEmpty();
        }
        for (String name : new String[] {"version", "../server/client/version", "socket.io.js.br", "LICENSE", ""}) {
            assertThat(fixture.host.get("/socket.io/" + name).text())
                    .isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        }
        SocketIoFixture none = new SocketIoFixture(o -> o.serveClient(false));
        assertThat(none.host.get("/socket.io/socket.io.js").status()).isEqualTo(400);
    }
}
