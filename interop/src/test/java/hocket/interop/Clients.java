package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.ManagerOptions;
import hocket.client.Socket;
import hocket.interop.Connection.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Our clients of one test, which are closed after it, and the servers of one class, each started when it is first needed.
 * A handler that throws fails its test.
 */
final class Clients implements AfterEachCallback, AfterAllCallback {
    private final Settings settings;
    private final Map<ServerKind, TestServer> servers = new EnumMap<>(ServerKind.class);
    private final Map<ServerKind, Peer> controls = new EnumMap<>(ServerKind.class);
    private final List<AutoCloseable> ofTest = new ArrayList<>();

    Clients(Settings settings) {
        this.settings = settings;
    }

    TestServer server(ServerKind kind) {
        return servers.computeIfAbsent(kind, made -> {
            try {
                return made.start(settings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A client that is not connected yet. */
    Peer peer(Link link) {
        return peer(link, options -> {});
    }

    Peer peer(Link link, Consumer<ManagerOptions.Builder> options) {
        return peer(server(link.server()).port(), link.transport(), options);
    }

    Peer peer(int port, Transport transport, Consumer<ManagerOptions.Builder> options) {
        return closing(new Peer(port, transport, options));
    }

    /** Has it closed after the test, before those that were there already. */
    <T extends AutoCloseable> T closing(T made) {
        ofTest.add(0, made);
        return made;
    }

    /** A socket of the main namespace, on a connection of its own. */
    Socket connect(Link link) throws InterruptedException {
        return peer(link).connect();
    }

    /** The server's word for how it lost the socket that had this id. */
    String reasonOf(ServerKind kind, String id) throws InterruptedException {
        return String.valueOf(Peer.ask(control(kind), "reasonOf", id));
    }

    /** A socket of the namespace that tells what the server knows. */
    Socket control(ServerKind kind) throws InterruptedException {
        Peer peer = controls.computeIfAbsent(
                kind, made -> new Peer(server(made).port(), Transport.WEBSOCKET, options -> {}));
        Socket control = peer.manager().socket("/control");
        Waits.get(control.connect());
        return control;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        List<Throwable> errors = new ArrayList<>();
        for (AutoCloseable one : ofTest) {
            one.close();
            if (one instanceof Peer peer) {
                errors.addAll(peer.errors());
            }
        }
        ofTest.clear();
        assertThat(errors).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        controls.values().forEach(Peer::close);
        servers.values().forEach(TestServer::close);
    }
}
