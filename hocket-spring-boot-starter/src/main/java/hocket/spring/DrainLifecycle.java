package hocket.spring;

import hocket.server.SocketIoServer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Takes leave of the clients before the web server stops: it comes before Boot's own graceful shutdown, which would wait
 * for polls and WebSockets in vain.
 */
final class DrainLifecycle implements SmartLifecycle {
    private static final System.Logger LOG = System.getLogger("hocket.spring");

    private final SocketIoServer io;
    private final Duration over;
    private volatile boolean running; // any thread

    DrainLifecycle(SocketIoServer io, Duration over) {
        this.io = io;
        this.over = over;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE; // stopped first
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        io.drain(over).whenComplete((closed, error) -> {
            if (error != null) {
                LOG.log(Level.WARNING, "not all clients were taken leave of", error);
            }
            done.run();
        });
    }
}
