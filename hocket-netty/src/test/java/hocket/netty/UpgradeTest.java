package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.spi.PerMessageDeflate;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of HTTP when a connection has become a WebSocket. */
class UpgradeTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void receive(PerMessageDeflate deflate, byte[] behind) {
        HttpSettings settings = new HttpSettings(16_384, LONG, LONG, LONG, TrustedProxies.NONE);
        NettyLane lane = new NettyLane(channel.eventLoop());
        channel.pipeline()
                .addLast(
                        new StrictHttpDecoder(16_384),
                        new HttpResponseEncoder(),
                        new HttpConnection(new WebSocketHandler(deflate), settings, false, lane));
        byte[] request = RawConnection.upgradeRequest("/")
                .replaceFirst("\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        channel.writeInbound(Unpooled.wrappedBuffer(request, behind));
    }

    private List<String> handlers() {
        return channel.pipeline().toMap().values().stream()
                .map(handler -> handler.getClass().getSimpleName())
                .toList();
    }

    private String written() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            all.append(ByteBufUtil.hexDump(buffer));
            buffer.release();
        }
        return all.toString();
    }

    @Test
    void oneHandlerIsLeft() {
        receive(null, new byte[0]);

        assertThat(handlers()).containsExactly("WebSocketConnection");
        assertThat(written()).startsWith(hex("HTTP/1.1 101")).endsWith(hex("\r\n\r\n"));
    }

    @Test
    void withDeflateItsEncodersAreLeftToo() {
        receive(PerMessageDeflate.DEFAULT, new byte[0]);

        assertThat(handlers()).hasSize(3).first().isEqualTo("WebSocket13FrameEncoder");
        assertThat(handlers()).last().isEqualTo("WebSocketConnection");
    }

    @Test
    void framesRightBehindTheRequestAreRead() {
        receive(null, FrameEvents.join(RawFrame.text("a").masked(), new byte[] {(byte) 0x81}));
        assertThat(written()).endsWith(hex("\r\n\r\n") + "8101" + hex("a"));

        byte[] rest = RawFrame.text("b").masked();
        channel.writeInbound(Unpooled.wrappedBuffer(rest, 1, rest.length - 1));
        assertThat(written()).isEqualTo("8101" + hex("b"));
    }

    private static String hex(String text) {
        return ByteBufUtil.hexDump(text.getBytes(StandardCharsets.US_ASCII));
    }
}
