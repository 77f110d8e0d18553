package hocket.netty;

import static hocket.netty.EchoEngine.assertEchoes;
import static hocket.netty.EchoEngine.get;
import static hocket.netty.EchoEngine.poll;
import static hocket.netty.EchoEngine.post;
import static hocket.netty.EchoEngine.upgrade;
import static hocket.netty.EchoEngine.url;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.engine.spi.HttpResponse;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What engine and host must withstand together; each attack is one client's, and another is served all the while. */
class EngineHardeningTest {
    private static final int LIMIT = 1_000_000;

    @Test
    void aBodyAnnouncedAboveTheLimitIs413BeforeItComesAndEndsTheSession() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection client = engine.connect()) {
            String sid = poll(client);
            client.send("POST " + url(sid) + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + (LIMIT + 1) + "\r\n\r\n");

            assertThat(client.readResponse().status()).isEqualTo(413);
            client.readEnd();
            assertThat(engine.end(sid)).startsWith("transport error");
            assertSessionUnknown(engine, sid);
        }
    }

    private static void assertSessionUnknown(EchoEngine engine, String sid) {
        try (RawConnection other = engine.connect()) {
            HttpResponse response = get(other, url(sid));
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body().utf8()).contains("\"code\":1");
        }
    }

    @Test
    void aBodyWithoutEndIs413WithTheFirstByteAboveTheLimit() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection client = engine.connect()) {
            String sid = poll(client);
            client.send("POST " + url(sid) + " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send(Integer.toHexString(LIMIT) + "\r\n")
                    .send(new byte[LIMIT])
                    .send("\r\n");
            assertEchoesBesides(engine);
            assertThat(client.waiting()).isEmpty();
            assertThat(engine.isOpen(sid)).isTrue();

            client.send("1\r\nx\r\n");
            assertThat(client.readResponse().status()).isEqualTo(413);
            client.readEnd();
            assertThat(engine.end(sid)).startsWith("transport error");
        }
    }

    private static void assertEchoesBesides(EchoEngine engine) {
        try (RawConnection other = engine.connect()) {
            upgrade(other);
            assertEchoes(other, "hello");
        }
    }

    @Test
    void aClientThatEchoesAndDoesNotReadIsHeldBackThenCutAndOthersAreServed() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> options.writeTimeout(Duration.ofMillis(500)));
                RawConnection client = engine.connectWithSmallBuffer();
                RawConnection other = engine.connect()) {
            upgrade(other);
            String sid = upgrade(client);
            client.stopReading();
            Flood flood = new Flood(client, new RawFrame(true, 0, RawFrame.BINARY, ByteSlice.of(new byte[100_000])));
            while (engine.isOpen(sid)) {
                assertEchoes(other, "hello");
            }
            assertThat(engine.end(sid)).startsWith("transport error");
            assertThat(flood.sentWhenItEnded()).as("the bytes taken from it").isLessThan(64L << 20);
            assertEchoes(other, "hello");
        }
    }

    @Test
    void aClientThatDoesNotReadWhatItIsSentIsCutAt16MiB() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection client = engine.connectWithSmallBuffer();
                RawConnection other = engine.connect()) {
            upgrade(other);
            String sid = upgrade(client);
            client.stopReading();
            client.send(RawFrame.text("4flood"));

            assertThat(engine.end(sid)).isEqualTo("transport error: more than maxOutboundBytes wait to be sent");
            assertEchoes(other, "hello");
        }
    }

    @Test
    void aPollingClientThatOnlyPostsIsCutAt16MiB() throws Exception {
        byte[] body = ("4" + "x".repeat(LIMIT - 1)).getBytes(StandardCharsets.US_ASCII);
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection client = engine.connect()) {
            String sid = poll(client);
            int taken = 0;
            while (post(client, sid, body).status() == 200 && taken < 48) {
                taken++;
            }

            assertThat(taken).isBetween(15, 17);
            assertThat(engine.end(sid)).isEqualTo("transport error: more than maxOutboundBytes wait to be sent");
            assertEchoesBesides(engine);
        }
    }

    @Test
    void aFrameAnnouncing100MegabytesEndsItsOwnSession() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection client = engine.connect()) {
            String sid = upgrade(client);
            client.send(RawFrame.header(true, 0, RawFrame.BINARY, true, 100_000_000));

            assertThat(client.readFrame().closeStatus()).isEqualTo(1009);
            assertThat(engine.end(sid)).startsWith("transport error");
            assertEchoesBesides(engine);
        }
    }

    @Test
    void aCompressedBodyIsNotInflated() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[50_000_000]);
        }
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection client = engine.connect()) {
            String sid = poll(client);
            client.send("POST " + url(sid) + " HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: "
                    + bomb.size() + "\r\n\r\n");
            client.send(bomb.toByteArray()).readResponse();

            assertThat(engine.end(sid)).startsWith("parse error");
            assertEchoesBesides(engine);
        }
    }

    @Test
    void sessionsAboveTheMostAllowedAre503() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> options.maxConnections(5))) {
            assertFull(engine, 5);
        }
    }

    @Test
    void sessionsOfOneAddressAboveTheMostAllowedAre503() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> options.maxConnectionsPerIp(5))) {
            assertFull(engine, 5);
        }
    }

    private static void assertFull(EchoEngine engine, int most) {
        List<RawConnection> clients = new ArrayList<>();
        String sid = "";
        for (int i = 0; i < most; i++) {
            RawConnection client = engine.connect();
            clients.add(client);
            sid = upgrade(client);
        }
        for (int i = 0; i < 50; i++) {
            try (RawConnection polling = engine.connect();
                    RawConnection webSocket = engine.connect()) {
                assertThat(get(polling, "/engine.io/?EIO=4&transport=polling").status())
                        .isEqualTo(503);
                assertThat(webSocket
                                .upgrade("/engine.io/?EIO=4&transport=websocket")
                                .status())
                        .isEqualTo(503);
            }
        }
        assertThat(engine.engine().clientsCount()).isEqualTo(most);
        assertEchoes(clients.get(0), "hello");

        clients.get(most - 1).close();
        engine.end(sid);
        try (RawConnection next = engine.connect()) {
            upgrade(next);
            assertEchoes(next, "hello");
        }
        clients.forEach(RawConnection::close);
    }

    @Test
    void handshakesThatFailDoNotCountForEver() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> options.maxConnections(3))) {
            for (int i = 0; i < 20; i++) {
                try (RawConnection malformed = engine.connect();
                        RawConnection leaving = engine.connect()) {
                    assertThat(malformed
                                    .upgrade("/engine.io/?EIO=4&transport=websocket", "Sec-WebSocket-Key", "short")
                                    .status())
                            .isEqualTo(400);
                    leaving.send(RawConnection.upgradeRequest("/engine.io/?EIO=4&transport=websocket"));
                    leaving.reset();
                }
            }
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            int status = 503;
            while (status == 503 && System.nanoTime() < deadline) {
                try (RawConnection next = engine.connect()) {
                    status = next.upgrade("/engine.io/?EIO=4&transport=websocket")
                            .status();
                }
            }
            assertThat(status).isEqualTo(101);
        }
    }

    @Test
    @SuppressWarnings("try") // the cut is what is tested
    void aPollThatIsCutEndsTheSessionAndTheDataOfACutPostIsNotTaken() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {});
                RawConnection client = engine.connect();
                RawConnection posting = engine.connect()) {
            String sid = poll(client);
            posting.send("POST " + url(sid) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n4hello\u001e4you");
            posting.close();
            assertThat(engine.end(sid)).isEqualTo("transport error: data request connection closed prematurely");

            String other = poll(client);
            client.send("GET " + url(other) + " HTTP/1.1\r\nHost: h\r\n\r\n");
            client.reset();
            assertThat(engine.end(other)).isEqualTo("transport error: poll connection closed prematurely");
        }
    }

    @Test
    void aBodyThatTricklesAndStopsEndsTheSession() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {}, netty -> netty.bodyTimeout(Duration.ofMillis(300)));
                RawConnection client = engine.connect()) {
            String sid = poll(client);
            client.send("POST " + url(sid) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n4hello");

            client.readEnd();
            assertThat(engine.end(sid)).startsWith("transport error");
        }
    }

    @Test
    void aPollWhoseAnswerIsNotReadIsCutByTheWriteTimeout() throws Exception {
        try (EchoEngine engine = new EchoEngine(options -> {}, netty -> netty.writeTimeout(Duration.ofMillis(500)));
                RawConnection client = engine.connectWithSmallBuffer();
                RawConnection posting = engine.connect()) {
            String sid = poll(client);
            byte[] body = ("4" + "x".repeat(LIMIT - 1)).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 14; i++) {
                assertThat(post(posting, sid, body).status()).isEqualTo(200);
            }
            client.stopReading();
            client.send("GET " + url(sid) + " HTTP/1.1\r\nHost: h\r\n\r\n");
            Flood next = new Flood(client, null);

            assertThat(next.sentWhenItEnded()).isNotNegative();
            assertEchoesBesides(engine);
        }
    }

    /** Sends one frame, or one byte, over and over from a thread of its own, until the connection has ended. */
    private static final class Flood {
        private final Thread thread;
        private long sent; // the thread, and whoever has joined it

        Flood(RawConnection client, RawFrame frame) {
            byte[] data = frame == null ? new byte[] {'\r', '\n'} : frame.masked();
            thread = new Thread(() -> {
                try {
                    while (true) {
                        client.send(data);
                        sent += data.length;
                        if (frame == null) {
                            Thread.sleep(20);
                        }
                    }
                } catch (UncheckedIOException | InterruptedException e) {
                    // the end
                }
            });
            thread.start();
        }

        long sentWhenItEnded() throws IOException, InterruptedException {
            thread.join(10_000);
            if (thread.isAlive()) {
                throw new IOException("the connection has not ended within 10 s");
            }
            return sent;
        }
    }
}
