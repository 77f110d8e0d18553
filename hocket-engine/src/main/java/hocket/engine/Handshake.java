package hocket.engine;

import hocket.core.Revision;
import hocket.engine.spi.HttpRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens one session: asks the user, makes the id, and sends the first packet. What it waits for may take its time; the
 * client may leave meanwhile. Runs on the lane where the request arrived, which becomes the session's.
 */
final class Handshake {
    private final EngineServer server;
    private final EngineOptions options;
    private final Gate gate;
    private final Arrival arrival;
    private final HttpRequest request;
    private boolean over; // lane: counted out again, or a session

    Handshake(EngineServer server, Gate gate, Arrival arrival) {
        this.server = server;
        this.options = server.options();
        this.gate = gate;
        this.arrival = arrival;
        this.request = arrival.request();
    }

    static boolean wantsBase64(HttpRequest request) {
        String base64 = request.query("b64");
        return base64 != null && !base64.isEmpty();
    }

    void begin() {
        if (!server.enter(request)) {
            server.turnAway(arrival);
            return;
        }
        arrival.onAborted(arrival.lane(), this::giveUp);
        if (options.allowRequest == Defaults.ALLOW_ALL) {
            checkRevision();
        } else {
            ask(() -> options.allowRequest.check(request), this::onAdmission);
        }
    }

    private void onAdmission(@Nullable Admission admission, @Nullable Throwable error) {
        if (admission != null && admission.isAllowed()) {
            checkRevision();
            return;
        }
        String message = admission == null ? null : admission.message();
        String told = message == null ? HandshakeError.FORBIDDEN.message() : message;
        fail(new ConnectionError(request, HandshakeError.FORBIDDEN, told, Map.of("message", told)));
    }

    private void checkRevision() {
        ConnectionError error = gate.checkRevision(request);
        if (error != null) {
            fail(error);
        } else if (options.generateId == Defaults.RANDOM_ID) {
            onId(options.generateId.generate(request).toCompletableFuture().join(), null);
        } else {
            ask(() -> options.generateId.generate(request), this::onId);
        }
    }

    private void onId(@Nullable String id, @Nullable Throwable error) {
        if (over) {
            return;
        }
        if (id == null || !server.isUsable(id)) {
            Object cause = error == null ? "the id is malformed or in use" : error;
            fail(Gate.badRequest(request, "ID_GENERATION_ERROR", Map.of("error", cause)));
            return;
        }
        Revision revision = Revision.ofQuery(request.query("EIO"));
        EngineSocket session = new EngineSocket(id, revision, request, arrival.lane(), server);
        if (arrival.isWebSocket()) {
            openWebSocket(session, revision);
        } else {
            openPolling(session, revision);
        }
    }

    private void openPolling(EngineSocket session, Revision revision) {
        over = true;
        server.add(session);
        server.initialHeaders(arrival.headers(), request, session.id());
        PollingTransport polling = new PollingTransport(
                session.transportEvents(), revision, wantsBase64(request), options, session.lane());
        polling.onRequest(arrival);
        Upgrade upgrade = new Upgrade(session, polling, options.upgradeTimeout);
        session.open(polling, upgrade, server.handshakeOf(session, true));
        server.connected(session);
        request.compact();
    }

    /** The session begins when the WebSocket is open: until then nothing can be lost with it. */
    private void openWebSocket(EngineSocket session, Revision revision) {
        server.initialHeaders(arrival.headers(), request, null);
        WebSocketTransport transport =
                new WebSocketTransport(revision, wantsBase64(request), new WebSocketTransport.Opening() {
                    @Override
                    public void onOpen(WebSocketTransport opened) {
                        begin(session, opened);
                    }

                    @Override
                    public void onNeverOpened() {
                        giveUp();
                    }
                });
        arrival.accept(server.webSocketSettings(), session.lane(), transport);
    }

    private void begin(EngineSocket session, WebSocketTransport opened) {
        over = true;
        opened.attach(session.transportEvents());
        server.add(session);
        session.open(opened, null, server.handshakeOf(session, false));
        server.connected(session);
        request.compact();
    }

    private void fail(ConnectionError error) {
        giveUp();
        server.refuse(arrival, error);
    }

    private void giveUp() {
        if (!over) {
            over = true;
            server.leave(request);
        }
    }

    /** Asks user code, where it belongs, and goes on with its answer on the lane. */
    private <T> void ask(Supplier<CompletionStage<T>> question, Answer<T> answer) {
        options.handlers.executor().execute(() -> {
            CompletionStage<T> asked;
            try {
                asked = question.get();
            } catch (RuntimeException e) {
                asked = CompletableFuture.failedFuture(e);
            }
            asked.whenComplete((value, error) -> arrival.lane().run(() -> {
                if (!over) {
                    answer.take(value, error);
                }
            }));
        });
    }

    /** Takes a value or what went wrong. */
    @FunctionalInterface
    private interface Answer<T> {
        void take(@Nullable T value, @Nullable Throwable error);
    }
}
