package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.client.spi.ClientLane;
import hocket.client.spi.ClientRequest;
import hocket.client.spi.ClientTransport;
import hocket.client.spi.ClientWebSocket;
import hocket.core.ByteSlice;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a transport promises for its lanes and its threads, and for what is open when it is closed. */
abstract class TransportThreadTests extends TransportSocketTests {
    private final Predicate<Thread> shared;

    TransportThreadTests(Supplier<ClientTransport> maker, Predicate<Thread> shared) {
        super(maker);
        this.shared = shared;
    }

    @Override
    final boolean isShared(Thread thread) {
        return shared.test(thread);
    }

    @Test
    final void aLaneRunsTasksInOrderAndKnowsItself() {
        ClientLane other = transport.newLane();
        Queue<Integer> ran = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            other.execute(() -> {
                check(other.isInside(), "a task runs outside its lane");
                ran.add(number);
            });
        }
        eventually("the tasks run", () -> ran.size() == 1000);

        assertThat(List.copyOf(ran)).isSorted();
        assertThat(other.isInside()).isFalse();
        assertThatThrownBy(other::assertInside).isInstanceOf(IllegalStateException.class);
    }

    @Test
    final void aTaskThatFailsHarmsNoOther() {
        AtomicBoolean ran = new AtomicBoolean();
        lane.execute(() -> {
            throw new IllegalStateException("meant to fail");
        });
        lane.execute(() -> ran.set(true));

        eventually("the next task runs", ran::get);
    }

    @Test
    final void aTimerRunsOnTheLaneUnlessItIsCancelled() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        onLane(() -> {
            lane.schedule(Duration.ofMillis(50), () -> {
                check(lane.isInside(), "a timer runs outside its lane");
                ran.add("later");
            });
            lane.schedule(Duration.ofMillis(10), () -> ran.add("sooner"));
            lane.schedule(Duration.ofMillis(20), () -> ran.add("never")).cancel();
            return true;
        });
        eventually("the timers run", () -> ran.size() == 2);

        assertThat(ran).containsExactly("sooner", "later");
    }

    @Test
    final void managersShareAFixedNumberOfThreads() {
        AtomicInteger ran = new AtomicInteger();
        onLane(() -> true);
        for (int i = 0; i < 100; i++) {
            transport.newLane().execute(ran::incrementAndGet);
        }
        eventually("the tasks run", () -> ran.get() == 100);

        assertThat(threads()).hasSizeLessThan(20);
    }

    @Test
    final void allThreadsAreDaemons() throws IOException {
        Opened opened = open();
        ScriptedServer server = serve();
        send(get(server));
        server.accept().answer(200, "hello");
        send(opened, text("hello"));

        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
    }

    @Test
    final void aThousandRefusedConnectionsLeaveNoThreadBehind() {
        URI nobody = URI.create("http://127.0.0.1:" + ScriptedServer.closedPort() + "/");
        ClientRequest request = ClientRequest.get(nobody, Map.of(), LIMIT);
        for (int i = 0; i < 500; i++) {
            RecordingCallback callback = send(request);
            RecordingSocketListener told = listener();
            connect(request, told);
            failureOf(callback);
            end(told);
        }

        eventually("few threads are left", () -> threads().size() < 20);
    }

    @Test
    final void closeCutsWhatIsOpenAndSaysSo() throws IOException {
        Opened opened = open();
        ScriptedServer server = serve();
        RecordingCallback hanging = send(get(server));
        ScriptedConnection request = server.accept();
        request.readRequest();
        RecordingCallback answering = send(get(server).post(ByteSlice.utf8("body")));
        ScriptedConnection answer = server.accept();
        answer.readRequest();
        answer.writeHead(200, "Content-Length: 100").write("hello");
        RecordingSocketListener opening = listener();
        connect(handshake(server), opening);
        ScriptedConnection handshake = server.accept();
        handshake.readRequest();
        transport.close();
        transport.close();

        failureOf(hanging);
        failureOf(answering);
        assertThat(end(opening).cause()).isNotNull();
        assertThat(end()).isNotNull();
        for (ScriptedConnection connection : List.of(opened.peer(), request, answer, handshake)) {
            connection.awaitEnd();
        }
    }

    @Test
    final void closeEndsTheThreads() throws IOException {
        Opened opened = open();
        ScriptedServer server = serve();
        RecordingCallback kept = send(get(server));
        ScriptedConnection idle = server.accept();
        idle.readRequest();
        idle.answer(200, "kept alive");
        answerTo(kept);
        onLane(() -> lane.schedule(Duration.ofHours(1), () -> {}));
        transport.close();

        eventually("the threads end", () -> threads().isEmpty());
        opened.peer().awaitEnd();
        idle.awaitEnd();
    }

    @Test
    final void aLaneOfATransportThatIsClosedSaysSo() {
        onLane(() -> true);
        assertThat(lane.isEnded()).isFalse();
        transport.close();

        eventually("the lane ends", () -> {
            lane.execute(() -> {});
            return lane.isEnded();
        });
    }

    @Test
    final void aTransportThatIsClosedRefusesAndDoesNotThrow() {
        ScriptedServer server = serve();
        transport.close();
        RecordingCallback callback = callback();
        transport.send(get(server), callback);
        ClientWebSocket webSocket = transport.connect(lane, handshake(server), listener);
        webSocket.send(text("too late"), false);
        webSocket.close();
        transport.newLane().execute(() -> {});

        failureOf(callback);
        assertThat(end().cause()).isNotNull();
        meanwhile();
        assertThat(server.accepted()).isZero();
    }
}
