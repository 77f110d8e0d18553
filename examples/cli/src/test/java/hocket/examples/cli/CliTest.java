package hocket.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.SocketIo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CliTest {
    private final BlockingQueue<Object> said = new LinkedBlockingQueue<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private SocketIo server;
    private String url;

    @BeforeEach
    void start() throws Exception {
        server = SocketIo.builder()
                .port(0)
                .netty(netty -> netty.host("127.0.0.1"))
                .listen(io -> {
                    io.onConnection(socket -> {
                        socket.on("say", args -> said.add(args.toList()));
                        socket.on("ask", (args, ack) -> ack.send(args.toList().toArray()));
                        socket.on(
                                "auth",
                                (args, ack) ->
                                        ack.send(socket.handshake().auth().tree(0)));
                        socket.on(
                                "header",
                                (args, ack) ->
                                        ack.send(socket.handshake().headers().get("x-name")));
                        for (int n = 0; n < 3; n++) {
                            socket.emit("tick", n, new byte[] {1, 2});
                        }
                    });
                    io.of("/closed").use(socket -> {
                        throw new IllegalStateException("not today");
                    });
                });
        url = "http://127.0.0.1:" + server.port();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(String... args) {
        CommandLine commandLine = Cli.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "upgrade"})
    void anEventIsSentBeforeTheCommandEnds(String transport) throws Exception {
        assertThat(run("emit", url, "say", "-t", transport, "hello", "{\"a\": [1, null]}", "2.5", "\"2\""))
                .isZero();
        assertThat(said.poll(10, TimeUnit.SECONDS)).hasToString("[hello, {a=[1, null]}, 2.5, 2]");
    }

    @Test
    void anAnswerIsPrintedAsJson() {
        assertThat(run("call", url, "ask", "{\"a\": [1, null]}", "text", "true"))
                .isZero();
        assertThat(out.toString().trim()).isEqualTo("{\"a\":[1,null]} \"text\" true");
    }

    @Test
    void aFileGoesAsItsBytes(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("bytes"), new byte[] {0, 1, 2});

        assertThat(run("call", url, "ask", "@" + file)).isZero();
        assertThat(out.toString().trim()).isEqualTo("(3 bytes)");
    }

    @Test
    void eventsArePrintedAsTheyCome() {
        assertThat(run("listen", url, "--count", "3")).isZero();
        assertThat(out.toString().lines()).containsExactly("tick 0 (2 bytes)", "tick 1 (2 bytes)", "tick 2 (2 bytes)");
    }

    @Test
    void authAndHeadersAreShownToTheServer() {
        assertThat(run("call", url, "auth", "--auth", "{\"token\":\"t\"}")).isZero();
        assertThat(run("call", url, "header", "-H", "X-Name=Ada")).isZero();
        assertThat(out.toString().lines()).containsExactly("{\"token\":\"t\"}", "\"Ada\"");
    }

    @Test
    void aRefusalIsTold() {
        assertThat(run("call", url + "/closed", "ask")).isEqualTo(1);
        assertThat(err.toString()).contains("not today");
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        server.close();

        assertThat(run("call", url, "ask", "--timeout", "0.5")).isEqualTo(1);
        assertThat(err.toString()).contains("no connection to " + url);
    }

    @Test
    void argumentsThatMakeNoSenseAreTold() {
        assertThat(run("call")).isEqualTo(2);
        assertThat(err.toString()).contains("URL");
        assertThat(run("call", url, "ask", "--auth", "[1]")).isEqualTo(1);
        assertThat(err.toString()).contains("not a JSON object: [1]");
    }
}
