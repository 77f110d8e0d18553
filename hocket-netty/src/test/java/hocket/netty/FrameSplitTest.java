package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.testkit.RawFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a stream is cut into reads, it means the same; and the same as Netty's decoder makes of it. */
class FrameSplitTest {
    private static final String TEXT = "plain, añ€😀, plain again";

    private static RawFrame frame(boolean fin, int opcode, ByteSlice payload) {
        return new RawFrame(fin, 0, opcode, payload);
    }

    private static RawFrame frame(boolean fin, int opcode, String payload) {
        return frame(fin, opcode, ByteSlice.utf8(payload));
    }

    private static List<byte[]> shortStreams() {
        byte[] sound = FrameEvents.join(
                frame(true, RawFrame.TEXT, "é€").masked(),
                frame(false, RawFrame.TEXT, "\u00e9").masked(),
                frame(true, RawFrame.PING, "pi").masked(),
                frame(true, RawFrame.CONTINUATION, "").masked(),
                frame(true, RawFrame.BINARY, "").masked(),
                RawFrame.close(1000).masked());
        byte[] longer = FrameEvents.join(
                frame(true, RawFrame.TEXT, TEXT.repeat(5)).masked(),
                frame(true, RawFrame.PONG, "").masked(),
                frame(true, RawFrame.TEXT, "").masked());
        byte[] refused = FrameEvents.join(
                frame(true, RawFrame.TEXT, "a").masked(),
                frame(true, RawFrame.TEXT, ByteSlice.of(new byte[] {'a', (byte) 0xc3, 'b', 'c'}))
                        .masked(),
                frame(true, RawFrame.TEXT, "b").masked());
        byte[] outOfOrder = FrameEvents.join(
                frame(true, RawFrame.BINARY, "a").masked(),
                frame(true, RawFrame.CONTINUATION, "b").masked());
        return List.of(sound, longer, refused, outOfOrder);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyThreePiecesOfAShortStream(int number) {
        byte[] stream = shortStreams().get(number);
        List<String> whole = new FrameEvents().read(stream).list();
        for (int first = 0; first <= stream.length; first++) {
            for (int second = first; second <= stream.length; second++) {
                FrameEvents events = new FrameEvents()
                        .read(stream, 0, first)
                        .read(stream, first, second)
                        .read(stream, second, stream.length);
                if (!events.list().equals(whole)) {
                    assertThat(events.list())
                            .as("cut at %d and %d", first, second)
                            .isEqualTo(whole);
                }
            }
        }
        assertThat(new FrameEvents().readByteByByte(stream).list()).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomPiecesOfARandomStream(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] stream = randomStream(random);
            List<String> whole = new FrameEvents().read(stream).list();
            assertThat(whole).noneMatch(event -> event.startsWith("refused"));
            FrameEvents events = new FrameEvents();
            for (int at = 0; at < stream.length; ) {
                int end = Math.min(stream.length, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 5000));
                events.read(stream, at, end);
                at = end;
            }
            assertThat(events.list()).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void randomStreamsMeanWhatNettysDecoderMakesOfThem(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            byte[] stream = randomStream(random);
            assertThat(new FrameEvents().read(stream).list()).isEqualTo(byNetty(stream));
        }
    }

    /** Messages in frames of all sizes, with pings and pongs in between. */
    private static byte[] randomStream(Random random) {
        List<byte[]> frames = new ArrayList<>();
        for (int message = 0; message < 20; message++) {
            boolean binary = random.nextBoolean();
            int times = random.nextInt(random.nextInt(20) == 0 ? 3000 : 8);
            byte[] payload = TEXT.repeat(times).getBytes(StandardCharsets.UTF_8);
            if (binary) {
                random.nextBytes(payload);
            }
            fragments(random, binary, payload, frames);
        }
        return FrameEvents.join(frames.toArray(byte[][]::new));
    }

    private static void fragments(Random random, boolean binary, byte[] payload, List<byte[]> frames) {
        int opcode = binary ? RawFrame.BINARY : RawFrame.TEXT;
        int at = 0;
        for (boolean fin = false; !fin; opcode = RawFrame.CONTINUATION) {
            fin = random.nextInt(3) > 0;
            int length = fin ? payload.length - at : random.nextInt(payload.length - at + 1);
            frames.add(frame(fin, opcode, ByteSlice.of(payload, at, length)).masked());
            at += length;
            if (random.nextInt(4) == 0) {
                int control = random.nextBoolean() ? RawFrame.PING : RawFrame.PONG;
                frames.add(frame(true, control, "x".repeat(random.nextInt(126))).masked());
            }
        }
    }

    private static List<String> byNetty(byte[] stream) {
        EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(FrameEvents.LIMIT)
                .build()));
        channel.writeInbound(Unpooled.wrappedBuffer(stream));
        List<String> events = new ArrayList<>();
        CompositeByteBuf message = Unpooled.compositeBuffer();
        boolean binary = false;
        for (WebSocketFrame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            ByteBuf content = frame.content();
            if (frame instanceof PingWebSocketFrame) {
                events.add("ping " + content.toString(StandardCharsets.ISO_8859_1));
            } else if (!(frame instanceof PongWebSocketFrame)) {
                if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
                    binary = frame instanceof BinaryWebSocketFrame;
                }
                message.addComponent(true, content.retain());
                if (frame.isFinalFragment()) {
                    events.add(
                            binary
                                    ? "binary " + message.toString(StandardCharsets.ISO_8859_1)
                                    : "text " + message.toString(StandardCharsets.UTF_8));
                    message.release();
                    message = Unpooled.compositeBuffer();
                }
            }
            frame.release();
        }
        message.release();
        channel.finishAndReleaseAll();
        return events;
    }

    @Test
    void aLargeMessageInSmallPiecesIsCopiedALinearNumberOfTimes() {
        byte[] stream = frame(true, RawFrame.BINARY, ByteSlice.of(new byte[FrameEvents.LIMIT]))
                .masked();
        FrameEvents warm = new FrameEvents();
        warm.read(stream);
        AllocatedBytes allocated =
                AllocatedBytes.ofThreads(Thread.currentThread().getName());
        FrameEvents events = new FrameEvents();
        for (int at = 0; at < stream.length; at += 1000) {
            events.read(stream, at, Math.min(stream.length, at + 1000));
        }
        assertThat(allocated.since()).isLessThan(5L * FrameEvents.LIMIT);
        assertThat(events.list()).hasSize(1);
    }
}
