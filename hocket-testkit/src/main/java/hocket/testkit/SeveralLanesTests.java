package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import hocket.engine.spi.WebSocketOffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a host does with several lanes: a session keeps its own, wherever its WebSocket arrives. */
abstract class SeveralLanesTests extends HostTests<TcpTestedHost> {
    private static final int MANY = 40;

    private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();
    private final List<RecordingListener> listeners = new CopyOnWriteArrayList<>();

    SeveralLanesTests(Function<HostHandler, TcpTestedHost> starter) {
        super(starter);
    }

    /** A host that answers requests, and hands each WebSocket to a lane it did not arrive on; all echo. */
    private TcpTestedHost startMoving() {
        TcpTestedHost host = start(
                exchange -> {
                    lanes.add(exchange.lane());
                    exchange.respond(HttpResponse.empty(200));
                },
                this::move);
        eventually(host, "requests arrive on two lanes", () -> {
            TestedHost.Exchange request = host.begin("GET", "/");
            eventually(host, "the answer comes", request::answer);
            return lanes.size() >= 2;
        });
        return host;
    }

    private void move(WebSocketOffer offer) {
        Iterator<Lane> others =
                lanes.stream().filter(lane -> lane != offer.lane()).iterator();
        Lane target = others.next();
        RecordingListener listener = listener()
                .on(target)
                .atOpen(channel -> channel.send(text("open"), false))
                .atMessage((channel, message) -> channel.send(message, false));
        listeners.add(listener);
        offer.accept(WebSocketTests.SETTINGS, new HttpHeaders(), target, listener);
    }

    @Test
    final void aWebSocketAcceptedForAnotherLaneLivesThere() {
        TcpTestedHost host = startMoving();
        List<TestedHost.WebSocket> clients = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            clients.add(host.webSocket("/"));
        }
        for (TestedHost.WebSocket client : clients) {
            assertThat(eventually(host, "onOpen has sent", client::receive)
                            .payload()
                            .utf8())
                    .isEqualTo("open");
        }
        for (int i = 0; i < 20; i++) {
            for (TestedHost.WebSocket client : clients) {
                client.send(text("message " + i));
            }
        }

        for (TestedHost.WebSocket client : clients) {
            for (int i = 0; i < 20; i++) {
                assertThat(eventually(host, "an echo comes", client::receive)
                                .payload()
                                .utf8())
                        .isEqualTo("message " + i);
            }
            client.close();
        }
        eventually(host, "all have ended", () -> listeners.stream().allMatch(RecordingListener::isClosed));
    }

    @Test
    final void aClientThatLeavesDuringTheMoveIsReportedOnce() {
        TcpTestedHost host = startMoving();
        for (int i = 0; i < MANY; i++) {
            TestedHost.WebSocket client = host.webSocket("/");
            if (i % 2 == 0) {
                host.pass();
            }
            client.leave();
        }

        eventually(
                host,
                "all that arrived have ended",
                () -> listeners.size() >= MANY / 2 && listeners.stream().allMatch(RecordingListener::isClosed));
        TestedHost.Exchange request = host.begin("GET", "/");
        assertThat(eventually(host, "others are served", request::answer).status())
                .isEqualTo(200);
    }

    @Test
    final void lanesRunAtTheSameTime() throws InterruptedException {
        TcpTestedHost host = startMoving();
        List<String> order = new CopyOnWriteArrayList<>();
        Iterator<Lane> two = lanes.iterator();
        Lane first = two.next();
        Lane second = two.next();
        first.execute(() -> {
            second.execute(() -> order.add("second"));
            eventually(host, "the other lane runs", () -> !order.isEmpty());
            order.add("first");
        });

        eventually(host, "both have run", () -> order.size() == 2);
        assertThat(order).containsExactly("second", "first");
    }
}
