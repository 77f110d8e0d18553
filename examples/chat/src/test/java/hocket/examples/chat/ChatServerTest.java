package hocket.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatServerTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "/, 200, text/html; charset=utf-8, <!doctype html>",
        "/chat.js, 200, text/javascript; charset=utf-8, \"use strict\"",
        "/chat.css, 200, text/css; charset=utf-8, :root",
        "/socket.io/socket.io.js, 200, application/javascript; charset=utf-8, Socket.IO",
        "/index.html, 404, text/plain; charset=utf-8, There is nothing here.",
        "/../chat.js, 404, text/plain; charset=utf-8, There is nothing here."
    })
    void thePageAndItsFilesAreServed(String path, int status, String type, String content) throws Exception {
        try (ChatServer chat = ChatServer.start(0)) {
            HttpResponse<String> response = request(chat, path, "GET");

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
            assertThat(response.body()).contains(content);
        }
    }

    @Test
    void thePageCannotBeMadeToRunForeignScripts() throws Exception {
        try (ChatServer chat = ChatServer.start(0)) {
            assertThat(request(chat, "/", "GET").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'; "));
        }
    }

    @Test
    void theHeadOfThePageCanBeHadAlone() throws Exception {
        try (ChatServer chat = ChatServer.start(0)) {
            assertThat(request(chat, "/", "HEAD").statusCode()).isEqualTo(200);
            assertThat(request(chat, "/", "GET").body()).startsWith("<!doctype html>");
        }
    }

    @Test
    void thePageIsOnlyRead() throws Exception {
        try (ChatServer chat = ChatServer.start(0)) {
            HttpResponse<String> response = request(chat, "/", "DELETE");

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
    }

    @Test
    void aTakenPortIsToldInOneSentence() throws Exception {
        try (ChatServer chat = ChatServer.start(0)) {
            assertThatThrownBy(() -> ChatServer.start(chat.port()))
                    .isInstanceOf(BindException.class)
                    .hasMessage("cannot listen on port " + chat.port() + ": it is in use by another program");
        }
    }

    @Test
    void thePortComesFromTheArgumentsElseFromTheEnvironment() {
        assertThat(ChatServer.port(List.of(), Map.of())).isEqualTo(3000);
        assertThat(ChatServer.port(List.of(), Map.of("PORT", "4000"))).isEqualTo(4000);
        assertThat(ChatServer.port(List.of("--port", "5000"), Map.of("PORT", "4000")))
                .isEqualTo(5000);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    --port,        '--port needs a number from 0 to 65535'
                    --port 65536,  '--port needs a number from 0 to 65535, not 65536'
                    --port -1,     '--port needs a number from 0 to 65535, not -1'
                    --port 1 --now,'the only argument is --port N, not --port 1 --now'
                    -v,            'the only argument is --port N, not -v'
                    """)
    void aBadArgumentIsToldInOneSentence(String line, String sentence) {
        assertThatThrownBy(() -> ChatServer.port(List.of(line.split(" ")), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private HttpResponse<String> request(ChatServer chat, String path, String method)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + chat.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
