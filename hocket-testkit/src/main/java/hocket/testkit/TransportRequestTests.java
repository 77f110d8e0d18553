package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.core.ByteSlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ClientTransport#send} promises for requests that are answered. */
abstract class TransportRequestTests extends TransportTests {
    TransportRequestTests(Supplier<ClientTransport> maker) {
        super(maker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    final void aGetHasItsHeadersAndGetsStatusAndBody(String scheme) throws IOException {
        ScriptedServer server = serve();
        Map<String, String> headers = Map.of("X-Test", "one", "Cookie", "a=b");
        RecordingCallback callback =
                send(ClientRequest.get(server.uri(scheme, "/a%20b/?EIO=4&t=%C3%A9"), headers, LIMIT));
        ScriptedConnection connection = server.accept();
        ScriptedConnection.Request request = connection.readRequest();
        connection.answer(200, "héllo");

        assertThat(answerTo(callback).status()).isEqualTo(200);
        assertThat(answerTo(callback).body().utf8()).isEqualTo("héllo");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/a%20b/?EIO=4&t=%C3%A9");
        assertThat(request.headers().get("X-Test")).isEqualTo("one");
        assertThat(request.headers().get("Cookie")).isEqualTo("a=b");
        assertThat(request.headers().get("Host")).startsWith("127.0.0.1:");
        assertThat(request.body().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20_000, 1_000_000})
    final void aPostHasItsHeadersAndBody(int size) throws IOException {
        ScriptedServer server = serve();
        ByteSlice inside = ByteSlice.of(new byte[size + 7]).slice(7); // a slice that is not its whole array
        System.arraycopy(bytes(size).array(), 0, inside.array(), inside.offset(), size);
        Map<String, String> headers = Map.of("Content-Type", "text/plain;charset=UTF-8");
        RecordingCallback callback =
                send(ClientRequest.get(server.uri("http", "/"), headers, LIMIT).post(inside));
        ScriptedConnection connection = server.accept();
        ScriptedConnection.Request request = connection.readRequest();
        connection.answer(200, "ok");

        assertThat(answerTo(callback).body().utf8()).isEqualTo("ok");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().get("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(request.body()).isEqualTo(bytes(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 400, 401, 403, 404, 413, 500, 502, 503})
    final void anAnswerOfAnyStatusIsAnAnswer(int status) throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server));
        ScriptedConnection connection = server.accept();
        connection.readRequest();
        String body = "{\"code\":" + status + "}";
        connection
                .writeHead(status, "Content-Length: " + body.length(), "Location: /elsewhere")
                .write(body);

        assertThat(answerTo(callback).status()).isEqualTo(status);
        assertThat(answerTo(callback).body().utf8()).isEqualTo(body);
    }

    @Test
    final void anAnswerWithoutABodyHasAnEmptyOne() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server));
        ScriptedConnection connection = server.accept();
        connection.readRequest();
        connection.writeHead(204);

        assertThat(answerTo(callback).status()).isEqualTo(204);
        assertThat(answerTo(callback).body().isEmpty()).isTrue();
    }

    @Test
    final void aBodyAtTheLimitComesWhole() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server));
        ScriptedConnection connection = server.accept();
        connection.readRequest();
        connection.writeHead(200, "Content-Length: " + LIMIT).write(bytes(LIMIT).toByteArray());

        assertThat(answerTo(callback).body()).isEqualTo(bytes(LIMIT));
    }

    @Test
    final void aBodyInChunksAtTheLimitComesWhole() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server));
        ScriptedConnection connection = server.accept();
        connection.readRequest();
        connection.writeHead(200, "Transfer-Encoding: chunked");
        byte[] body = bytes(LIMIT).toByteArray();
        for (int i = 0; i < LIMIT; i += 50_000) {
            connection.writeChunk(ByteSlice.of(body, i, 50_000).toByteArray());
        }
        connection.writeChunk(new byte[0]);

        assertThat(answerTo(callback).body()).isEqualTo(bytes(LIMIT));
    }

    @Test
    final void aBodyThatComesByteByByteComesWhole() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback callback = send(get(server));
        ScriptedConnection connection = server.accept();
        connection.readRequest();
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        for (int i = 0; i < answer.length(); i++) {
            connection.write(answer.substring(i, i + 1));
        }

        assertThat(answerTo(callback).body().utf8()).isEqualTo("hello");
    }

    @Test
    final void requestsOneAfterAnotherAreAnsweredOnConnectionsThatEnd() {
        ScriptedServer server = serve(connection -> {
            String target = connection.readRequest().target();
            connection.writeHead(200, "Connection: close").write(target);
        });
        for (int i = 0; i < 20; i++) {
            RecordingCallback callback = send(ClientRequest.get(server.uri("http", "/" + i), Map.of(), LIMIT));
            assertThat(answerTo(callback).body().utf8()).isEqualTo("/" + i);
        }
    }

    @Test
    final void aConnectionIsUsedAgain() throws IOException {
        ScriptedServer server = serve();
        RecordingCallback first = send(get(server));
        ScriptedConnection connection = server.accept();
        connection.readRequest();
        connection.answer(200, "one");
        assertThat(answerTo(first).body().utf8()).isEqualTo("one");

        RecordingCallback second = send(get(server).post(ByteSlice.utf8("more")));
        assertThat(connection.readRequest().body().utf8()).isEqualTo("more");
        connection.answer(200, "two");
        assertThat(answerTo(second).body().utf8()).isEqualTo("two");
        assertThat(server.accepted()).isEqualTo(1);
    }

    @Test
    final void fiftyGetsMayHangAtOnce() throws IOException {
        ScriptedServer server = serve();
        List<RecordingCallback> callbacks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            callbacks.add(send(ClientRequest.get(server.uri("http", "/" + i), Map.of(), LIMIT)));
        }
        List<ScriptedConnection> connections = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            connections.add(server.accept());
            targets.add(connections.get(i).readRequest().target());
        }
        RecordingCallback post = send(get(server).post(ByteSlice.utf8("a POST beside them")));
        ScriptedConnection fresh = server.accept();
        fresh.readRequest();
        fresh.answer(200, "ok");
        assertThat(answerTo(post).body().utf8()).isEqualTo("ok");
        for (int i = 0; i < 50; i++) {
            connections.get(i).answer(200, targets.get(i));
        }

        for (int i = 0; i < 50; i++) {
            assertThat(answerTo(callbacks.get(i)).body().utf8()).isEqualTo("/" + i);
        }
    }
}
