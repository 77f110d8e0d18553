package hocket.client.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written, as Netty's decoder reads it. */
class FrameBatchTest {
    private static final int[] SIZES = {
        0, 1, 7, 8, 9, 125, 126, 127, 4096, 8183, 8184, 8185, 8191, 8192, 8193, 16_384, 16_385, 65_535, 65_536, 200_001
    };

    private final FrameBatch batch = new FrameBatch(ByteBufAllocator.DEFAULT, new byte[FrameBatch.SCRATCH_BYTES]);

    private static ByteSlice payload(int size) {
        byte[] bytes = new byte[size + 5];
        new Random(size).nextBytes(bytes);
        return ByteSlice.of(bytes, 3, size);
    }

    @Test
    void framesOfAnySizeAreReadAsTheyWere() {
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, 1_000_000));
        for (int size : SIZES) {
            batch.add(new Frame(size % 2 == 0, payload(size)));
        }
        ByteBuf written = batch.take();
        assertThat(written).isNotNull();
        server.writeInbound(written);

        for (int size : SIZES) {
            WebSocketFrame frame = server.readInbound();
            byte[] bytes = new byte[frame.content().readableBytes()];
            frame.content().readBytes(bytes);
            assertThat(ByteSlice.of(bytes)).isEqualTo(payload(size));
            assertThat(frame instanceof TextWebSocketFrame).isEqualTo(size % 2 != 0);
            frame.release();
        }
        assertThat(server.inboundMessages()).isEmpty();
        server.finishAndReleaseAll();
    }

    @Test
    void whatIsTakenIsGone() {
        assertThat(batch.take()).isNull();
        batch.add(new Frame(false, payload(10)));
        assertThat(batch.size()).isEqualTo(16);
        ByteBuf taken = batch.take();
        assertThat(taken).isNotNull();
        taken.release();

        assertThat(batch.size()).isZero();
        assertThat(batch.take()).isNull();
        batch.add(new Frame(false, payload(10)));
        batch.release();
        assertThat(batch.take()).isNull();
    }
}
