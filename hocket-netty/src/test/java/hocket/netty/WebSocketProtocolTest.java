package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that break RFC 6455: each ends its own WebSocket, with the status of the rule. */
class WebSocketProtocolTest {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_DATA = 1007;
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;
    private static final WebSocketHandler HANDLER = new WebSocketHandler();

    private static NettyServer server;

    @BeforeAll
    static void start() throws IOException {
        server = NettyServer.builder(HANDLER).host("127.0.0.1").threads(2).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final AtomicInteger opened = new AtomicInteger();

    /** A WebSocket whose URL is its number in this test. */
    private RawConnection open() {
        return upgraded(RawConnection.open(server.port()));
    }

    private RawConnection upgraded(RawConnection client) {
        assertThat(client.upgrade(url(opened.incrementAndGet())).status()).isEqualTo(101);
        return client;
    }

    private String url(int number) {
        return "/" + System.identityHashCode(this) + "/" + number;
    }

    /** How the last WebSocket ended. */
    private String end() {
        return HANDLER.end(url(opened.get()));
    }

    private static RawFrame frame(boolean fin, int rsv, int opcode, byte... payload) {
        return new RawFrame(fin, rsv, opcode, ByteSlice.of(payload));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The client is told that status, and nothing else; whoever is connected besides is served on. */
    private void assertClosed(RawConnection client, int status) {
        RawFrame last = client.readFrame();
        assertThat(last.opcode()).as("the opcode of " + last).isEqualTo(RawFrame.CLOSE);
        assertThat(last.closeStatus()).isEqualTo(status);
        client.readEnd();
        client.close();
        assertThat(end()).isNotEqualTo(WebSocketHandler.ORDERLY);
    }

    private void assertRefused(int status, byte[]... frames) {
        try (RawConnection other = open();
                RawConnection client = open()) {
            client.send(join(frames));
            assertClosed(client, status);
            assertThat(other.send(RawFrame.text("hello")).readFrame().text()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void reservedOpcodesAre1002(int opcode) {
        assertRefused(PROTOCOL_ERROR, frame(true, 0, opcode, bytes(1, 2, 3)).masked());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void reservedBitsAre1002(int rsv) {
        assertRefused(
                PROTOCOL_ERROR, frame(true, rsv, RawFrame.TEXT, bytes('a')).masked());
        assertRefused(PROTOCOL_ERROR, frame(true, rsv, RawFrame.PING).masked());
        assertRefused(PROTOCOL_ERROR, frame(true, rsv, RawFrame.CLOSE).masked());
    }

    @ParameterizedTest
    @ValueSource(ints = {RawFrame.TEXT, RawFrame.BINARY, RawFrame.PING, RawFrame.PONG, RawFrame.CLOSE})
    void framesThatAreNotMaskedAre1002(int opcode) {
        assertRefused(PROTOCOL_ERROR, frame(true, 0, opcode).unmasked());
    }

    @ParameterizedTest
    @ValueSource(ints = {RawFrame.PING, RawFrame.PONG, RawFrame.CLOSE})
    void controlFramesInFragmentsOrAbove125BytesAre1002(int opcode) {
        assertRefused(PROTOCOL_ERROR, frame(false, 0, opcode).masked());
        assertRefused(PROTOCOL_ERROR, frame(true, 0, opcode, new byte[126]).masked());
        assertRefused(PROTOCOL_ERROR, RawFrame.header(true, 0, opcode, true, 70_000));
    }

    @Test
    void aContinuationWithoutABeginningIs1002() {
        assertRefused(
                PROTOCOL_ERROR,
                frame(true, 0, RawFrame.CONTINUATION, bytes('a')).masked());
        assertRefused(
                PROTOCOL_ERROR,
                frame(false, 0, RawFrame.CONTINUATION, bytes('a')).masked());
    }

    @ParameterizedTest
    @ValueSource(ints = {RawFrame.TEXT, RawFrame.BINARY})
    void aMessageInsideAnotherIs1002(int opcode) {
        assertRefused(
                PROTOCOL_ERROR,
                frame(false, 0, RawFrame.TEXT, bytes('a')).masked(),
                frame(true, 0, opcode, bytes('b')).masked());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void statusesThatNoClientMaySendAre1002(int status) {
        assertRefused(PROTOCOL_ERROR, RawFrame.close(status).masked());
    }

    @Test
    void aCloseFrameOfOneByteIs1002AndAReasonThatIsNotUtf8Is1007() {
        assertRefused(PROTOCOL_ERROR, frame(true, 0, RawFrame.CLOSE, bytes(3)).masked());
        assertRefused(
                INVALID_DATA,
                frame(true, 0, RawFrame.CLOSE, bytes(3, 0xe8, 0xc0, 0x80)).masked());
    }

    @Test
    void lengthsInMoreBytesThanNeededAre1002() {
        assertRefused(PROTOCOL_ERROR, bytes(0x82, 0x80 | 126, 0, 125));
        assertRefused(PROTOCOL_ERROR, bytes(0x82, 0x80 | 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff));
    }

    @Test
    void lengthsThatCannotBeAreRefusedOnTheHeader() {
        assertRefused(PROTOCOL_ERROR, RawFrame.header(true, 0, RawFrame.BINARY, true, -1));
        assertRefused(PROTOCOL_ERROR, RawFrame.header(true, 0, RawFrame.BINARY, true, Long.MIN_VALUE));
        assertRefused(TOO_BIG, RawFrame.header(true, 0, RawFrame.BINARY, true, Long.MAX_VALUE));
        assertRefused(TOO_BIG, RawFrame.header(true, 0, RawFrame.BINARY, true, 1L << 32));
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000_000, 1_000_001, Integer.MAX_VALUE})
    void aFrameAboveTheLimitIs1009OnItsHeaderAndNothingIsAllocatedForIt(long length) {
        try (RawConnection client = open()) {
            AllocatedBytes allocated = AllocatedBytes.ofThreads("hocket-lane");
            client.send(RawFrame.header(false, 0, RawFrame.BINARY, true, length));
            assertClosed(client, TOO_BIG);
            assertThat(allocated.since()).isLessThan(WebSocketHandler.LIMIT);
        }
    }

    @Test
    void fragmentsWhoseSumIsAboveTheLimitAre1009() {
        byte[] half = new byte[WebSocketHandler.LIMIT / 2];
        assertRefused(
                TOO_BIG,
                frame(false, 0, RawFrame.BINARY, half).masked(),
                frame(false, 0, RawFrame.CONTINUATION, half).masked(),
                frame(false, 0, RawFrame.CONTINUATION, bytes(1)).masked());
    }

    @Test
    void aMessageMayHave16384FragmentsAndNotOneMore() {
        try (RawConnection client = open()) {
            client.send(fragments(WebSocketHandler.MAX_FRAGMENTS, true));
            assertThat(client.readFrame().payload().length()).isEqualTo(WebSocketHandler.MAX_FRAGMENTS);
            client.send(fragments(WebSocketHandler.MAX_FRAGMENTS + 1, false));
            assertClosed(client, POLICY);
        }
        assertRefused(POLICY, emptyFragments(WebSocketHandler.MAX_FRAGMENTS + 1));
    }

    private static byte[] fragments(int count, boolean end) {
        return join(IntStream.range(0, count)
                .mapToObj(
                        i -> frame(end && i == count - 1, 0, i == 0 ? RawFrame.TEXT : RawFrame.CONTINUATION, bytes('x'))
                                .masked())
                .toArray(byte[][]::new));
    }

    private static byte[] emptyFragments(int count) {
        return join(IntStream.range(0, count)
                .mapToObj(i -> frame(false, 0, i == 0 ? RawFrame.BINARY : RawFrame.CONTINUATION)
                        .masked())
                .toArray(byte[][]::new));
    }

    static List<byte[]> invalidTexts() {
        return List.of(
                bytes(0x80),
                bytes('a', 0xbf),
                bytes(0xc0, 0x80),
                bytes(0xc1, 0xbf),
                bytes(0xc3),
                bytes(0xc3, 'a'),
                bytes(0xe0, 0x80, 0x80),
                bytes(0xe2, 0x82),
                bytes(0xed, 0xa0, 0x80),
                bytes(0xed, 0xbf, 0xbf),
                bytes(0xf0, 0x80, 0x80, 0x80),
                bytes(0xf4, 0x90, 0x80, 0x80),
                bytes(0xf5, 0x80, 0x80, 0x80),
                bytes(0xf0, 0x9f, 0x98),
                bytes(0xfe),
                bytes(0xff),
                join(new byte[70_000], bytes(0xff)));
    }

    @ParameterizedTest
    @MethodSource("invalidTexts")
    void textThatIsNotUtf8Is1007(byte[] text) {
        assertRefused(INVALID_DATA, frame(true, 0, RawFrame.TEXT, text).masked());
        assertRefused(
                INVALID_DATA,
                frame(false, 0, RawFrame.TEXT, bytes('a')).masked(),
                frame(true, 0, RawFrame.CONTINUATION, text).masked());
    }

    static List<byte[]> hopelessTexts() {
        return invalidTexts().stream()
                .filter(text -> Utf8.check(text, 0, text.length) == Utf8.MALFORMED)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("hopelessTexts")
    void textIsRefusedAtTheFirstBadByteThoughItsEndHasNotCome(byte[] text) {
        assertRefused(INVALID_DATA, frame(false, 0, RawFrame.TEXT, text).masked());
        byte[] whole = join(bytes('a'), text);
        byte[][] split = new byte[whole.length > 10 ? 0 : whole.length][];
        for (int i = 0; i < split.length; i++) {
            split[i] = frame(false, 0, i == 0 ? RawFrame.TEXT : RawFrame.CONTINUATION, whole[i])
                    .masked();
        }
        if (split.length > 0) {
            assertRefused(INVALID_DATA, split);
        }
    }

    @ParameterizedTest
    @MethodSource("hopelessTexts")
    void textIsRefusedAtTheFirstBadByteThoughItsFrameIsNotComplete(byte[] text) {
        byte[] more = frame(true, 0, RawFrame.TEXT, Arrays.copyOf(text, text.length + 1000))
                .masked();
        assertRefused(INVALID_DATA, Arrays.copyOf(more, more.length - 999));
    }

    @Test
    void binaryMayHoldAnything() {
        try (RawConnection client = open()) {
            for (byte[] bytes : invalidTexts()) {
                assertThat(client.send(RawFrame.binary(bytes)).readFrame()).isEqualTo(RawFrame.binary(bytes));
            }
        }
    }

    @Test
    void noiseEndsItsOwnWebSocketOnly() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[20_000];
            random.nextBytes(noise);
            try (RawConnection client = open()) {
                client.send(noise).endSending();
                client.skipToEnd();
                end();
            }
        }
        try (RawConnection other = open()) {
            assertThat(other.send(RawFrame.text("hello")).readFrame().text()).isEqualTo("hello");
        }
    }
}
