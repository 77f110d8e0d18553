package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How sockets leave, and why. */
class SocketIoDisconnectTest {
    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void disconnectsHaveTheReasonsOfTheReference() {
        MemoryWebSocket client = fixture.join();
        client.send("41");
        client.send("40");
        assertThat(client.receiveText()).startsWith("40{");
        fixture.socket().disconnect();
        fixture.host.lane().crank();
        assertThat(client.receiveText()).isEqualTo("41");
        assertThat(client.isOpen()).isTrue();
        client.send("40");
        client.receive();
        client.close();
        MemoryWebSocket other = fixture.join();
        fixture.socket().disconnect(true);
        fixture.host.lane().crank();
        assertThat(other.receiveText()).isEqualTo("41");
        assertThat(other.isOpen()).isFalse();
        assertThat(fixture.events)
                .containsExactly(
                        "connection",
                        "disconnect client namespace disconnect",
                        "connection",
                        "disconnect server namespace disconnect",
                        "connection",
                        "disconnect transport close",
                        "connection",
                        "disconnect server namespace disconnect");
    }

    @Test
    void eventsOnTheirWayWhenTheSocketIsDisconnectedAreDropped() {
        MemoryWebSocket client = fixture.join();
        fixture.socket().on("x", args -> fixture.events.add("x"));
        fixture.socket().disconnect();
        client.send("42[\"x\"]");
        client.send("427[\"x\"]");
        client.send("41");
        assertThat(client.isOpen()).isTrue();
        assertThat(fixture.events).containsExactly("connection", "disconnect server namespace disconnect");
    }
}
