package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.spi.ClientTransport;
import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.core.ProtocolException;
import java.io.IOException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a WebSocket promises for the messages both ways. */
abstract class TransportMessageTests extends TransportSocketTests {
    private static final String MULTI_BYTE = "aé€😀\u0000ÿ߿ࠀ￿𐀀";
    private static final int MANY = 10_000;

    TransportMessageTests(Supplier<ClientTransport> maker) {
        super(maker);
    }

    private static RawFrame frame(boolean fin, int opcode, ByteSlice payload) {
        return new RawFrame(fin, 0, opcode, payload);
    }

    @Test
    final void textComesAndGoesWithCharactersOfSeveralBytes() throws IOException {
        Opened opened = open();
        send(opened, text(MULTI_BYTE));
        RawFrame sent = opened.peer().readMessage();
        opened.peer().send(RawFrame.text(MULTI_BYTE));
        Frame received = message();

        assertThat(sent.opcode()).isEqualTo(RawFrame.TEXT);
        assertThat(sent.text()).isEqualTo(MULTI_BYTE);
        assertThat(received.isBinary()).isFalse();
        assertThat(received.payload()).isEqualTo(ByteSlice.utf8(MULTI_BYTE));
    }

    @Test
    final void binaryComesAndGoes() throws IOException {
        Opened opened = open();
        ByteSlice inside = ByteSlice.of(new byte[] {9, 9, 1, -2, 3, 9}).slice(2, 5);
        send(opened, binary(inside));
        RawFrame sent = opened.peer().readMessage();
        opened.peer().send(RawFrame.binary((byte) 4, (byte) -5));
        Frame received = message();

        assertThat(sent.opcode()).isEqualTo(RawFrame.BINARY);
        assertThat(sent.payload()).isEqualTo(inside);
        assertThat(received.isBinary()).isTrue();
        assertThat(received.payload()).isEqualTo(ByteSlice.of(new byte[] {4, -5}));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 16_383, 16_384, 16_385, 65_535, 65_536, 1_000_000})
    final void messagesOfAnySizeUpToTheLimitComeAndGoWhole(int size) throws IOException {
        Opened opened = open();
        String letters = "é".repeat(size / 2);
        send(opened, binary(bytes(size)), text(letters));
        assertThat(opened.peer().readMessage().payload()).isEqualTo(bytes(size));
        assertThat(opened.peer().readMessage().text()).isEqualTo(letters);
        opened.peer().send(frame(true, RawFrame.BINARY, bytes(size))).send(RawFrame.text(letters));

        assertThat(message().payload()).isEqualTo(bytes(size));
        assertThat(message().payload().utf8()).isEqualTo(letters);
    }

    @Test
    final void oneFrameMayBeSentAgainAndOnSeveralConnections() throws IOException {
        Frame text = text("shared " + MULTI_BYTE);
        Frame binary = binary(bytes(1000));
        Opened one = open();
        Opened two = open(listener());
        send(one, binary, text, binary, text);
        send(two, binary, text);

        for (ScriptedConnection peer : new ScriptedConnection[] {one.peer(), one.peer(), two.peer()}) {
            assertThat(peer.readMessage().payload()).isEqualTo(bytes(1000));
            assertThat(peer.readMessage().payload()).isEqualTo(text.payload());
        }
    }

    @Test
    final void fragmentsArePutTogetherWhereverTheyAreCut() throws IOException {
        Opened opened = open();
        ByteSlice whole = ByteSlice.utf8(MULTI_BYTE);
        for (int cut = 0; cut <= whole.length(); cut++) {
            opened.peer()
                    .send(frame(false, RawFrame.TEXT, whole.slice(0, cut)))
                    .send(frame(true, RawFrame.CONTINUATION, whole.slice(cut)));
            assertThat(message().payload()).isEqualTo(whole);
        }
    }

    @Test
    final void fragmentsMayHaveControlFramesBetweenThem() throws IOException {
        Opened opened = open();
        ScriptedConnection peer = opened.peer();
        peer.send(frame(false, RawFrame.BINARY, bytes(10).slice(0, 3)));
        peer.send(frame(true, RawFrame.PING, ByteSlice.utf8("ping")));
        peer.send(frame(false, RawFrame.CONTINUATION, bytes(10).slice(3, 3)));
        peer.send(frame(true, RawFrame.PONG, ByteSlice.EMPTY));
        peer.send(frame(true, RawFrame.CONTINUATION, bytes(10).slice(3)));

        assertThat(message().payload()).isEqualTo(bytes(10));
        assertThat(peer.readFrame().opcode()).isEqualTo(RawFrame.PONG);
    }

    @Test
    final void aFrameThatComesByteByByteIsPutTogether() throws IOException {
        Opened opened = open();
        for (byte next : RawFrame.text(MULTI_BYTE).unmasked()) {
            opened.peer().write(new byte[] {next});
        }

        assertThat(message().payload().utf8()).isEqualTo(MULTI_BYTE);
    }

    @Test
    final void manySmallMessagesKeepTheirOrderBothWays() throws IOException {
        Opened opened = open();
        Thread echo = ScriptedServer.thread(() -> echo(opened.peer()));
        run(opened, webSocket -> {
            for (int i = 0; i < MANY; i++) {
                webSocket.send(i % 3 == 0 ? binary(ByteSlice.utf8("" + i)) : text("" + i), false);
            }
            webSocket.flush();
        });

        for (int i = 0; i < MANY; i++) {
            Frame message = message();
            assertThat(message.payload().utf8()).isEqualTo("" + i);
            assertThat(message.isBinary()).isEqualTo(i % 3 == 0);
        }
        HostTests.join(echo);
    }

    private void echo(ScriptedConnection peer) {
        try {
            for (int i = 0; i < MANY; i++) {
                peer.send(peer.readMessage());
            }
        } catch (IOException e) {
            check(false, "the connection broke: " + e);
        }
    }

    @Test
    final void aPingIsAnsweredWithAPong() throws IOException {
        Opened opened = open();
        opened.peer().send(frame(true, RawFrame.PING, bytes(125)));
        RawFrame pong = opened.peer().readFrame();

        assertThat(pong.opcode()).isEqualTo(RawFrame.PONG);
        assertThat(pong.payload()).isEqualTo(bytes(125));
    }

    @Test
    final void everyFrameHasAMaskOfItsOwn() throws IOException {
        Opened opened = open();
        Set<Integer> masks = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            send(opened, text("message " + i));
            opened.peer().readMessage();
            masks.add(opened.peer().lastMask());
        }

        assertThat(masks).hasSizeGreaterThan(15);
    }

    private void assertTooLong(Opened opened) {
        assertThat(end().cause())
                .isInstanceOf(ProtocolException.class)
                .hasMessage("a message has more than " + LIMIT + " bytes");
        assertThat(listener.received()).isZero();
        opened.peer().awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(ints = {RawFrame.TEXT, RawFrame.BINARY})
    final void aMessageAboveTheLimitIsCut(int opcode) throws IOException {
        Opened opened = open();
        writeAndBeCut(
                opened, frame(true, opcode, ByteSlice.of(new byte[LIMIT + 1])).unmasked());

        assertTooLong(opened);
    }

    /** Too long, and text that is not UTF-8: in the middle, at the end of its frame, and at that of its last one. */
    static Stream<byte[]> wrongFrames() {
        HexFormat hex = HexFormat.of();
        return Stream.of(
                frame(true, RawFrame.BINARY, ByteSlice.of(new byte[LIMIT + 1])).unmasked(),
                hex.parseHex("8102c328"),
                hex.parseHex("8101c3"),
                hex.parseHex("0101c38000"));
    }

    @ParameterizedTest
    @MethodSource("wrongFrames")
    final void messagesBeforeAWrongOneAreToldOf(byte[] wrong) throws IOException {
        Opened opened = open();
        writeAndBeCut(opened, RawFrame.text("good").unmasked(), wrong);

        assertThat(message().payload().utf8()).isEqualTo("good");
        assertThat(end().cause()).isNotNull();
        assertThat(listener.received()).isEqualTo(1);
    }

    @Test
    final void bytesOfTextCountAndNotCharacters() throws IOException {
        Opened opened = open();
        writeAndBeCut(opened, RawFrame.text("é".repeat(LIMIT / 2) + "e").unmasked());

        assertTooLong(opened);
    }

    @ParameterizedTest
    @ValueSource(ints = {RawFrame.TEXT, RawFrame.BINARY})
    final void aMessageAboveTheLimitIsCutBeforeItsEnd(int opcode) throws IOException {
        Opened opened = open();
        opened.peer().send(frame(false, opcode, ByteSlice.of(new byte[LIMIT])));
        opened.peer().send(frame(false, RawFrame.CONTINUATION, ByteSlice.of(new byte[1])));

        assertTooLong(opened);
    }

    @Test
    final void aMessageThatIsOnlyAnnouncedAboveTheLimitTakesNoMemory() throws IOException {
        Opened opened = open();
        opened.peer().write(RawFrame.header(true, 0, RawFrame.BINARY, false, Long.MAX_VALUE));
        assertThat(cutWhileSending(opened.peer())).isLessThan(50_000_000);

        assertThat(end().cause()).isNotNull();
    }

    /** How much it could send before it was cut. */
    private static long cutWhileSending(ScriptedConnection peer) {
        long before = peer.written();
        try {
            for (int i = 0; i < 1600; i++) {
                peer.write(new byte[65_536]);
            }
        } catch (IOException e) {
            // cut
        }
        return peer.written() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c328", "eda080", "f4908080", "e28261", "616263c3"})
    final void textThatIsNotUtf8Fails(String hex) throws IOException {
        Opened opened = open();
        byte[] bytes = new java.math.BigInteger(hex, 16).toByteArray();
        ByteSlice text = ByteSlice.of(bytes).slice(bytes.length - hex.length() / 2);
        opened.peer().send(frame(true, RawFrame.TEXT, text));

        assertThat(end().cause()).isNotNull();
        assertThat(listener.received()).isZero();
        opened.peer().awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0081\u0085maskhello", // masked
                "\u00c1\u0005hello", // a reserved bit
                "\u0083\u0000", // an opcode that is not known
                "\u0080\u0000", // goes on with nothing
                "\u0001\u0001a\u0081\u0001b", // a message within another
                "\u0009\u0000", // a ping in fragments
                "\u0089~\u0000~", // a ping that is too long
                "\u0088\u0001a" // half a code
            })
    final void aFrameThatIsNotAllowedFails(String latin1) throws IOException {
        Opened opened = open();
        opened.peer().write(latin1);
        writeAndBeCut(opened, new byte[200]);

        assertThat(end()).isNotNull();
        assertThat(listener.received()).isZero();
        opened.peer().awaitEnd();
    }
}
