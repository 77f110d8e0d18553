package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The server as a whole: its options, the bundle it serves, its end. */
class SocketIoServerTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new SocketIoFixture(o -> o.connectTimeout(Duration.ZERO)))
                .hasMessage("connectTimeout must be more than 0, not PT0S");
        assertThatThrownBy(() -> new SocketIoFixture(o -> o.maxPendingAcks(-1)))
                .hasMessage("maxPendingAcks must be 1 or more, not -1");
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

    @Test
    void closedServerTellsEverySocketWhy() {
        MemoryWebSocket client = fixture.join();
        fixture.io.close();
        fixture.host.lane().crank();
        assertThat(client.isOpen()).isFalse();
        assertThat(fixture.events).containsExactly("connection", "disconnect server shutting down");
    }
}
