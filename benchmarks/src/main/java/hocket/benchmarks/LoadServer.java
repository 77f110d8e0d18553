package hocket.benchmarks;

import hocket.SocketIo;
import hocket.engine.Handlers;
import java.io.IOException;
import java.util.List;

/** The server that is measured: {@code LoadServer --port N --handlers virtual}. Prints {@code ready N} when it listens. */
public final class LoadServer implements AutoCloseable {
    /** As many as there may be connections waiting while thousands open at once. */
    private static final int BACKLOG = 4096;

    private final SocketIo server;

    private LoadServer(SocketIo server) {
        this.server = server;
    }

    /** Runs until the process is told to end. */
    public static void main(String[] args) throws InterruptedException {
        try {
            ServeOptions options = ServeOptions.parse(List.of(args), System.getenv());
            LoadServer load = start(options.port(), options.handlers());
            System.out.println("ready " + load.port());
            load.server.awaitClosed();
        } catch (IllegalArgumentException e) {
            exit(2, e);
        } catch (IOException e) {
            exit(1, e);
        }
    }

    /**
     * Listens on that port; 0 for a free one.
     *
     * @throws IOException if the port cannot be listened on; the message is one sentence
     */
    public static LoadServer start(int port, Handlers handlers) throws IOException {
        return new LoadServer(SocketIo.builder()
                .port(port)
                .netty(netty -> netty.backlog(BACKLOG))
                .engine(engine -> engine.handlers(handlers))
                .listen(LoadHandlers::register));
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static void exit(int status, Exception failure) {
        System.err.println("bench: " + failure.getMessage());
        System.exit(status);
    }
}
