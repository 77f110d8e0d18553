package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broadcast may cost, counted and not timed. */
class SocketIoCostTest {
    /** More than a lane runs tasks in one turn: a task for each receiver would need a second one. */
    private static final int MORE_THAN_A_TURN = 4_100;

    private final SocketIoFixture fixture = new SocketIoFixture();

    @Test
    void broadcastIsEncodedOnceAndSentAsOneFrame() {
        List<MemoryWebSocket> clients = join(20);
        fixture.io.emit("news", "é", List.of(1, 2));
        fixture.host.lane().crank();
        List<Frame> frames = new ArrayList<>();
        clients.forEach(client -> frames.add(client.receive()));
        assertThat(frames.get(0).payload().utf8()).isEqualTo("42[\"news\",\"é\",[1,2]]");
        assertThat(frames).allSatisfy(frame -> assertThat(frame).isSameAs(frames.get(0)));
    }

    @Test
    void attachmentsOfABroadcastAreSharedToo() {
        List<MemoryWebSocket> clients = join(3);
        fixture.io.emit("file", new byte[1000]);
        fixture.host.lane().crank();
        List<byte[]> attachments = new ArrayList<>();
        clients.forEach(client -> {
            assertThat(client.receiveText()).startsWith("451-");
            attachments.add(client.receive().payload().array());
        });
        assertThat(attachments).allSatisfy(bytes -> assertThat(bytes).isSameAs(attachments.get(0)));
    }

    @Test
    void broadcastIsOneTaskOfTheLaneHoweverManyReceiveIt() throws InterruptedException {
        List<MemoryWebSocket> clients = join(MORE_THAN_A_TURN);
        onAnotherThread(() -> fixture.io.emit("x"));
        int before = fixture.host.lane().turns();
        fixture.host.lane().crank();
        assertThat(fixture.host.lane().turns() - before).isEqualTo(1);
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.receiveText()).isEqualTo("42[\"x\"]"));
    }

    @Test
    void whatIsSentInOneTurnIsFlushedOnce() throws InterruptedException {
        List<MemoryWebSocket> clients = join(3);
        fixture.sockets.forEach(socket -> socket.join("r"));
        int before = clients.get(0).flushes();
        onAnotherThread(() -> {
            for (int i = 0; i < 5; i++) {
                fixture.io.emit("all", i);
                fixture.io.to("r").emit("room", i);
                fixture.sockets.get(0).emit("one", i);
            }
        });
        fixture.host.lane().crank();
        assertThat(clients.get(0).flushes() - before).isEqualTo(1);
        assertThat(fixture.received(clients.get(0))).hasSize(15);
    }

    private List<MemoryWebSocket> join(int clients) {
        List<MemoryWebSocket> joined = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            joined.add(fixture.join());
        }
        return joined;
    }

    private static void onAnotherThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }
}
