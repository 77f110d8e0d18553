package hocket.netty;

import static hocket.testkit.RawFrame.BINARY;
import static hocket.testkit.RawFrame.CLOSE;
import static hocket.testkit.RawFrame.CONTINUATION;
import static hocket.testkit.RawFrame.PING;
import static hocket.testkit.RawFrame.PONG;
import static hocket.testkit.RawFrame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.testkit.RawFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of RFC 6455 §5 to §8, byte by byte and without a connection; states against frames. */
class FrameReaderTest {
    private static final int PROTOCOL = 1002;
    private static final int DATA = 1007;
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;
    private static final byte NOT_UTF8 = (byte) 0xff;

    private final FrameEvents events = new FrameEvents();

    private static RawFrame frame(boolean fin, int opcode, String payload) {
        return new RawFrame(fin, 0, opcode, ByteSlice.utf8(payload));
    }

    private static RawFrame frame(boolean fin, int opcode, byte... payload) {
        return new RawFrame(fin, 0, opcode, ByteSlice.of(payload));
    }

    /** As it is, and once more byte by byte. */
    private void assertEvents(byte[] bytes, String... expected) {
        assertThat(new FrameEvents().read(bytes).list()).containsExactly(expected);
        assertThat(new FrameEvents().readByteByByte(bytes).list()).containsExactly(expected);
    }

    private static byte[] join(RawFrame... frames) {
        return FrameEvents.join(Arrays.stream(frames).map(RawFrame::masked).toArray(byte[][]::new));
    }

    private void assertRefused(int status, byte[] bytes) {
        assertEvents(bytes, "refused " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 124, 125, 126, 127, 65_535, 65_536, FrameEvents.LIMIT})
    void aMessageOfAnyLengthUpToTheLimitArrives(int length) {
        String text = "x".repeat(length);
        assertEvents(frame(true, TEXT, text).masked(), "text " + text);
        assertEvents(frame(true, BINARY, text).masked(), "binary " + text);
    }

    @Test
    void manyMessagesInOneReadArriveInOrder() {
        assertEvents(
                join(frame(true, TEXT, "a"), frame(true, BINARY, ""), frame(true, TEXT, ""), frame(true, TEXT, "b")),
                "text a",
                "binary ",
                "text ",
                "text b");
    }

    @Test
    void fragmentsAreJoinedAndControlFramesComeInBetween() {
        assertEvents(
                join(
                        frame(false, TEXT, "a"),
                        frame(true, PING, "1"),
                        frame(false, CONTINUATION, ""),
                        frame(true, PONG, "2"),
                        frame(true, PING, ""),
                        frame(true, CONTINUATION, "b"),
                        frame(false, BINARY, ""),
                        frame(true, CONTINUATION, "")),
                "ping 1",
                "ping ",
                "text ab",
                "binary ");
    }

    @Test
    void nothingAfterACloseFrameIsRead() {
        assertEvents(
                join(frame(false, TEXT, "a"), RawFrame.close(1000), frame(true, 3), frame(true, TEXT, "b")),
                "close 1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void reservedOpcodesAreRefusedWithTheirFirstByte(int opcode) {
        assertRefused(PROTOCOL, new byte[] {(byte) (0x80 | opcode)});
        assertRefused(PROTOCOL, new byte[] {(byte) opcode});
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void reservedBitsAreRefusedWithTheirFirstByte(int bits) {
        for (int opcode : new int[] {CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG}) {
            byte[] first = {(byte) (0x80 | bits << 4 | opcode)};
            assertThat(new FrameEvents().read(first).list()).containsExactly("refused 1002");
            boolean compressed = bits == 4 && (opcode == TEXT || opcode == BINARY);
            assertThat(FrameEvents.inflating().read(first).list().isEmpty()).isEqualTo(compressed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT, BINARY, CLOSE, PING, PONG})
    void framesThatAreNotMaskedAreRefusedWithTheirSecondByte(int opcode) {
        assertRefused(PROTOCOL, new byte[] {(byte) (0x80 | opcode), 0x7f});
    }

    @ParameterizedTest
    @ValueSource(ints = {CLOSE, PING, PONG})
    void controlFramesAreNeitherFragmentedNorLong(int opcode) {
        assertRefused(PROTOCOL, new byte[] {(byte) opcode});
        assertRefused(PROTOCOL, RawFrame.header(true, 0, opcode, true, 126));
        assertRefused(PROTOCOL, RawFrame.header(true, 0, opcode, true, 65_536));
    }

    @Test
    void controlFramesMayHave125Bytes() {
        assertEvents(frame(true, PING, "x".repeat(125)).masked(), "ping " + "x".repeat(125));
        byte[] reason = Arrays.copyOf(new byte[] {3, (byte) 0xe8}, 125);
        assertEvents(frame(true, CLOSE, reason).masked(), "close 1000");
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatMayFollowWhat(Before before) {
        for (int opcode : new int[] {CONTINUATION, TEXT, BINARY}) {
            for (boolean fin : new boolean[] {true, false}) {
                FrameEvents fresh = new FrameEvents().read(join(before.frames.toArray(RawFrame[]::new)));
                int known = fresh.list().size();
                fresh.read(frame(fin, opcode, "x").masked());
                boolean allowed = before.inMessage == (opcode == CONTINUATION);
                List<String> more = fresh.list().subList(known, fresh.list().size());
                if (!allowed) {
                    assertThat(more).containsExactly("refused 1002");
                } else {
                    assertThat(more).hasSize(fin ? 1 : 0);
                    assertThat(String.join("", more)).doesNotContain("refused");
                }
            }
        }
    }

    /**
     * Where a connection can be when a frame begins.
     *
     * @param inMessage whether a message has begun and not ended
     */
    private record Before(boolean inMessage, List<RawFrame> frames) {
        Before(boolean inMessage, RawFrame... frames) {
            this(inMessage, List.of(frames));
        }
    }

    static List<Before> states() {
        return List.of(
                new Before(false),
                new Before(false, frame(true, TEXT, "a")),
                new Before(false, frame(false, TEXT, "a"), frame(true, CONTINUATION, "b")),
                new Before(false, frame(true, PING, "a")),
                new Before(false, frame(true, PONG, "a")),
                new Before(true, frame(false, TEXT, "a")),
                new Before(true, frame(false, BINARY, "")),
                new Before(true, frame(false, TEXT, "a"), frame(false, CONTINUATION, "b")),
                new Before(true, frame(false, TEXT, "a"), frame(true, PING, "b")));
    }

    @ParameterizedTest
    @CsvSource({"126, 00", "126, 007d", "127, 0000000000000000", "127, 000000000000ffff"})
    void lengthsInMoreBytesThanNeededAreRefused(int size, String length) {
        byte[] bytes = HexFormat.of().parseHex("82" + Integer.toHexString(0x80 | size) + length);
        if (length.length() == 2) {
            assertEvents(bytes);
        } else {
            assertRefused(PROTOCOL, bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void aLengthOf64BitsIsRefused(long length) {
        assertRefused(PROTOCOL, RawFrame.header(true, 0, BINARY, true, length));
    }

    @ParameterizedTest
    @ValueSource(longs = {FrameEvents.LIMIT + 1, 1L << 31, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE})
    void aMessageAboveTheLimitIsRefusedOnItsHeader(long length) {
        assertRefused(TOO_BIG, RawFrame.header(true, 0, BINARY, true, length));
        assertThat(new FrameEvents()
                        .read(RawFrame.header(false, 0, TEXT, true, length))
                        .list())
                .containsExactly("refused 1009");
    }

    @Test
    void fragmentsWhoseSumIsAboveTheLimitAreRefusedOnTheHeaderOfTheOneThatIsTooMuch() {
        byte[] half = frame(false, BINARY, new byte[FrameEvents.LIMIT / 2]).masked();
        events.read(half).read(RawFrame.header(true, 0, CONTINUATION, true, FrameEvents.LIMIT / 2));
        assertThat(events.list()).isEmpty();

        FrameEvents other = new FrameEvents().read(half);
        other.read(RawFrame.header(true, 0, CONTINUATION, true, FrameEvents.LIMIT / 2 + 1));
        assertThat(other.list()).containsExactly("refused " + TOO_BIG);
    }

    @Test
    void aMessageMayHaveSoManyFramesAndTheHeaderOfOneMoreIsRefused() {
        RawFrame[] frames = new RawFrame[FrameEvents.MAX_FRAGMENTS];
        Arrays.fill(frames, frame(false, CONTINUATION, ""));
        frames[0] = frame(false, TEXT, "");
        byte[] most = join(frames);
        frames[frames.length - 1] = frame(true, CONTINUATION, "");
        assertEvents(FrameEvents.join(join(frames), join(frames)), "text ", "text ");

        assertThat(new FrameEvents().read(most).read(new byte[] {CONTINUATION}).list())
                .containsExactly("refused " + POLICY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void statusesThatAClientMaySend(int status) {
        assertEvents(RawFrame.close(status).masked(), "close " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void statusesThatNoClientMaySend(int status) {
        assertRefused(PROTOCOL, RawFrame.close(status).masked());
    }

    @Test
    void aCloseFrameHasNothingOrAStatusAndPerhapsAReasonInUtf8() {
        assertEvents(frame(true, CLOSE).masked(), "close 1005");
        assertThat(close(0xc3, 0xa9)).containsExactly("close 1000");
        assertThat(new FrameEvents().read(frame(true, CLOSE, (byte) 3).masked()).list())
                .containsExactly("refused " + PROTOCOL);
        assertThat(close(0xc0, 0x80)).containsExactly("refused " + DATA);
        assertThat(close('a', 0xc3)).containsExactly("refused " + DATA);
    }

    private static List<String> close(int... reason) {
        byte[] payload = Arrays.copyOf(new byte[] {3, (byte) 0xe8}, 2 + reason.length);
        for (int i = 0; i < reason.length; i++) {
            payload[2 + i] = (byte) reason[i];
        }
        return new FrameEvents().read(frame(true, CLOSE, payload).masked()).list();
    }

    static List<byte[]> texts() {
        return List.of(
                "".getBytes(StandardCharsets.UTF_8),
                "plain".getBytes(StandardCharsets.UTF_8),
                "añ€😀z".getBytes(StandardCharsets.UTF_8),
                "plain, and longer than a word: é".getBytes(StandardCharsets.UTF_8));
    }

    /** A frame that has not come in full is enough: its bytes are looked at as they come. */
    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsRefusedAtItsFirstBadByteThoughTheRestOfItsFrameHasNotCome(byte[] text) {
        byte[] bad = Arrays.copyOf(text, text.length + 100);
        bad[text.length] = NOT_UTF8;
        byte[] masked = frame(true, TEXT, bad).masked();
        int upTo = masked.length - 100;
        byte[] start = Arrays.copyOf(masked, upTo);
        byte[] more = Arrays.copyOfRange(masked, upTo, upTo + 1);

        assertThat(events.read(start).list()).isEmpty();
        assertThat(events.read(more).list()).containsExactly("refused " + DATA);
        assertThat(new FrameEvents().read(FrameEvents.join(start, more)).list()).containsExactly("refused " + DATA);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextDoesNotEndInsideACharacter(byte[] text) {
        byte[] cut = Arrays.copyOf(text, text.length + 2);
        cut[text.length] = (byte) 0xe2;
        cut[text.length + 1] = (byte) 0x82;
        assertRefused(DATA, frame(true, TEXT, cut).masked());

        FrameEvents later = new FrameEvents().read(frame(false, TEXT, cut).masked());
        assertThat(later.list()).isEmpty();
        byte[] end = frame(true, CONTINUATION, (byte) 0xac).masked();
        assertThat(later.read(end).list()).containsExactly("text " + new String(text, StandardCharsets.UTF_8) + "€");
    }

    @Test
    void binaryMayHoldAnything() {
        String expected = "binary " + new String(new byte[] {NOT_UTF8, 0}, StandardCharsets.ISO_8859_1);
        assertEvents(frame(true, BINARY, NOT_UTF8, (byte) 0).masked(), expected);
        assertEvents(join(frame(false, BINARY, NOT_UTF8), frame(true, CONTINUATION, (byte) 0)), expected);
    }

    @Test
    void aHeaderThatPromisesMuchCostsNothing() {
        AllocatedBytes allocated =
                AllocatedBytes.ofThreads(Thread.currentThread().getName());
        events.read(RawFrame.header(true, 0, BINARY, true, FrameEvents.LIMIT)).read(new byte[20]);

        assertThat(allocated.since()).isLessThan(FrameEvents.LIMIT / 2);
    }

    @Test
    void theBytesAreTheTakersAndNothingIsHeldOfWhatWasRead() {
        byte[] read = join(frame(true, BINARY, "one"), frame(true, PING, "two"));
        events.read(read);
        Arrays.fill(read, (byte) 0);

        assertThat(events.list()).containsExactly("binary one", "ping two");
    }

    @Test
    void onceMutedOnlyControlFramesAreTold() {
        events.read(frame(false, TEXT, "a").masked()).mute();
        events.read(join(
                frame(true, TEXT, NOT_UTF8),
                frame(true, CONTINUATION, "b"),
                frame(true, PING, "c"),
                frame(true, BINARY, "x".repeat(1000)),
                RawFrame.close(1000)));
        assertThat(events.list()).containsExactly("ping c", "close 1000");

        FrameEvents other = new FrameEvents();
        other.mute();
        assertThat(other.read(new byte[] {(byte) 0x83}).list()).containsExactly("refused " + PROTOCOL);
        FrameEvents third = new FrameEvents();
        third.mute();
        assertThat(third.read(RawFrame.header(true, 0, BINARY, true, 1L << 40)).list())
                .containsExactly("refused " + TOO_BIG);
    }
}
