package hocket.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.testkit.TestClient;
import hocket.testkit.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private final AtomicReference<Dashboard> dashboard = new AtomicReference<>();
    private final TestServer server = TestServer.start(io -> {
        dashboard.set(new Dashboard(io));
        dashboard.get().register();
    });

    @Test
    void watchersGetAllFiguresOnceAndThenTheirs() {
        dashboard.get().update("cpu", 0.5);
        TestClient watcher = server.connect();
        TestClient idle = server.connect();
        watcher.emit("watch", List.of("cpu", "heap"));
        assertThat(watcher.next(Dashboard.FIGURES)).isEqualTo(Map.of("cpu", 0.5));

        dashboard.get().update("heap", 100);
        dashboard.get().update("disk", 7);
        assertThat(watcher.next(Dashboard.FIGURES)).isEqualTo(Map.of("heap", 100.0));
        assertThat(watcher.waiting()).isEmpty();
        assertThat(idle.waiting()).isEmpty();
    }
}
