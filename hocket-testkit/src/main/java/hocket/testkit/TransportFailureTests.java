package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.HttpCall;
import hocket.core.ByteSlice;
import hocket.core.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ClientTransport#send} promises for requests that are not answered, or not as they should be. */
abstract class TransportFailureTests extends TransportTests {
    private static final String TOO_LONG = "the answer has more than " + LIMIT + " bytes";

    TransportFailureTests(Supplier<ClientTransport> maker) {
        super(maker);
    }

    /** A connection on which a request has come. */
    private static ScriptedConnection requested(ScriptedServer server) throws IOException {
        ScriptedConnection connection = server.accept();
        connection.readRequest();
        return connection;
    }

    private static void assertTooLong(RecordingCallback callback) {
        assertThat(failureOf(callback)).isInstanceOf(ProtocolException.class).hasMessage(TOO_LONG);
    }

    @Test
    final void aBodyThatIsAnnouncedAboveTheLimitFailsBeforeItComes() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server));
        ScriptedConnection connection = requested(server);
        connection.writeHead(200, "Content-Length: " + (LIMIT + 1));

        assertTooLong(callback);
        connection.awaitEnd();
    }

    @Test
    final void aBodyInChunksAboveTheLimitFailsBeforeItsEnd() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server));
        ScriptedConnection connection = requested(server);
        connection
                .writeHead(200, "Transfer-Encoding: chunked")
                .writeChunk(bytes(LIMIT).toByteArray())
                .writeChunk(new byte[1]);

        assertTooLong(callback);
        connection.awaitEnd();
    }

    @Test
    final void aBodyThatLastsUntilTheEndOfTheConnectionIsCutAtTheLimit() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server));
        ScriptedConnection connection = requested(server);
        connection.writeHead(200, "Connection: close").write(bytes(LIMIT + 1).toByteArray());

        assertTooLong(callback);
        connection.awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 104857600", "Transfer-Encoding: chunked", "Connection: close"})
    final void aHundredMegabytesAreNotRead(String field) {
        AtomicLong written = new AtomicLong();
        ScriptedServer server = serve(connection -> {
            connection.readRequest();
            connection.writeHead(200, field);
            for (int i = 0; i < 1600; i++) {
                if (field.startsWith("Transfer")) {
                    connection.writeChunk(new byte[65_536]);
                } else {
                    connection.write(new byte[65_536]);
                }
                written.set(connection.written());
            }
        });

        assertTooLong(send(get(server)));
        meanwhile();
        assertThat(written.get()).isLessThan(50_000_000); // what the operating system holds counts too
    }

    @Test
    final void aPostWhoseConnectionBreaksBeforeTheAnswerFails() {
        ScriptedServer server = serve(connection -> {
            connection.readRequest();
            connection.reset();
        });

        assertThat(failureOf(send(get(server).post(ByteSlice.utf8("body"))))).isInstanceOf(IOException.class);
        assertThat(server.accepted()).as("how often it was sent").isEqualTo(1);
    }

    /** What the server has answered to a first one would be lost without a word if there was a second. */
    @Test
    final void aGetWhoseConnectionBreaksBeforeTheAnswerFailsAndIsSentOnce() {
        AtomicInteger sent = new AtomicInteger();
        ScriptedServer server = serve(connection -> {
            connection.readRequest();
            sent.incrementAndGet();
            connection.reset();
        });

        assertThat(failureOf(send(get(server)))).isInstanceOf(IOException.class);
        assertThat(sent).hasValue(1);
    }

    @Test
    final void aGetIsSentOnceAlsoOverAConnectionThatWasUsedBefore() {
        AtomicInteger sent = new AtomicInteger();
        ScriptedServer server = serve(connection -> {
            connection.readRequest();
            if (sent.incrementAndGet() == 1) {
                connection.answer(200, "first");
                connection.readRequest();
                sent.incrementAndGet();
            }
            connection.reset();
        });

        assertThat(answerTo(send(get(server))).body().utf8()).isEqualTo("first");
        assertThat(failureOf(send(get(server)))).isInstanceOf(IOException.class);
        assertThat(sent).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
            })
    final void aConnectionThatEndsWithinTheAnswerFails(String answer) throws IOException {
        ScriptedServer server = serve();
        RecordingCallback ended = send(get(server));
        requested(server).write(answer).close();
        assertThat(failureOf(ended)).isInstanceOf(IOException.class);

        RecordingCallback broken = send(get(server));
        requested(server).write(answer).reset();
        assertThat(failureOf(broken)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "\0\1\2\3\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    final void anAnswerThatIsNoHttpFails(String answer) {
        ScriptedServer server = serve(connection -> {
            connection.readRequest();
            connection.write(answer);
        });

        failureOf(send(get(server)));
    }

    @Test
    final void anEndlessHeadFails() {
        ScriptedServer server = serve(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 100_000; i++) {
                connection.write("X-Field-" + i + ": " + "x".repeat(1000) + "\r\n");
            }
        });

        failureOf(send(get(server).timeout(Duration.ofSeconds(4))));
    }

    @Test
    final void aRequestThatIsNotAnsweredInTimeFailsAndFreesTheConnection() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server).timeout(Duration.ofMillis(300)));
        ScriptedConnection connection = requested(server);

        assertThat(failureOf(callback)).isInstanceOf(IOException.class);
        connection.awaitEnd();
    }

    @Test
    final void anAnswerThatIsNotWholeInTimeFailsAndFreesTheConnection() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server).timeout(Duration.ofMillis(300)));
        ScriptedConnection connection = requested(server);
        connection.writeHead(200, "Content-Length: 100").write("hello");

        assertThat(failureOf(callback)).isInstanceOf(IOException.class);
        connection.awaitEnd();
    }

    @Test
    final void anAnswerInTimeIsNotDisturbedByTheLimit() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server).timeout(Duration.ofMillis(500)));
        requested(server).answer(200, "in time");
        assertThat(answerTo(callback).body().utf8()).isEqualTo("in time");

        RecordingCallback patient = send(get(server));
        meanwhile();
        meanwhile();
        meanwhile();
        assertThat(patient.failure()).isNull();
        assertThat(callback.failure()).isNull();
    }

    @Test
    final void cancelEndsTheConnectionOfARequestThatHangs() throws IOException {
        ScriptedServer server = serve();
        HttpCall call = onLane(() -> transport.send(get(server), callback()));
        ScriptedConnection connection = requested(server);
        call.cancel();
        call.cancel();

        connection.awaitEnd();
    }

    @Test
    final void cancelEndsTheConnectionOfAnAnswerThatHangs() throws IOException {
        ScriptedServer server = serve();
        HttpCall call = onLane(() -> transport.send(get(server), callback()));
        ScriptedConnection connection = requested(server);
        connection.writeHead(200, "Content-Length: 100").write("hello");
        meanwhile();
        call.cancel();

        connection.awaitEnd();
    }

    @Test
    final void cancelRightAfterSendLeavesNoConnectionBehind() {
        ScriptedServer server = serve();
        for (int i = 0; i < 50; i++) {
            onLane(() -> {
                transport.send(get(server), callback()).cancel();
                return true;
            });
        }
        meanwhile();

        for (int i = server.accepted(); i > 0; i--) {
            server.accept().awaitEnd();
        }
    }

    @Test
    final void cancelAfterTheAnswerDoesNothing() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = callback();
        HttpCall call = onLane(() -> transport.send(get(server), callback));
        ScriptedConnection connection = requested(server);
        connection.answer(200, "one");
        assertThat(answerTo(callback).body().utf8()).isEqualTo("one");
        call.cancel();

        RecordingCallback second = send(get(server));
        connection.readRequest();
        connection.answer(200, "two");
        assertThat(answerTo(second).body().utf8()).isEqualTo("two");
    }

    @Test
    final void aRefusedConnectionFails() {
        URI nobody = URI.create("http://127.0.0.1:" + ScriptedServer.closedPort() + "/");

        assertThat(failureOf(send(ClientRequest.get(nobody, Map.of(), LIMIT)))).isInstanceOf(IOException.class);
    }

    @Test
    final void aHostThatHasNoAddressFails() {
        URI nowhere = URI.create("http://nowhere.invalid/");

        assertThat(failureOf(send(ClientRequest.get(nowhere, Map.of(), LIMIT)))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a header", "line\nfeed", ""})
    final void aHeaderThatHttpDoesNotAllowFailsAndDoesNotThrow(String name) {
        ScriptedServer server = serve();

        failureOf(send(ClientRequest.get(server.uri("http", "/"), Map.of(name, "value"), LIMIT)));
        assertThat(server.accepted()).isZero();
    }
}
