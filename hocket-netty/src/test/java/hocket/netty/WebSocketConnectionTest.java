package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.WebSocketChannel;
import hocket.engine.spi.WebSocketListener;
import hocket.engine.spi.WebSocketSettings;
import hocket.testkit.VirtualLane;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What leaves a WebSocket, buffer by buffer; the rest is seen from the client's side. */
class WebSocketConnectionTest {
    private static final WebSocketSettings SETTINGS =
            new WebSocketSettings(1_000_000, 16_384, Duration.ofSeconds(10), Duration.ofSeconds(20), null);

    private final VirtualLane lane = new VirtualLane();
    private final Recorder listener = new Recorder();
    private final WebSocketConnection connection = new WebSocketConnection(SETTINGS, lane, listener, null);
    private final EmbeddedChannel channel = new EmbeddedChannel(connection);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
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
        channel.writeInbound(new TextWebSocketFrame("question"), new TextWebSocketFrame("question"));

        assertThat(written()).containsExactly("8106" + hex("answer") + "8106" + hex("answer"));
    }

    @Test
    void whatAnotherConnectionIsSentLeavesAtTheEndOfTheTurn() {
        listener.atMessage = () -> lane.atTurnEnd(connection::flush);
        channel.writeOneInbound(new TextWebSocketFrame("question"));
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
            channel.writeInbound(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[125])));
        }
        assertThat(connection.pendingBytes()).isZero();
        assertThat(written()).isEmpty();

        drain();
        lane.crank();
        channel.writeInbound(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1})));
        assertThat(written()).containsExactly("8a0101");
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
        channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[1])));

        assertThat(channel.isActive()).isFalse();
        assertThat(listener.events).containsExactly("open", "message", "closed by of a test");
    }

    @Test
    void aListenerThatThrowsWhenItIsOpenedLosesItsConnection() {
        Recorder failing = new Recorder();
        failing.atOpen = () -> {
            throw new IllegalStateException("of a test");
        };
        EmbeddedChannel other = new EmbeddedChannel(new WebSocketConnection(SETTINGS, lane, failing, null));

        assertThat(other.isActive()).isFalse();
        assertThat(failing.events).containsExactly("open", "closed by of a test");
        other.finishAndReleaseAll();
    }

    private static final class Recorder implements WebSocketListener {
        final List<String> events = new ArrayList<>();
        Runnable atOpen = () -> {};
        Runnable atMessage = () -> {};
        String answer;
        private WebSocketChannel channel;

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
