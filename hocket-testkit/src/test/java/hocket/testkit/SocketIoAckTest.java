package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.DisconnectedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Answers to events, both ways. */
class SocketIoAckTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void clientThatAsksGetsOneAck() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("q", (args, ack) -> {
            assertThat(ack.isWanted()).isTrue();
            ack.send("a", null, new byte[] {1});
            ack.send("never");
        });
        client.send("4212[\"q\"]");
        assertThat(client.receiveText()).isEqualTo("461-12[\"a\",null,{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.receive().payload().toByteArray()).containsExactly(1);
        assertThat(client.receive()).isNull();
    }

    @Test
    void ackThatNobodyAskedForIsNotSent() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("q", (args, ack) -> {
            assertThat(ack.isWanted()).isFalse();
            ack.send("x");
        });
        client.send("42[\"q\"]");
        assertThat(client.receive()).isNull();
    }

    @Test
    void serverMayAskForAnAck() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> answer = fixture.socket().emitWithAck("q", 1);
        fixture.host.lane().crank();
        assertThat(client.receiveText()).isEqualTo("420[\"q\",1]");
        client.send("43999[\"unknown ids are ignored\"]");
        assertThat(answer).isNotDone();
        client.send("430[\"yes\",2]");
        assertThat(answer.join().get(0, String.class)).isEqualTo("yes");
        assertThat(answer.join().get(1, int.class)).isEqualTo(2);
        client.send("430[\"again\"]");
        assertThat(answer.join().get(0, String.class)).isEqualTo("yes");
    }

    @Test
    void ackThatDoesNotComeInTimeFails() {
        fixture.join();
        CompletableFuture<Args> answer =
                fixture.socket().timeout(Duration.ofSeconds(2)).emitWithAck("q");
        fixture.host.advance(Duration.ofMillis(1990));
        assertThat(answer).isNotDone();
        fixture.host.advance(Duration.ofMillis(30));
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(AckTimeoutException.class)
                .hasMessageContaining("operation has timed out");
    }

    @Test
    void acksThatAreOwedFailWhenTheSocketGoes() {
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Args> owed = fixture.socket().emitWithAck("q");
        client.close();
        assertThatThrownBy(owed::join).hasCauseInstanceOf(DisconnectedException.class);
        assertThatThrownBy(() -> fixture.socket().emitWithAck("q").join())
                .hasCauseInstanceOf(DisconnectedException.class);
    }

    @Test
    void acksBeyondTheLimitFailHere() {
        SocketIoFixture limited = new SocketIoFixture(o -> o.maxPendingAcks(1));
        limited.join();
        CompletableFuture<Args> first = limited.socket().emitWithAck("q");
        assertThat(first).isNotDone();
        assertThatThrownBy(() -> limited.socket().emitWithAck("q").join())
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("maxPendingAcks");
    }
}
