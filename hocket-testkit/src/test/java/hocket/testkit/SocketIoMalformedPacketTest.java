package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.PacketLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that break a rule or a limit, and some that look as if they did. */
class SocketIoMalformedPacketTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40",
                "44{\"message\":\"x\"}",
                "42/other,[\"x\"]",
                "42[]",
                "42[true]",
                "42{}",
                "42[\"connect\"]",
                "42[\"disconnecting\"]",
                "42 [\"x\"]",
                "42[\"x\",01]",
                "42[\"x\",NaN]",
                "42[\"x\"] y",
                "429007199254740992[\"x\"]",
                "4212345678901234567[\"x\"]",
                "42-1[\"x\"]",
                "4511-[\"x\"]",
                "45-[\"x\"]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":1}]",
                "452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
                "41{}",
                "4"
            })
    void malformedPacketClosesTheConnectionAndNobodyElses(String packet) {
        MemoryWebSocket other = fixture.join();
        MemoryWebSocket client = fixture.join();
        client.send(packet);
        assertThat(client.isOpen()).isFalse();
        assertThat(other.isOpen()).isTrue();
        assertThat(fixture.events).containsExactly("connection", "connection", "disconnect forced close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42[\"error\"]", "42[\"__proto__\"]", "42[\"\"]", "42[\"*\"]", "42", "43", "43999[1]", "42[1,2]"
            })
    void harmlessPacketsKeepTheConnection(String packet) {
        MemoryWebSocket client = fixture.join();
        client.send(packet);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void attachmentsThatNeverComeEndTheConnection() {
        SocketIoFixture quick = new SocketIoFixture(o -> o.attachmentsTimeout(Duration.ofSeconds(5)));
        MemoryWebSocket client = quick.join();
        client.send("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        client.send(new byte[] {1});
        quick.host.advance(Duration.ofMillis(4900));
        assertThat(client.isOpen()).isTrue();
        quick.host.advance(Duration.ofMillis(200));
        assertThat(client.isOpen()).isFalse();
        assertThat(quick.errors).hasSize(1).first().asString().contains("all attachments come within PT5S");
    }

    @Test
    void attachmentsInTimeStopTheClock() {
        SocketIoFixture quick = new SocketIoFixture(o -> o.attachmentsTimeout(Duration.ofSeconds(5)));
        MemoryWebSocket client = quick.join();
        client.send("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        client.send(new byte[] {1});
        quick.host.advance(Duration.ofSeconds(6));
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void packetAboveTheLimitEndsTheConnection() {
        SocketIoFixture small = new SocketIoFixture(o -> o.limits(PacketLimits.DEFAULT.maxPacketBytes(100)));
        MemoryWebSocket client = small.join();
        client.send("451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        client.send(new byte[80]);
        assertThat(client.isOpen()).isFalse();
    }
}
