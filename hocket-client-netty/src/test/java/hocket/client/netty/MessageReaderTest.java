package hocket.client.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    private static final int LIMIT = 1000;
    private static final int COMPRESSED = 4;

    private final RecordingListener listener = new RecordingListener();
    private final MessageReader reader = new MessageReader(listener, new Utf8(), LIMIT, new Inflate(false));
    private final Deflater deflater = new Deflater(9, true);

    private byte[] deflate(byte[] message) {
        deflater.setInput(message);
        byte[] out = new byte[100_000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(out, length - 4);
    }

    private void readDeflated(byte[] message) {
        reader.read(new BinaryWebSocketFrame(true, COMPRESSED, Unpooled.wrappedBuffer(deflate(message))));
    }

    @Test
    void compressedMessagesShareAWindowWithPlainOnesBetween() throws Exception {
        byte[] text = "hello hello hello".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            reader.read(new TextWebSocketFrame(true, COMPRESSED, Unpooled.wrappedBuffer(deflate(text))));
            reader.read(new TextWebSocketFrame("plain"));

            assertThat(listener.next()).isEqualTo("text hello hello hello");
            assertThat(listener.next()).isEqualTo("text plain");
        }
    }

    @Test
    void aCompressedMessageMayComeInFragments() throws Exception {
        byte[] deflated = deflate(new byte[LIMIT]);
        reader.read(new BinaryWebSocketFrame(false, COMPRESSED, Unpooled.wrappedBuffer(deflated, 0, 3)));
        reader.read(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(deflated, 3, deflated.length - 3)));

        assertThat(listener.next()).isEqualTo("binary " + LIMIT);
    }

    @Test
    void whatIsInflatedCountsForTheLimit() throws Exception {
        readDeflated(new byte[LIMIT]);
        assertThat(listener.next()).isEqualTo("binary " + LIMIT);

        assertThatThrownBy(() -> readDeflated(new byte[LIMIT + 1]))
                .isInstanceOfSatisfying(
                        CorruptedWebSocketFrameException.class,
                        e -> assertThat(e.closeStatus()).isEqualTo(WebSocketCloseStatus.MESSAGE_TOO_BIG));
        assertThatThrownBy(() -> readDeflated(new byte[10_000_000]))
                .isInstanceOf(CorruptedWebSocketFrameException.class);
    }

    @Test
    void whatIsNotDeflatedFails() {
        assertThatThrownBy(() -> reader.read(
                        new BinaryWebSocketFrame(true, COMPRESSED, Unpooled.wrappedBuffer(new byte[] {7, 7, 7}))))
                .isInstanceOf(CorruptedWebSocketFrameException.class);
    }

    @Test
    void reservedBitsThatWereNotAgreedOnFail() {
        MessageReader plain = new MessageReader(listener, new Utf8(), LIMIT, null);
        for (int rsv : new int[] {1, 2, COMPRESSED, 7}) {
            assertThatThrownBy(() -> plain.read(new TextWebSocketFrame(true, rsv, Unpooled.EMPTY_BUFFER)))
                    .isInstanceOf(CorruptedWebSocketFrameException.class);
        }
        assertThatThrownBy(() -> reader.read(new TextWebSocketFrame(true, COMPRESSED | 1, Unpooled.EMPTY_BUFFER)))
                .isInstanceOf(CorruptedWebSocketFrameException.class);
    }
}
