package hocket.spring.test;

import hocket.client.ConnectErrorException;
import hocket.core.JsonCodec;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/** Connects clients to the application under test. Safe for use by several threads. */
public final class SocketIoTestClients {
    private final Environment environment;
    private final ObjectProvider<JsonCodec> codecs;
    private final Queue<SocketIoTestClient> open = new ConcurrentLinkedQueue<>(); // any thread

    SocketIoTestClients(Environment environment, ObjectProvider<JsonCodec> codecs) {
        this.environment = environment;
        this.codecs = codecs;
    }

    /** As {@link #connect(String, Consumer)}, with all defaults. */
    public SocketIoTestClient connect(String namespace) throws ConnectErrorException, InterruptedException {
        return connect(namespace, options -> {});
    }

    /**
     * A client that is connected to the namespace, over a WebSocket unless the options say otherwise, at {@code hocket.path}
     * of the port the application listens on. It is closed after the test.
     *
     * @throws ConnectErrorException if the server refuses it
     * @throws AssertionError if it is not connected within {@link SocketIoTestClient#WAIT}
     */
    public SocketIoTestClient connect(String namespace, Consumer<SocketIoTestOptions> settings)
            throws ConnectErrorException, InterruptedException {
        SocketIoTestOptions options = new SocketIoTestOptions();
        String path = environment.getProperty("server.servlet.context-path", "")
                + environment.getProperty("hocket.path", "/socket.io");
        options.manager(manager -> manager.path(path));
        codecs.ifUnique(codec -> options.manager(manager -> manager.json(codec)));
        settings.accept(options);
        String port = environment.getRequiredProperty("local.server.port");
        SocketIoTestClient made = SocketIoTestClient.connect("http://localhost:" + port + namespace, options);
        open.add(made);
        return made;
    }

    void closeAll() {
        for (SocketIoTestClient client = open.poll(); client != null; client = open.poll()) {
            client.close();
        }
    }
}
