package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.PerMessageDeflate;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** permessage-deflate as a client sees it (RFC 7692); the client's side is the JDK's. */
class DeflateTest {
    private static final int RSV1 = 4;
    private static final int LIMIT = WebSocketHandler.LIMIT;
    private static final String OFFER = "permessage-deflate";

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private WebSocketHandler handler;
    private NettyServer server;

    @AfterEach
    void stop() {
        deflater.end();
        inflater.end();
        server.close();
    }

    private static HttpResponse offer(RawConnection client, String url, String extensions) {
        return client.upgrade(url, "Sec-WebSocket-Extensions", extensions);
    }

    private RawConnection open(PerMessageDeflate deflate, String extensions) throws IOException {
        handler = new WebSocketHandler(deflate);
        server = NettyServer.builder(handler).host("127.0.0.1").threads(1).start();
        RawConnection client = RawConnection.open(server.port());
        assertThat(offer(client, "/", extensions).headers().get("Sec-WebSocket-Extensions"))
                .isNotNull();
        return client;
    }

    private RawConnection open() throws IOException {
        return open(PerMessageDeflate.DEFAULT, OFFER);
    }

    private byte[] deflate(byte[] data) {
        deflater.setInput(data);
        ByteSink out = new ByteSink(data.length / 4);
        byte[] chunk = new byte[65_536];
        for (int n = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                n > 0;
                n = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH)) {
            out.write(chunk, 0, n);
        }
        byte[] all = out.toSlice().toByteArray();
        return all.length == 0 ? new byte[1] : Arrays.copyOf(all, all.length - 4); // RFC 7692 §7.2.1, §7.2.3.6
    }

    private byte[] inflate(RawFrame frame) throws DataFormatException {
        assertThat(frame.rsv()).as("the reserved bits of a compressed message").isEqualTo(RSV1);
        byte[] data =
                Arrays.copyOf(frame.payload().toByteArray(), frame.payload().length() + 4);
        data[data.length - 2] = (byte) 0xff;
        data[data.length - 1] = (byte) 0xff;
        inflater.setInput(data);
        byte[] out = new byte[2 * LIMIT];
        return Arrays.copyOf(out, inflater.inflate(out));
    }

    private static RawFrame compressed(boolean fin, int opcode, byte[] deflated) {
        return new RawFrame(fin, opcode == RawFrame.CONTINUATION ? 0 : RSV1, opcode, ByteSlice.of(deflated));
    }

    private void assertClosed(RawConnection client, int status) {
        RawFrame last = client.readFrame();
        assertThat(last.opcode()).as("the opcode of " + last).isEqualTo(RawFrame.CLOSE);
        assertThat(last.closeStatus()).isEqualTo(status);
        client.readEnd();
        client.close();
        assertThat(handler.end("/")).isNotEqualTo(WebSocketHandler.ORDERLY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate",
                "permessage-deflate; client_max_window_bits=10 | permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover | permessage-deflate",
                "x-unknown, permessage-deflate | permessage-deflate",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate",
                "permessage-deflate; unknown=1, permessage-deflate; client_max_window_bits | permessage-deflate",
                "permessage-deflate; server_max_window_bits=x, permessage-deflate | permessage-deflate",
            })
    void theFirstOfferThatCanBeMetIsTaken(String offers, String answer) throws Exception {
        RawConnection client = open(PerMessageDeflate.DEFAULT, OFFER);
        client.close();
        try (RawConnection other = RawConnection.open(server.port())) {
            HttpResponse response = offer(other, "/other", offers);
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.headers().get("Sec-WebSocket-Extensions")).isEqualTo(answer);
            byte[] text = "hello ".repeat(1000).getBytes(StandardCharsets.UTF_8);
            other.send(compressed(true, RawFrame.TEXT, deflate(text)));
            assertThat(inflate(other.readFrame())).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-webkit-deflate-frame",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=x",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=99999999999",
                "permessage-deflate; unknown",
                ";",
                ",",
                ",;,;=;",
                "\"",
                "permessage-deflate=1"
            })
    void anOfferThatCannotBeMetLeavesTheWebSocketUncompressed(String offers) throws Exception {
        RawConnection client = open(PerMessageDeflate.DEFAULT, OFFER);
        client.close();
        try (RawConnection other = RawConnection.open(server.port())) {
            HttpResponse response = offer(other, "/other", offers);
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.headers().get("Sec-WebSocket-Extensions")).isNull();
            RawFrame large = RawFrame.text("hello ".repeat(1000));
            assertThat(other.send(large).readFrame()).isEqualTo(large);
        }
    }

    @Test
    void aServerThatDoesNotWantItDoesNotAgreeToIt() throws Exception {
        handler = new WebSocketHandler();
        server = NettyServer.builder(handler).host("127.0.0.1").start();
        try (RawConnection client = RawConnection.open(server.port())) {
            assertThat(offer(client, "/", OFFER).headers().get("Sec-WebSocket-Extensions"))
                    .isNull();
            client.send(compressed(true, RawFrame.TEXT, deflate(new byte[10])));
            assertClosed(client, 1002);
        }
    }

    @Test
    void messagesAreCompressedBothWaysWithOneWindow() throws Exception {
        byte[] random = new byte[5000];
        new Random(3).nextBytes(random);
        try (RawConnection client = open()) {
            int[] sizes = new int[3];
            for (int i = 0; i < 3; i++) {
                byte[] deflated = deflate(random);
                RawFrame echo =
                        client.send(compressed(true, RawFrame.BINARY, deflated)).readFrame();
                sizes[i] = echo.payload().length();
                assertThat(inflate(echo)).isEqualTo(random);
                assertThat(deflated.length < 500).isEqualTo(i > 0);
            }
            assertThat(sizes[0]).isGreaterThan(5000);
            assertThat(sizes[1]).isLessThan(500);
            assertThat(sizes[2]).isLessThan(500);
        }
    }

    @Test
    void noWindowIsKeptIfTheServerWantsSo() throws Exception {
        byte[] random = new byte[5000];
        new Random(3).nextBytes(random);
        PerMessageDeflate none = new PerMessageDeflate(1024, 6, true, true);
        try (RawConnection client = open(none, OFFER + "; client_no_context_takeover")) {
            try (RawConnection other = RawConnection.open(server.port())) {
                assertThat(offer(other, "/other", OFFER + "; client_no_context_takeover")
                                .headers()
                                .get("Sec-WebSocket-Extensions"))
                        .contains("server_no_context_takeover")
                        .contains("client_no_context_takeover");
            }
            for (int i = 0; i < 3; i++) {
                deflater.reset();
                inflater.reset();
                RawFrame echo = client.send(compressed(true, RawFrame.BINARY, deflate(random)))
                        .readFrame();
                assertThat(echo.payload().length()).isGreaterThan(5000);
                assertThat(inflate(echo)).isEqualTo(random);
            }
            client.send(compressed(true, RawFrame.BINARY, deflate(random)));
            assertClosed(client, 1007); // it refers to a window that was not kept
        }
    }

    @Test
    void smallMessagesAndThoseThatShallNotAreNotCompressed() throws Exception {
        try (RawConnection client = open()) {
            RawFrame small = RawFrame.text("x".repeat(1023));
            assertThat(client.send(small).readFrame()).isEqualTo(small);
            RawFrame unwanted = RawFrame.text("!" + "x".repeat(5000));
            assertThat(client.send(unwanted).readFrame()).isEqualTo(unwanted);
            RawFrame large = RawFrame.text("x".repeat(1024));
            assertThat(inflate(client.send(large).readFrame()))
                    .isEqualTo(large.payload().toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void everyLevelWorksAndEvenNothingIsCompressed(int level) throws Exception {
        try (RawConnection client = open(new PerMessageDeflate(0, level, false, false), OFFER)) {
            for (String text : new String[] {"", "a", "hello ".repeat(1000), ""}) {
                client.send(compressed(true, RawFrame.TEXT, deflate(text.getBytes(StandardCharsets.UTF_8))));
                assertThat(inflate(client.readFrame())).asString().isEqualTo(text);
            }
        }
    }

    @Test
    void aCompressedMessageMayComeInFragmentsAndOthersUncompressed() throws Exception {
        byte[] text = "hello ".repeat(5000).getBytes(StandardCharsets.UTF_8);
        try (RawConnection client = open()) {
            byte[] deflated = deflate(text);
            for (int i = 0; i < deflated.length; i++) {
                int opcode = i == 0 ? RawFrame.TEXT : RawFrame.CONTINUATION;
                client.send(compressed(i == deflated.length - 1, opcode, new byte[] {deflated[i]}));
                client.send(new RawFrame(true, 0, RawFrame.PING, ByteSlice.EMPTY));
            }
            for (int i = 0; i < deflated.length - 1; i++) {
                assertThat(client.readFrame().opcode()).isEqualTo(RawFrame.PONG);
            }
            RawFrame echo = client.readFrame();
            assertThat(inflate(echo)).isEqualTo(text);
            assertThat(client.readFrame().opcode()).isEqualTo(RawFrame.PONG);
            assertThat(client.send(RawFrame.text("plain")).readFrame().text()).isEqualTo("plain");
        }
    }

    @ParameterizedTest
    @CsvSource({"1000000,true", "1000000,false", "999999,true", "999999,false", "999900,true", "999900,false"})
    void aMessageUpToTheLimitIsTakenHoweverWellItCompresses(int size, boolean compressible) throws Exception {
        byte[] data = new byte[size];
        if (!compressible) {
            new Random(5).nextBytes(data);
        }
        data[0] = '!';
        try (RawConnection client = open()) {
            client.send(compressed(true, RawFrame.BINARY, deflate(data)));
            assertThat(client.readFrame()).isEqualTo(RawFrame.binary(data));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageThatInflatesToMoreThanTheLimitIs1009(boolean compressible) throws Exception {
        byte[] data = new byte[LIMIT + 1];
        if (!compressible) {
            new Random(5).nextBytes(data);
        }
        try (RawConnection client = open()) {
            client.send(compressed(true, RawFrame.BINARY, deflate(data)));
            assertClosed(client, 1009);
        }
    }

    @Test
    void anUncompressedMessageAboveTheLimitIs1009() throws Exception {
        try (RawConnection client = open()) {
            client.send(RawFrame.binary(new byte[LIMIT + 1]));
            assertClosed(client, 1009);
        }
    }

    @Test
    void aFrameThatCouldNotBeDeflatedFromTheLimitIs1009OnItsHeader() throws Exception {
        try (RawConnection client = open()) {
            client.send(RawFrame.header(true, RSV1, RawFrame.BINARY, true, LIMIT + LIMIT / 8 + 65));
            assertClosed(client, 1009);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBombIs1009(boolean inFragments) throws Exception {
        byte[] bomb = deflate(new byte[100_000_000]);
        assertThat(bomb.length).isLessThan(LIMIT / 2);
        try (RawConnection client = open()) {
            if (inFragments) {
                client.send(compressed(false, RawFrame.BINARY, Arrays.copyOf(bomb, bomb.length / 2)));
                client.send(compressed(
                        true, RawFrame.CONTINUATION, Arrays.copyOfRange(bomb, bomb.length / 2, bomb.length)));
            } else {
                client.send(compressed(true, RawFrame.BINARY, bomb));
            }
            assertClosed(client, 1009);
        }
    }

    @Test
    void whatCannotBeInflatedIs1007() throws Exception {
        byte[][] corrupt = {{(byte) 0xff, 1, 2, 3}, {1, 2, 3, 4, 5, 6}, {0x07}};
        try (RawConnection client = open()) {
            client.send(compressed(true, RawFrame.BINARY, corrupt[0]));
            assertClosed(client, 1007);
        }
        for (int i = 1; i < corrupt.length; i++) {
            try (RawConnection client = RawConnection.open(server.port())) {
                assertThat(offer(client, "/", OFFER).status()).isEqualTo(101);
                client.send(compressed(true, RawFrame.BINARY, corrupt[i]));
                assertClosed(client, 1007);
            }
        }
    }

    @Test
    void textThatInflatesToSomethingElseThanUtf8Is1007() throws Exception {
        try (RawConnection client = open()) {
            byte[] deflated = deflate(new byte[] {'a', (byte) 0xff, 'b'});
            client.send(compressed(false, RawFrame.TEXT, deflated));
            assertClosed(client, 1007);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,4", "1,2", "1,1", "1,6", "2,5", "8,4", "9,4", "10,4"})
    void bitsThatMeanNothingAre1002(int opcode, int rsv) throws Exception {
        try (RawConnection client = open()) {
            if (opcode == RawFrame.CONTINUATION) {
                client.send(compressed(false, RawFrame.TEXT, deflate(new byte[] {'a'})));
            }
            client.send(new RawFrame(true, rsv, opcode, ByteSlice.of(deflate(new byte[0]))));
            assertClosed(client, 1002);
        }
    }

    /** RFC 7692 §7.2.3.4. */
    @Test
    void aFinalBlockIsNotTheEndOfTheConnection() throws Exception {
        byte[] hello = {(byte) 0xf3, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00, 0x00};
        try (RawConnection client = open()) {
            for (int i = 0; i < 3; i++) {
                RawFrame echo =
                        client.send(compressed(true, RawFrame.TEXT, hello)).readFrame();
                assertThat(echo.text()).isEqualTo("Hello");
            }
        }
    }
}
