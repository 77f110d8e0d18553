package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session over long-polling (Engine.IO protocol, "HTTP long-polling"). */
class EnginePollingTest {
    private static final String SEPARATOR = "\u001e";

    private final Fixture fixture = new Fixture(options -> options.upgrade(false));
    private final FakeTransport server = fixture.server;
    private final Socket socket = fixture.socket();
    private final List<String> details = new ArrayList<>();

    EnginePollingTest() {
        socket.onDisconnect((reason, more) -> details.add(more.description() + "|" + more.code()));
    }

    private void openWithMaxPayload(int bytes) {
        socket.connect();
        fixture.openPolling(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE.replace("1000000", Integer.toString(bytes)));
        server.post().answer("ok");
        server.poll().answer("40{\"sid\":\"id1\"}");
    }

    @Test
    void theHandshakeIsAGetWithoutASid() {
        socket.connect();

        FakeTransport.Call get = server.poll();
        assertThat(get.request.uri().toString()).startsWith("http://localhost:3000/socket.io/?");
        assertThat(FakeTransport.query(get.request))
                .containsEntry("EIO", "4")
                .containsEntry("transport", "polling")
                .doesNotContainKey("sid");
    }

    @Test
    void allFurtherRequestsBearTheSid() {
        socket.connect();
        fixture.openPolling(FakeTransport.HANDSHAKE);

        assertThat(FakeTransport.query(server.poll().request)).containsEntry("sid", "s1");
        assertThat(FakeTransport.query(server.post().request)).containsEntry("sid", "s1");
        assertThat(server.post().body()).isEqualTo("40");
    }

    @Test
    void oneGetFollowsTheOther() {
        fixture.connectOverPolling(socket);

        server.poll().answer("6");
        server.poll().answer("42[\"a\"]" + SEPARATOR + "42[\"b\"]");

        assertThat(server.isPolling()).isTrue();
        assertThat(fixture.takeEvents()).containsExactly("connect");
    }

    @Test
    void allPacketsOfAnAnswerAreDelivered() {
        List<String> came = new ArrayList<>();
        socket.onAny((event, args) -> came.add(event + args.toList()));
        fixture.connectOverPolling(socket);

        server.poll().answer("42[\"a\",1]" + SEPARATOR + "2" + SEPARATOR + "42[\"b\"]");

        assertThat(came).containsExactly("a[1]", "b[]");
        assertThat(server.post().body()).isEqualTo("3");
    }

    @Test
    void theHandshakeMayComeWithMore() {
        socket.connect();

        server.poll().answer(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE + SEPARATOR + "2");

        assertThat(server.post().body()).isEqualTo("40" + SEPARATOR + "3");
    }

    @Test
    void whatIsSentInOneTurnIsOnePost() {
        fixture.connectOverPolling(socket);

        server.lane.execute(() -> {
            socket.emit("a");
            socket.emit("é", 1);
            socket.emit("c");
        });

        assertThat(server.post().body()).isEqualTo("42[\"a\"]" + SEPARATOR + "42[\"é\",1]" + SEPARATOR + "42[\"c\"]");
    }

    @Test
    void onePostWaitsForTheOther() {
        fixture.connectOverPolling(socket);
        socket.emit("a");
        FakeTransport.Call first = server.post();

        socket.emit("b");
        socket.emit("c");
        assertThat(server.post()).isSameAs(first);

        first.answer("ok");
        assertThat(server.post().body()).isEqualTo("42[\"b\"]" + SEPARATOR + "42[\"c\"]");
    }

    @Test
    void binaryGoesAsBase64BehindItsText() {
        fixture.connectOverPolling(socket);

        socket.emit("a", new byte[] {1, 2, 3}, new byte[] {-1});

        assertThat(server.post().body())
                .isEqualTo("452-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]" + SEPARATOR
                        + "bAQID" + SEPARATOR + "b/w==");
    }

    @Test
    void binaryComesAsBase64() {
        List<byte[]> came = new ArrayList<>();
        socket.on("a", byte[].class, bytes -> came.add(bytes));
        fixture.connectOverPolling(socket);

        server.poll().answer("451-[\"a\",{\"_placeholder\":true,\"num\":0}]" + SEPARATOR + "bAQID");

        assertThat(came).containsExactly(new byte[] {1, 2, 3});
    }

    /** 1 for the type of the first, 6 and 5 for the data of the two, 2 between them. */
    @Test
    void aPostHoldsAsManyBytesAsTheServerTakes() {
        openWithMaxPayload(14);

        server.lane.execute(() -> {
            socket.emit("a"); // 2["a"]
            socket.emit(""); // 2[""]
        });

        assertThat(server.post().body()).isEqualTo("42[\"a\"]" + SEPARATOR + "42[\"\"]");
    }

    @Test
    void oneByteMoreGoesWithTheNextPost() {
        openWithMaxPayload(13);

        server.lane.execute(() -> {
            socket.emit("a");
            socket.emit("");
        });

        assertThat(server.post().body()).isEqualTo("42[\"a\"]");
        server.post().answer("ok");
        assertThat(server.post().body()).isEqualTo("42[\"\"]");
    }

    @Test
    void charactersAreCountedInBytes() {
        openWithMaxPayload(14);

        server.lane.execute(() -> {
            socket.emit("é"); // one byte more than a
            socket.emit("");
        });

        assertThat(server.post().body()).isEqualTo("42[\"é\"]");
    }

    /** Ten bytes are sixteen characters of base64, and one in front says so. */
    @Test
    void binaryCountsAsItsBase64() {
        int text = "51-[\"a\",{\"_placeholder\":true,\"num\":0}]".length();
        openWithMaxPayload(1 + text + 1 + 17);
        socket.emit("a", new byte[10]);
        assertThat(server.post().body()).contains(SEPARATOR);
    }

    @Test
    void binaryThatIsOneByteTooLongGoesWithTheNextPost() {
        int text = "51-[\"a\",{\"_placeholder\":true,\"num\":0}]".length();
        openWithMaxPayload(1 + text + 1 + 16);

        socket.emit("a", new byte[10]);

        assertThat(server.post().body()).startsWith("451-").doesNotContain(SEPARATOR);
        server.post().answer("ok");
        assertThat(server.post().body()).isEqualTo("bAAAAAAAAAAAAAA==");
    }

    @Test
    void aPacketThatIsTooLongIsSentAllTheSame() {
        openWithMaxPayload(10);

        server.lane.execute(() -> {
            socket.emit("much too long for the server");
            socket.emit("b");
        });

        assertThat(server.post().body()).isEqualTo("42[\"much too long for the server\"]");
        server.post().answer("ok");
        assertThat(server.post().body()).isEqualTo("42[\"b\"]");
    }

    @Test
    void withoutAMaxPayloadEverythingIsOnePost() {
        socket.connect();
        fixture.openPolling(FakeTransport.HANDSHAKE_WITHOUT_UPGRADE.replace(",\"maxPayload\":1000000", ""));
        server.post().answer("ok");
        server.poll().answer("40{\"sid\":\"id1\"}");

        server.lane.execute(() -> {
            for (int i = 0; i < 1000; i++) {
                socket.emit("x".repeat(100));
            }
        });

        assertThat(server.post().body().split(SEPARATOR)).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500, 503, 301, 204})
    void aGetThatIsNotAnsweredWith200EndsTheSession(int status) {
        fixture.connectOverPolling(socket);

        server.poll().answer(status, "");

        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect transport error");
        assertThat(details).containsExactly("xhr poll error: status " + status + "|" + status);
    }

    @Test
    void aPostThatIsTooLongEndsTheSession() {
        fixture.connectOverPolling(socket);
        socket.emit("a");

        server.post().answer(413, "");

        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect transport error");
        assertThat(details).containsExactly("xhr post error: status 413|413");
        assertThat(server.isPolling()).isFalse();
    }

    @Test
    void aRequestThatFailsEndsTheSession() {
        List<Throwable> causes = new ArrayList<>();
        socket.onDisconnect((reason, more) -> causes.add(java.util.Objects.requireNonNull(more.cause())));
        fixture.connectOverPolling(socket);

        server.poll().fail("reset by peer");

        assertThat(details).containsExactly("xhr poll error|0");
        assertThat(causes)
                .singleElement()
                .isInstanceOf(TransportException.class)
                .extracting(Throwable::getCause)
                .hasToString("java.io.IOException: reset by peer");
    }

    @Test
    void theServerMayEndTheSession() {
        List<String> came = new ArrayList<>();
        socket.onAny((event, args) -> came.add(event));
        fixture.connectOverPolling(socket);

        server.poll().answer("42[\"a\"]" + SEPARATOR + "1" + SEPARATOR + "42[\"b\"]");

        assertThat(came).containsExactly("a");
        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect transport close");
        assertThat(details).containsExactly("transport closed by the server|0");
        assertThat(server.isPolling()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "7", SEPARATOR, "42[\"a\"]" + SEPARATOR, "<html>", "b*", "bAQI"})
    void aMalformedPayloadEndsTheSession(String body) {
        fixture.connectOverPolling(socket);

        server.poll().answer(body);

        if (body.equals("bAQI")) { // base64 needs no padding, but nobody has announced an attachment
            assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect parse error");
        } else {
            assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect transport error");
            assertThat(details).singleElement().asString().startsWith("server error: ");
        }
        assertThat(server.isPolling()).isFalse();
    }

    @Test
    void thePacketsBeforeAMalformedOneAreDelivered() {
        List<String> came = new ArrayList<>();
        socket.onAny((event, args) -> came.add(event));
        fixture.connectOverPolling(socket);

        server.poll().answer("42[\"a\"]" + SEPARATOR + "9" + SEPARATOR + "42[\"b\"]");

        assertThat(came).containsExactly("a");
    }

    /** In a payload of its own, without which the reference's server would lose what stands before it. */
    @Test
    void theGoodByeFollowsWhatWasEmitted() {
        fixture.connectOverPolling(socket);
        socket.emit("a");
        FakeTransport.Call first = server.post();
        socket.emit("b");

        socket.disconnect();
        first.answer("ok");

        assertThat(server.post().body()).isEqualTo("42[\"b\"]" + SEPARATOR + "41");
        server.post().answer("ok");
        assertThat(server.post().body()).isEqualTo("1");
        server.post().answer("ok");
        assertThat(server.isPosting()).isFalse();
        assertThat(server.isPolling()).isFalse();
        assertThat(server.lane.alarms()).isZero();
    }

    @Test
    void nothingIsDeliveredAfterTheGoodBye() {
        List<String> came = new ArrayList<>();
        socket.onAny((event, args) -> came.add(event));
        fixture.connectOverPolling(socket);
        FakeTransport.Call poll = server.poll();
        socket.disconnect();
        server.lane.crank();

        poll.answer("42[\"late\"]" + SEPARATOR + "1");

        assertThat(came).isEmpty();
        assertThat(server.isPolling()).isFalse();
        assertThat(fixture.takeEvents()).containsExactly("connect", "disconnect io client disconnect");
    }

    @Test
    void theGoodByeStillGoesWhenTheServerHasAnsweredTheLastGet() {
        fixture.connectOverPolling(socket);
        socket.emit("a");
        FakeTransport.Call first = server.post();
        FakeTransport.Call poll = server.poll();
        socket.disconnect();
        server.lane.crank();
        poll.answer("6");

        first.answer("ok");

        assertThat(server.post().body()).isEqualTo("41");
        server.post().answer("ok");
        assertThat(server.post().body()).isEqualTo("1");
    }

    @Test
    void aSecondHandshakeMeansNothing() {
        fixture.connectOverPolling(socket);

        server.poll().answer(FakeTransport.HANDSHAKE.replace("s1", "s2"));

        assertThat(FakeTransport.query(server.poll().request)).containsEntry("sid", "s1");
    }

    @Test
    void uselessPacketsMeanNothing() {
        fixture.connectOverPolling(socket);

        server.poll().answer("3" + SEPARATOR + "5" + SEPARATOR + "6");

        assertThat(server.isPolling()).isTrue();
        assertThat(fixture.takeEvents()).containsExactly("connect");
    }
}
