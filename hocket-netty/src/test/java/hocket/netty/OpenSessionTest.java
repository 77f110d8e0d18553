package hocket.netty;

import static hocket.netty.EchoEngine.assertEchoes;
import static hocket.netty.EchoEngine.poll;
import static hocket.netty.EchoEngine.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import org.junit.jupiter.api.Test;

/** What an open session keeps of the requests that it began with: nothing, since it may live for days. */
class OpenSessionTest {
    @Test
    void sessionForgetsTheRequestForItsWebSocket() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection client = engine.connect()) {
            upgrade(client);
            engine.awaitRequestsForgotten(1);
            assertEchoes(client, "still open");
        }
    }

    @Test
    void upgradedSessionForgetsItsPollingToo() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection polling = engine.connect();
                RawConnection webSocket = engine.connect()) {
            String url = "/engine.io/?EIO=4&transport=websocket&sid=" + poll(polling);
            assertThat(webSocket.upgrade(url).status()).isEqualTo(101);
            webSocket.send(RawFrame.text("2probe"));
            assertThat(webSocket.readFrame().text()).isEqualTo("3probe");
            webSocket.send(RawFrame.text("5"));
            assertEchoes(webSocket, "upgraded");
            engine.awaitRequestsForgotten(2);
            assertEchoes(webSocket, "still open");
        }
    }
}
