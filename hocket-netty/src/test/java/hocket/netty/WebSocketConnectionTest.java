package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketSettings;
import hocket.testkit.RawFrame;
import hocket.testkit.VirtualLane;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves a WebSocket, buffer by buffer; the rest is seen from the client's side. */
class WebSocketConnectionTest {
    private static final WebSocketSettings SETTINGS =
            new WebSocketSettings(1_000_000, 16_384, Duration.ofSeconds(10), Duration.ofSeconds(20), null);

    private final VirtualLane lane = new VirtualLane();
    private final Recorder listener = new Recorder();
    private final WebSocketConnection connection = connection(listener);
    private final Flushes flushes = new Flushes();
    private final EmbeddedChannel channel = new EmbeddedChannel(flushes, connection);

    private WebSocketConnection connection(Recorder of) {
        return new WebSocketConnection(SETTINGS, lane, new Scratch(), of, null);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** The frames in one read. */
    private static ByteBuf received(RawFrame... frames) {
        ByteBuf bytes = Unpooled.directBuffer();
        for (RawFrame frame : frames) {
            bytes.writeBytes(frame.masked());
        }
        return bytes;
    }

    private static RawFrame ping(int length) {
        return new RawFrame(true, 0, RawFrame.PING, ByteSlice.of(new byte[length]));
    }

    private static Frame text(String text) {
        return new Frame(false, ByteSlice.utf8(text));
    }

    private List<String> written() {
        List<String> buffers = new ArrayList<>();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            buffers.add(ByteBufUtil.hexDump(buffer));
            buffer.release();
        }
        return buffers;
    }

    private static String hex(String text) {
        return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingLeavesBeforeTheFlush() {
        connection.send(text("one"), false);
        assertThat(written()).isEmpty();
        assertThat(connection.pendingBytes()).isEqualTo(5);

        connection.flush();
        assertThat(written()).containsExactly("8103" + hex("one"));
        assertThat(connection.pendingBytes()).isZero();
    }

    @Test
    void smallFramesOfOneFlushLeaveInOneBuffer() {
        for (String text : List.of("one", "two", "")) {
            connection.send(text(text), false);
        }
        connection.send(new Frame(true, ByteSlice.of(new byte[] {1, 2})), false);
        connection.flush();

        assertThat(written()).containsExactly("8103" + hex("one") + "8103" + hex("two") + "8100" + "82020102");
    }

    @Test
    void largePayloadsLeaveUncopiedBetweenTheirNeighbours() {
        byte[] large = new byte[70_000];
        connection.send(text("one"), false);
        connection.send(new Frame(true, ByteSlice.of(large)), false);
        connection.send(text("two"), false);
        connection.flush();

        ByteBuf before = channel.readOutbound();
        assertThat(ByteBufUtil.hexDump(before)).isEqualTo("8103" + hex("one") + "827f" + "0000000000011170");
        before.release();
        ByteBuf payload = channel.readOutbound();
        assertThat(payload.array()).isSameAs(large);
        payload.release();
        assertThat(written()).containsExactly("8103" + hex("two"));
    }

    @Test
    void lengthsTakeAsFewBytesAsTheyCan() {
        for (int length : new int[] {125, 126, 1024}) {
            connection.send(new Frame(true, ByteSlice.of(new byte[length])), false);
            connection.flush();
        }

        List<String> buffers = written();
        assertThat(buffers.get(0)).startsWith("827d00").hasSize(2 * (2 + 125));
        assertThat(buffers.get(1)).startsWith("827e007e00").hasSize(2 * (4 + 126));
        assertThat(buffers.get(2)).startsWith("827e040000").hasSize(2 * (4 + 1024));
    }

    @Test
    void aFrameIsSharedByItsReceiversUnchanged() {
        Frame shared = text("x".repeat(5000));
        for (int i = 0; i < 2; i++) {
            connection.send(shared, false);
            connection.flush();
        }

        List<String> buffers = written();
        assertThat(buffers).hasSize(4);
        assertThat(buffers.subList(0, 2)).isEqualTo(buffers.subList(2, 4));
        assertThat(shared.payload().utf8()).isEqualTo("x".repeat(5000));
    }

    @Test
    void whatACallbackSendsLeavesAtTheEndOfTheRead() {
        listener.answer = "answer";
        channel.writeInbound(received(RawFrame.text("question"), RawFrame.text("question")));

        assertThat(written()).containsExactly("8106" + hex("answer") + "8106" + hex("answer"));
    }

    @Test
    void theAnswersToAllThatCameInOneReadLeaveWithOneFlush() {
        lane.endTurn();
        int before = flushes.count;
        listener.answer = "answer";
        RawFrame[] questions = new RawFrame[16];
        Arrays.fill(questions, RawFrame.text("question"));
        channel.writeInbound(received(questions));

        assertThat(flushes.count - before).isEqualTo(1);
        assertThat(written()).containsExactly(("8106" + hex("answer")).repeat(16));
    }

    @Test
    void whereNothingWasWrittenNothingIsFlushed() {
        lane.endTurn();
        int before = flushes.count;
        channel.writeInbound(received(RawFrame.text("question")));
        connection.flush();
        lane.crank();

        assertThat(flushes.count).isEqualTo(before);
    }

    @Test
    void theAnswerToTheHandshakeLeavesWithWhatIsSentFirst() {
        Recorder other = new Recorder();
        Flushes flushed = new Flushes();
        EmbeddedChannel fresh = new EmbeddedChannel(flushed);
        fresh.write(Unpooled.wrappedBuffer(new byte[1]));
        other.atOpen = () -> other.channel.send(text("hello"), false);
        fresh.pipeline().addLast(connection(other));
        assertThat(flushed.count).isZero();

        lane.endTurn();
        assertThat(flushed.count).isEqualTo(1);
        assertThat(fresh.outboundMessages()).hasSize(2);
        fresh.finishAndReleaseAll();
    }

    @Test
    void theAnswerToTheHandshakeLeavesThoughNothingIsSent() {
        int before = flushes.count;
        lane.endTurn();

        assertThat(flushes.count - before).isEqualTo(1);
    }

    @Test
    void whatTheLastBufferHeldTheNextHoldsWithoutGrowing() {
        for (int i = 0; i < 2; i++) {
            for (int k = 0; k < 50; k++) {
                connection.send(text("x".repeat(100)), false);
            }
            connection.flush();
        }
        ByteBuf first = channel.readOutbound();
        ByteBuf second = channel.readOutbound();
        assertThat(second.capacity()).isEqualTo(8192);
        assertThat(second).isEqualTo(first);
        first.release();
        second.release();

        assertThat(capacitiesOfSmallOnes(6)).as("large for a while").containsExactly(8192, 4096, 2048, 1024, 512, 256);
        assertThat(capacitiesOfSmallOnes(1)).containsExactly(256);
    }

    private List<Integer> capacitiesOfSmallOnes(int count) {
        List<Integer> capacities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            connection.send(text("small"), false);
            connection.flush();
            ByteBuf small = channel.readOutbound();
            capacities.add(small.capacity());
            small.release();
        }
        return capacities;
    }

    @Test
    void aReadLargerThanTheScratchIsTakenInPieces() {
        RawFrame[] many = new RawFrame[1000];
        Arrays.fill(many, RawFrame.text("x".repeat(200)));
        channel.writeInbound(received(many));

        assertThat(listener.events.stream().filter("message"::equals)).hasSize(1000);
    }

    @Test
    void whatComesAfterOurCloseFrameIsNotDeliveredUntilThePeersComes() {
        listener.atMessage = () -> connection.close(1001);
        channel.writeInbound(received(
                RawFrame.text("one"),
                RawFrame.text("two"),
                new RawFrame(true, 0, RawFrame.CONTINUATION, ByteSlice.EMPTY),
                new RawFrame(false, 0, RawFrame.TEXT, ByteSlice.of(new byte[] {(byte) 0xff})),
                RawFrame.close(1001),
                RawFrame.text("three")));

        assertThat(listener.events).containsExactly("open", "message", "closed");
        assertThat(written()).containsExactly("880203e9");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void afterAViolationNothingIsRead() {
        channel.writeInbound(
                received(RawFrame.text("one"), new RawFrame(true, 0, 3, ByteSlice.EMPTY), RawFrame.text("two")));
        channel.writeInbound(received(RawFrame.text("three")));

        assertThat(listener.events)
                .containsExactly("open", "message", "closed by a frame has an opcode that is not reserved");
        assertThat(written()).contains("880203ea");
    }

    @Test
    void whatAnotherConnectionIsSentLeavesAtTheEndOfTheTurn() {
        listener.atMessage = () -> lane.atTurnEnd(connection::flush);
        channel.writeOneInbound(received(RawFrame.text("question")));
        connection.send(text("one"), false);
        assertThat(written()).isEmpty();

        lane.endTurn();
        assertThat(written()).containsExactly("8103" + hex("one"));
        channel.flushInbound();
    }

    @Test
    void pingsOfAClientThatDoesNotReadAreNotAnswered() {
        fill();
        for (int i = 0; i < 1000; i++) {
            channel.writeInbound(received(ping(125)));
        }
        assertThat(connection.pendingBytes()).isZero();
        assertThat(written()).isEmpty();

        drain();
        lane.crank();
        channel.writeInbound(received(ping(1)));
        assertThat(written()).containsExactly("8a0100");
    }

    private void fill() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel.runPendingTasks();
    }

    private void drain() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
    }

    @Test
    void theListenerIsToldOfWritabilityInATurnOfItsOwn() {
        fill();
        drain();
        assertThat(listener.events).containsExactly("open");

        listener.answer = "writable";
        lane.crank();
        assertThat(listener.events).containsExactly("open", "writable");
        assertThat(written()).containsExactly("8108" + hex("writable"));
    }

    @Test
    void theListenerIsToldOfWritabilityOnceThoughItComesAndGoes() {
        fill();
        drain();
        fill();
        lane.crank();
        assertThat(listener.events).containsExactly("open");

        drain();
        lane.crank();
        assertThat(listener.events).containsExactly("open", "writable");
    }

    @Test
    void aListenerThatThrowsLosesItsConnection() {
        listener.atMessage = () -> {
            throw new IllegalStateException("of a test");
        };
        channel.writeInbound(received(RawFrame.binary((byte) 1)));

        assertThat(channel.isActive()).isFalse();
        assertThat(listener.events).containsExactly("open", "message", "closed by of a test");
    }

    @Test
    void aListenerThatThrowsWhenItIsOpenedLosesItsConnection() {
        Recorder failing = new Recorder();
        failing.atOpen = () -> {
            throw new IllegalStateException("of a test");
        };
        EmbeddedChannel other = new EmbeddedChannel(connection(failing));

        assertThat(other.isActive()).isFalse();
        assertThat(failing.events).containsExactly("open", "closed by of a test");
        other.finishAndReleaseAll();
    }

    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        int count;

        @Override
        public void flush(ChannelHandlerContext context) {
            count++;
            context.flush();
        }
    }

    private static final class Recorder implements WebSocketListener {
        final List<String> events = new ArrayList<>();
        Runnable atOpen = () -> {};
        Runnable atMessage = () -> {};
        String answer;
        WebSocketChannel channel;

        @Override
        public void onOpen(WebSocketChannel newChannel) {
            channel = newChannel;
            events.add("open");
            atOpen.run();
        }

        @Override
        public void onMessage(boolean binary, ByteSlice payload) {
            events.add("message");
            atMessage.run();
            answer();
        }

        @Override
        public void onWritable() {
            events.add("writable");
            answer();
        }

        private void answer() {
            if (answer != null) {
                channel.send(text(answer), false);
            }
        }

        @Override
        public void onClosed(Throwable error) {
            events.add("closed" + (error == null ? "" : " by " + error.getMessage()));
        }
    }
}
