package hocket.examples.echo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.engine.EngineOptions;
import hocket.netty.NettyServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoServerTest {
    @Test
    void messagesComeBack() throws Exception {
        try (NettyServer server = EchoServer.start(0, EngineOptions.builder().build())) {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket socket = connect(server.port(), received);

            assertThat(received.poll(5, SECONDS)).startsWith("0{\"sid\":");
            socket.sendText("4hello", true).join();
            assertThat(received.poll(5, SECONDS)).isEqualTo("4hello");
            socket.abort();
        }
    }

    @Test
    void argumentsChooseThePortAndTheOptions() {
        EchoServer.Arguments arguments = new EchoServer.Arguments();

        arguments.read(List.of("--port", "4000", "--ping-interval", "300", "--ping-timeout", "200", "--allow-eio3"));

        assertThat(arguments.port).isEqualTo(4000);
        assertThat(arguments.options.build().path()).isEqualTo("/engine.io/");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    --port,           --port needs a number from 0 to 65535
                    --port 65536,     --port needs a number from 0 to 65535
                    --port x,         --port needs a number from 0 to 65535
                    --ping-timeout 0, --ping-timeout needs a number from 1 to 2147483647
                    --verbose,        unknown argument: --verbose
                    """)
    void aBadArgumentIsNamed(String line, String message) {
        EchoServer.Arguments arguments = new EchoServer.Arguments();

        assertThatThrownBy(() -> arguments.read(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static WebSocket connect(int port, BlockingQueue<String> received) {
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                received.add(data.toString());
                webSocket.request(1);
                return null;
            }
        };
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + "/engine.io/?EIO=4&transport=websocket"), listener)
                .join();
    }
}
