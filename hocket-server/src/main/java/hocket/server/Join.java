package hocket.server;

import hocket.server.spi.RestoredSession;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's way into one namespace: the namespace is found or made, a former session is looked for, the middleware is
 * asked. Each may take its time, and the client may leave meanwhile. Belongs to the session's lane.
 */
final class Join {
    private final Connection connection;
    private final Namespaces namespaces;
    private final String name;
    private final Handshake handshake;
    private final SocketIoOptions options;
    private @Nullable Socket socket; // lane: null before it is known who comes
    private @Nullable RestoredSession restored; // lane: null for somebody new
    private boolean over; // lane: joined, refused or left

    Join(Connection connection, Namespaces namespaces, String name, Handshake handshake) {
        this.connection = connection;
        this.namespaces = namespaces;
        this.name = name;
        this.handshake = handshake;
        this.options = connection.options();
    }

    void begin() {
        Namespace present = namespaces.enter(name);
        if (present == null && namespaces.hasParents()) {
            namespaces
                    .make(name, handshake)
                    .thenAccept(made -> connection.engine().lane().run(() -> identify(made)));
        } else {
            identify(present);
        }
    }

    private void identify(@Nullable Namespace namespace) {
        if (namespace == null) {
            connection.onRefused(name, new ConnectRefusedException("Invalid namespace"));
        } else if (options.recovery != null
                && handshake.authField("pid").isPresent()
                && handshake.isStringOrNone("offset")) {
            probeFormer(namespace, () -> restore(namespace, found -> admit(namespace, found)));
        } else {
            admit(namespace, null);
        }
    }

    /** The client may be back before anybody has noticed that it was gone, as after a change of networks. */
    private void probeFormer(Namespace namespace, Runnable next) {
        Socket former = namespace.here().ofPrivateId(handshake.authField("pid").orElseThrow());
        if (former == null) {
            next.run();
        } else {
            former.lane()
                    .execute(() -> former.probe(() -> connection.engine().lane().execute(next)));
        }
    }

    /** What is sent to the former socket's rooms from now on is queued behind the step that follows. */
    private void restore(Namespace namespace, Consumer<@Nullable RestoredSession> next) {
        namespace
                .adapter()
                .restore(
                        handshake.authField("pid").orElseThrow(),
                        handshake.authField("offset").orElse(null),
                        found -> connection.engine().lane().execute(() -> next.accept(found)));
    }

    private void admit(Namespace namespace, @Nullable RestoredSession found) {
        SocketIdentity identity = found == null
                ? SocketIdentity.fresh(
                        connection.rules().socketId(connection.engine(), name),
                        options.recovery == null ? null : Rules.newId())
                : SocketIdentity.of(found.session());
        Socket newcomer = new Socket(identity, namespace, connection, handshake);
        socket = newcomer;
        restored = found;
        boolean skips = found != null && options.recovery != null && options.recovery.skipMiddlewares();
        if (!connection.isOpen()) {
            abandon();
        } else if (skips || namespace.middleware().isEmpty()) {
            finish(newcomer);
        } else {
            newcomer.askMiddleware(error -> decided(newcomer, error));
        }
    }

    private void decided(Socket newcomer, @Nullable Throwable error) {
        if (error != null && !(error instanceof ConnectRefusedException)) {
            newcomer.onHandlerError(error);
        }
        if (over) {
            return; // the client has left
        }
        if (error != null) {
            giveUp(newcomer);
            connection.onRefused(name, error);
        } else if (restored == null) {
            finish(newcomer);
        } else {
            restoreAgain(newcomer, restored);
        }
    }

    /** What was sent while the middleware was asked reached nobody: put back and taken again, it is missed too. */
    private void restoreAgain(Socket newcomer, RestoredSession before) {
        newcomer.namespace().adapter().persist(before.session());
        restored = null;
        restore(newcomer.namespace(), again -> {
            restored = again;
            if (over) {
                putBack(newcomer);
            } else if (again == null) { // too much was sent meanwhile; the client comes anew
                giveUp(newcomer);
                connection.engine().close();
            } else {
                finish(newcomer);
            }
        });
    }

    private void finish(Socket newcomer) {
        if (connection.isOpen()) {
            over = true;
            connection.onJoined(newcomer, restored == null ? List.of() : restored.missed());
        } else {
            abandon();
        }
    }

    /** The client has left, perhaps for a while only. */
    void abandon() {
        if (socket != null && !over) {
            giveUp(socket);
            putBack(socket);
        }
    }

    private void putBack(Socket newcomer) {
        if (restored != null) {
            newcomer.namespace().adapter().persist(restored.session());
        }
    }

    private void giveUp(Socket newcomer) {
        over = true;
        newcomer.abandon();
        namespaces.leave(newcomer.namespace());
    }
}
