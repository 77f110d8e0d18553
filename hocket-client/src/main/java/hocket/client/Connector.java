package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.core.EnginePacket;
import hocket.core.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Opens the sessions of one manager, one at a time, again and again if need be. Belongs to the manager's lane. */
final class Connector implements EngineSession.Owner {
    /** Whom a connector tells. Called on the lane. */
    interface Owner {
        void onOpen();

        void onMessage(EnginePacket message);

        /** A session that was open has ended. */
        void onClose(DisconnectReason reason, DisconnectDetails details);

        /** A session could not be opened; told before {@link #onRetryPlanned}, if that follows. */
        void onOpenFailed(Throwable error, boolean retried);

        void onPing();

        /** There will be another attempt, unless somebody minds. */
        void onRetryPlanned(int attempt, Duration delay, @Nullable Throwable error);

        /** The attempt begins. */
        void onReconnectAttempt(int attempt);

        /** That attempt failed; told after the next was planned. */
        void onReconnectError(Throwable error);

        void onReconnectFailed(Throwable error);

        /** The attempt that was planned will not be made. */
        void onRetriesEnded(Throwable error);

        void onReconnect(int attempt);
    }

    private enum State {
        CLOSED,
        OPENING,
        OPEN
    }

    private final Manager manager;
    private final Owner owner;
    private final ClientLane lane;
    private final Reconnection reconnection;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>(); // lane: for the session to be open
    private State state = State.CLOSED; // lane
    private boolean explicit; // lane: the opening one was asked for by itself, and is not tried again
    private int openings; // lane: to tell a late answer from one that is waited for
    private volatile Duration timeout; // any thread
    private @Nullable EngineSession session; // lane: null unless it is opening or open
    private int goodByes; // lane: on their way
    private final List<Runnable> whenGone = new ArrayList<>(1); // lane
    private ClientLane.@Nullable Timer openTimer; // lane
    private ClientLane.@Nullable Timer retryTimer; // lane: null unless an attempt is planned

    Connector(Manager manager, Owner owner, Reconnection reconnection) {
        this.manager = manager;
        this.owner = owner;
        this.lane = manager.lane();
        this.reconnection = reconnection;
        this.timeout = manager.options().timeout;
    }

    Duration timeout() {
        return timeout;
    }

    void timeout(Duration limit) {
        timeout = limit;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** The session that is open; null if none is. */
    @Nullable
    EngineSession session() {
        return isOpen() ? session : null;
    }

    /** Opens a session, unless one is open, opening or planned. */
    void want() {
        reconnection.onWanted();
        explicit = false;
        if (state == State.CLOSED && !reconnection.isRunning()) {
            open(false);
        }
    }

    /** Opens a session at once, if none is open or opening; if that fails it is not tried again. */
    void openOnce(CompletableFuture<Void> opened) {
        if (state == State.OPEN) {
            manager.complete(() -> opened.complete(null));
            return;
        }
        waiting.add(opened);
        reconnection.onWanted();
        if (state == State.CLOSED) {
            cancelRetry();
            open(!reconnection.isRunning());
        }
    }

    /** Ends what is open, opening or planned; the owner is told if a session was open. */
    void close() {
        reconnection.onUnwanted();
        cancelRetry();
        EngineSession last = session;
        boolean wasOpen = isOpen();
        reset();
        failWaiting(new TransportException("the manager was closed", 0, null));
        if (last != null) {
            part(last);
        }
        if (wasOpen) {
            owner.onClose(DisconnectReason.FORCED_CLOSE, DisconnectDetails.NONE);
        }
    }

    private void part(EngineSession last) {
        goodByes++;
        last.close(() -> {
            goodByes--;
            tellWhenGone();
        });
    }

    /** Runs the task when no session's good-bye is on its way. */
    void whenGone(Runnable task) {
        whenGone.add(task);
        tellWhenGone();
    }

    private void tellWhenGone() {
        if (goodByes == 0) {
            List<Runnable> told = List.copyOf(whenGone);
            whenGone.clear();
            told.forEach(Runnable::run);
        }
    }

    /** Ends the session, which may be opened again. */
    void closeSession() {
        EngineSession last = session();
        if (last != null) {
            part(last);
            onEnd(DisconnectReason.FORCED_CLOSE, DisconnectDetails.NONE);
        }
    }

    /** If an attempt is planned it is made now. */
    void retryNow() {
        if (retryTimer != null) {
            cancelRetry();
            retry();
        }
    }

    /** Nothing is tried again any more, unless somebody wants a connection anew. */
    void endRetries() {
        boolean planned = retryTimer != null;
        reconnection.onUnwanted();
        cancelRetry();
        if (planned) {
            owner.onRetriesEnded(new TransportException("reconnection was switched off", 0, null));
        }
    }

    /** What ends from now on is tried again. */
    void allowRetries() {
        reconnection.onWanted();
    }

    private void open(boolean once) {
        explicit = once;
        state = State.OPENING;
        int opening = ++openings;
        if (!timeout.isZero()) {
            openTimer = lane.schedule(timeout, () -> onOpenFailed(new TransportException("timeout", 0, null)));
        }
        ManagerOptions options = manager.options();
        manager.complete(() -> {
            CompletionStage<EngineSettings> ready;
            try {
                CompletionStage<Map<String, String>> headers = options.headers.get();
                ready = headers.thenCombine(
                        manager.query(), (fields, parameters) -> new EngineSettings(manager, fields, parameters));
            } catch (RuntimeException e) { // user code
                lane.execute(() -> onRefusedByUser(opening, e));
                return;
            }
            ready.whenComplete((settings, error) -> lane.execute(() -> {
                if (error == null) {
                    begin(opening, settings);
                } else {
                    onRefusedByUser(opening, error);
                }
            }));
        });
    }

    private void begin(int opening, EngineSettings settings) {
        if (state == State.OPENING && opening == openings) {
            session = new EngineSession(settings, this);
            try {
                session.open();
            } catch (RuntimeException e) { // such as a header that is none
                onOpenFailed(e);
            }
        }
    }

    private void onRefusedByUser(int opening, Throwable error) {
        if (state == State.OPENING && opening == openings) {
            onOpenFailed(Stages.cause(error));
        }
    }

    @Override
    public void onOpen() {
        state = State.OPEN;
        cancelOpenTimer();
        int attempt = reconnection.onOpened();
        List<CompletableFuture<Void>> opened = List.copyOf(waiting);
        waiting.clear();
        owner.onOpen();
        opened.forEach(one -> manager.complete(() -> one.complete(null)));
        if (attempt > 0) {
            owner.onReconnect(attempt);
        }
    }

    @Override
    public void onMessage(EnginePacket message) {
        owner.onMessage(message);
    }

    @Override
    public void onPing() {
        owner.onPing();
    }

    @Override
    public void onEnd(DisconnectReason reason, DisconnectDetails details) {
        if (state == State.OPENING) {
            Throwable cause = details.cause();
            onOpenFailed(cause != null ? cause : new TransportException(details.description(), details.code(), null));
            return;
        }
        reset();
        Reconnection.Action action = reconnection.onClosed();
        owner.onClose(reason, details);
        plan(action, details.cause());
    }

    private void onOpenFailed(Throwable error) {
        if (state != State.OPENING) {
            return;
        }
        if (session != null) {
            session.abort();
        }
        reset();
        boolean retrying = reconnection.isRunning();
        failWaiting(error);
        Reconnection.Action action = retrying || !explicit ? reconnection.onOpenFailed() : Reconnection.Action.NONE;
        owner.onOpenFailed(error, action == Reconnection.Action.RETRY);
        plan(action, error);
        if (retrying) {
            owner.onReconnectError(error);
        }
    }

    private void plan(Reconnection.Action action, @Nullable Throwable error) {
        switch (action) {
            case RETRY -> {
                retryTimer = lane.schedule(reconnection.delay(), () -> {
                    retryTimer = null;
                    retry();
                });
                owner.onRetryPlanned(reconnection.attempt(), reconnection.delay(), error);
            }
            case GIVE_UP ->
                owner.onReconnectFailed(error != null ? error : new TransportException("no attempt is left", 0, null));
            case NONE -> {}
        }
    }

    private void retry() {
        if (state == State.CLOSED && reconnection.isRunning()) {
            owner.onReconnectAttempt(reconnection.attempt());
            open(false);
        }
    }

    private void reset() {
        state = State.CLOSED;
        session = null;
        cancelOpenTimer();
    }

    private void failWaiting(Throwable error) {
        List<CompletableFuture<Void>> failed = List.copyOf(waiting);
        waiting.clear();
        failed.forEach(one -> manager.complete(() -> one.completeExceptionally(error)));
    }

    private void cancelOpenTimer() {
        if (openTimer != null) {
            openTimer.cancel();
            openTimer = null;
        }
    }

    private void cancelRetry() {
        if (retryTimer != null) {
            retryTimer.cancel();
            retryTimer = null;
        }
    }
}
