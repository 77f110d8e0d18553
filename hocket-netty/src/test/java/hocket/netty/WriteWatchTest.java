package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.testkit.VirtualLane;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration A_BIT_LESS = Duration.ofSeconds(19);

    private final VirtualLane lane = new VirtualLane();
    private final SlowChannel channel = new SlowChannel();
    private boolean stuck;
    private final WriteWatch watch = new WriteWatch(channel, lane, LIMIT, () -> stuck = true);

    @AfterEach
    void close() {
        channel.take(Integer.MAX_VALUE);
        channel.finishAndReleaseAll();
    }

    private void write(ByteBuf buffer) {
        channel.writeAndFlush(buffer);
        watch.afterFlush();
    }

    private static ByteBuf bytes(int count) {
        return Unpooled.wrappedBuffer(new byte[count]);
    }

    @Test
    void nothingThatLeavesForTheLimitIsStuck() {
        write(bytes(100));
        lane.advance(A_BIT_LESS);
        assertThat(stuck).isFalse();

        lane.advance(Duration.ofSeconds(2));
        assertThat(stuck).isTrue();
    }

    @Test
    void aByteThatLeavesIsProgress() {
        write(bytes(100));
        for (int i = 0; i < 10; i++) {
            lane.advance(A_BIT_LESS);
            channel.take(1);
        }
        assertThat(stuck).isFalse();

        lane.advance(LIMIT.plus(LIMIT));
        assertThat(stuck).isTrue();
    }

    @Test
    void whatLeavesAtOnceIsNotWatched() {
        channel.take(1000);
        write(bytes(100));
        lane.advance(LIMIT.multipliedBy(3));

        assertThat(stuck).isFalse();
    }

    @Test
    void whatHasLeftInTheEndIsNotStuck() {
        write(bytes(100));
        lane.advance(A_BIT_LESS);
        channel.take(100);
        lane.advance(LIMIT.multipliedBy(3));
        assertThat(stuck).isFalse();

        write(bytes(100));
        lane.advance(LIMIT.plusSeconds(1));
        assertThat(stuck).isTrue();
    }

    @Test
    void aBufferThatIsWrittenAgainIsNotTakenForOneThatNeverLeft() {
        ByteBuf recycled = bytes(100).retain(20);
        for (int i = 0; i < 10; i++) {
            write(recycled.setIndex(0, 100));
            lane.advance(A_BIT_LESS);
            channel.take(100);
            write(recycled.setIndex(0, 100));
            lane.advance(Duration.ofSeconds(2));
            channel.take(100);
        }
        recycled.release(recycled.refCnt());

        assertThat(stuck).isFalse();
    }

    @Test
    void aWatchThatWasStoppedIsSilent() {
        write(bytes(100));
        watch.stop();
        lane.advance(LIMIT.multipliedBy(3));

        assertThat(stuck).isFalse();
    }

    /** Takes as many bytes as it is told to. */
    private static final class SlowChannel extends EmbeddedChannel {
        private int room;

        void take(int bytes) {
            room = bytes;
            unsafe().flush();
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer in) {
            for (Object current = in.current(); current != null; current = in.current()) {
                ByteBuf buffer = (ByteBuf) current;
                int taken = Math.min(room, buffer.readableBytes());
                room -= taken;
                buffer.skipBytes(taken);
                in.progress(taken);
                if (buffer.isReadable()) {
                    return;
                }
                in.remove();
            }
        }
    }
}
