package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.EnginePacket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From polling to a WebSocket within one session (Engine.IO protocol, "Upgrade"). */
class EngineUpgradeTest {
    private final List<String> upgrades = new ArrayList<>();
    private final Fixture fixture =
            new Fixture(options -> options.rememberUpgrade(true).listener(new ClientListener() {
                @Override
                public void onPacket(EnginePacket packet) {}

                @Override
                public void onUpgrading(TransportName to) {
                    upgrades.add("upgrading " + to);
                }

                @Override
                public void onUpgrade(TransportName to) {
                    upgrades.add("upgrade " + to);
                }

                @Override
                public void onUpgradeError(String why) {
                    upgrades.add("error " + why);
                }
            }));
    private final FakeTransport server = fixture.server;
    private final Socket socket = fixture.socket();
    private final List<String> came = new ArrayList<>();

    EngineUpgradeTest() {
        socket.onAny((event, args) -> came.add(event));
    }

    /** Connected over polling, with a GET that waits, and a WebSocket that was asked for. */
    private FakeTransport.WebSocket connect() {
        socket.connect();
        fixture.openPolling(FakeTransport.HANDSHAKE);
        server.post().answer("ok");
        server.poll().answer("40{\"sid\":\"id1\"}");
        return server.webSocket();
    }

    private FakeTransport.WebSocket probe() {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();
        assertThat(webSocket.received()).containsExactly("2probe");
        webSocket.text("3probe");
        return webSocket;
    }

    private FakeTransport.WebSocket upgrade() {
        FakeTransport.WebSocket webSocket = probe();
        server.poll().answer("6");
        assertThat(webSocket.received()).containsExactly("5");
        return webSocket;
    }

    private void assertPollingGoesOn(FakeTransport.WebSocket former) {
        socket.emit("out");
        assertThat(server.post().body()).isEqualTo("42[\"out\"]");
        server.post().answer("ok");
        server.poll().answer("42[\"in\"]");
        assertThat(came).contains("in");
        assertThat(former.received()).isEmpty();
        assertThat(server.isPolling()).isTrue();
        assertThat(fixture.takeEvents()).containsExactly("connect");
    }

    @Test
    void theWebSocketIsAskedForWithTheSid() {
        FakeTransport.WebSocket webSocket = connect();

        assertThat(FakeTransport.query(webSocket.request))
                .containsEntry("sid", "s1")
                .containsEntry("transport", "websocket")
                .containsEntry("EIO", "4");
        assertThat(webSocket.received()).isEmpty();
    }

    @Test
    void theSessionMovesWhenTheProbeIsAnswered() {
        FakeTransport.WebSocket webSocket = upgrade();

        assertThat(server.isPolling()).isFalse();
        socket.emit("out");
        webSocket.text("42[\"in\"]", "2");
        assertThat(webSocket.received()).containsExactly("42[\"out\"]", "3");
        assertThat(came).containsExactly("in");
        assertThat(upgrades).containsExactly("upgrading websocket", "upgrade websocket");
        assertThat(fixture.takeEvents()).containsExactly("connect");
    }

    @Test
    void untilTheProbeIsAnsweredEverythingIsPolled() {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();
        assertThat(webSocket.received()).containsExactly("2probe");

        assertPollingGoesOn(webSocket);
    }

    @Test
    void theOrderIsKeptAcrossTheSwitch() {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();
        webSocket.received();
        socket.emit("1");
        FakeTransport.Call post = server.post();
        socket.emit("2");

        webSocket.text("3probe");
        socket.emit("3");
        assertThat(webSocket.received()).isEmpty();
        server.poll().answer("42[\"in 1\"]");
        assertThat(server.isPolling()).isFalse();
        assertThat(webSocket.received()).isEmpty(); // the POST is on its way yet
        post.answer("ok");

        assertThat(webSocket.received()).containsExactly("5", "42[\"2\"]", "42[\"3\"]");
        webSocket.text("42[\"in 2\"]");
        assertThat(came).containsExactly("in 1", "in 2");
        assertThat(server.isPosting()).isFalse();
    }

    @Test
    void theGetIsWaitedForWhenThePostIsDone() {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();
        webSocket.received();
        socket.emit("1");
        FakeTransport.Call post = server.post();
        webSocket.text("3probe");

        post.answer("ok");
        assertThat(webSocket.received()).isEmpty();

        server.poll().answer("6");
        assertThat(webSocket.received()).containsExactly("5");
    }

    @Test
    void aWebSocketThatIsRefusedLeavesThingsAsTheyAre() {
        FakeTransport.WebSocket webSocket = connect();

        webSocket.failed(400, "Bad Request");

        assertPollingGoesOn(webSocket);
        assertThat(upgrades).singleElement().asString().startsWith("error websocket error: status 400");
        assertThat(server.webSockets).hasSize(1);
    }

    @Test
    void aWebSocketThatClosesDuringTheProbeLeavesThingsAsTheyAre() {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();
        webSocket.received();

        webSocket.closed(1006);

        assertPollingGoesOn(webSocket);
        assertThat(upgrades).singleElement().asString().startsWith("error ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3prob", "3probes", "2probe", "6", "42[\"x\"]", "1", "0{}"})
    void anyOtherAnswerLeavesThingsAsTheyAre(String answer) {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();
        webSocket.received();

        webSocket.text(answer);

        assertThat(webSocket.aborted).isTrue();
        assertPollingGoesOn(webSocket);
        assertThat(came).containsExactly("in");
        assertThat(upgrades).containsExactly("error probe error");
    }

    @Test
    void aMalformedAnswerLeavesThingsAsTheyAre() {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();
        webSocket.received();

        webSocket.text("junk");

        assertPollingGoesOn(webSocket);
        assertThat(upgrades).singleElement().asString().startsWith("error ");
    }

    @Test
    void pollingGoesOnWhenTheWebSocketIsLostWhileAGetIsWaitedFor() {
        FakeTransport.WebSocket webSocket = probe();
        socket.emit("held back");

        webSocket.closed(1006);

        assertThat(server.post().body()).isEqualTo("42[\"held back\"]");
        server.post().answer("ok");
        assertPollingGoesOn(webSocket);
    }

    @Test
    void pollingGoesOnWhenTheWebSocketIsLostAfterTheLastGet() {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();
        webSocket.received();
        socket.emit("slow");
        FakeTransport.Call post = server.post();
        webSocket.text("3probe");
        server.poll().answer("6");
        assertThat(server.isPolling()).isFalse();

        webSocket.failed(0, "reset");

        assertThat(server.isPolling()).isTrue();
        post.answer("ok");
        assertPollingGoesOn(webSocket);
    }

    @Test
    void aSecondAnswerToTheProbeMeansNothing() {
        FakeTransport.WebSocket webSocket = probe();

        webSocket.text("3probe");
        server.poll().answer("6");

        assertThat(webSocket.received()).containsExactly("5");
        assertThat(upgrades).containsExactly("upgrading websocket", "upgrade websocket");
    }

    @Test
    void nothingIsLostWhenTheSocketIsDisconnectedDuringTheUpgrade() {
        FakeTransport.WebSocket webSocket = probe();
        socket.emit("last words");

        socket.disconnect();

        assertThat(server.post().body()).isEqualTo("42[\"last words\"]\u001e41");
        server.post().answer("ok");
        assertThat(server.post().body()).isEqualTo("1");
        server.post().answer("ok");
        assertThat(webSocket.aborted).isTrue();
        assertThat(server.isPolling()).isFalse();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void theProbeIsCutWhenTheSessionEnds() {
        FakeTransport.WebSocket webSocket = connect();
        webSocket.open();

        server.poll().answer("1");

        assertThat(webSocket.aborted).isTrue();
        webSocket.text("3probe");
        assertThat(webSocket.received()).containsExactly("2probe");
    }

    @Test
    void withoutUpgradeThereIsNoProbe() {
        Fixture plain = new Fixture(options -> options.upgrade(false));
        plain.socket().connect();

        plain.openPolling(FakeTransport.HANDSHAKE);

        assertThat(plain.server.post().body()).isEqualTo("40");
        assertThat(plain.server.webSockets).isEmpty();
    }

    @Test
    void aServerThatOffersNoUpgradeIsNotProbed() {
        socket.connect();

        fixture.openPolling(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE);

        assertThat(server.post().body()).isEqualTo("40");
        assertThat(server.webSockets).isEmpty();
    }

    @Test
    void withPollingAloneThereIsNoProbe() {
        Fixture polling = new Fixture(options -> options.transports(TransportName.POLLING));
        polling.socket().connect();

        polling.openPolling(FakeTransport.HANDSHAKE);

        assertThat(polling.server.post().body()).isEqualTo("40");
        assertThat(polling.server.webSockets).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1006})
    void aWebSocketThatWorkedIsTriedFirstTheNextTime(int code) {
        upgrade().closed(code);
        int calls = server.calls.size();

        fixture.advance(java.time.Duration.ofSeconds(1));

        assertThat(server.webSockets).hasSize(2);
        assertThat(FakeTransport.query(server.webSocket().request)).doesNotContainKey("sid");
        assertThat(server.calls).hasSize(calls);
    }

    @Test
    void aWebSocketThatBrokeIsNotTriedFirstTheNextTime() {
        upgrade().failed(0, "reset");

        fixture.advance(java.time.Duration.ofSeconds(1));

        assertThat(server.webSockets).hasSize(1);
        assertThat(server.isPolling()).isTrue();
    }

    @Test
    void aRememberedWebSocketThatFailsIsForgotten() {
        upgrade().closed(1006);
        fixture.advance(java.time.Duration.ofSeconds(1));
        server.webSocket().failed(502, "Bad Gateway");

        fixture.advance(java.time.Duration.ofSeconds(2));

        assertThat(server.webSockets).hasSize(2);
        assertThat(server.isPolling()).isTrue();
    }

    @Test
    void unlessItIsToBeRememberedPollingIsFirst() {
        Fixture plain = new Fixture();
        plain.socket().connect();
        plain.openPolling(FakeTransport.HANDSHAKE);
        plain.server.post().answer("ok");
        FakeTransport.WebSocket webSocket = plain.server.webSocket();
        webSocket.open();
        webSocket.text("3probe");
        plain.server.poll().answer("6");
        webSocket.closed(1006);

        plain.advance(java.time.Duration.ofSeconds(1));

        assertThat(plain.server.isPolling()).isTrue();
    }
}
