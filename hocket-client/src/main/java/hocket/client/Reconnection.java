package hocket.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a manager connects again (the reference's {@code Manager}). Pure: it is told what happens and answers
 * what to do. Belongs to the manager's lane, but for its settings.
 */
final class Reconnection {
    /** What is to be done. */
    enum Action {
        /** Nothing. */
        NONE,
        /** Try again after {@link #delay}. */
        RETRY,
        /** There have been enough attempts. */
        GIVE_UP
    }

    private final Backoff backoff;
    private volatile boolean enabled = true; // any thread
    private volatile int maxAttempts = Integer.MAX_VALUE; // any thread
    private boolean skipped; // the user does not want to be connected
    private boolean running; // an attempt is planned or on its way
    private @Nullable Duration delay;

    Reconnection(Backoff backoff) {
        this.backoff = backoff;
    }

    boolean isEnabled() {
        return enabled;
    }

    void enable(boolean on) {
        enabled = on;
    }

    int maxAttempts() {
        return maxAttempts;
    }

    void maxAttempts(int count) {
        maxAttempts = count;
    }

    /** An attempt is planned or on its way. */
    boolean isRunning() {
        return running;
    }

    /** The number of the attempt that is planned or on its way, from 1. */
    int attempt() {
        return backoff.attempts();
    }

    /** Until the attempt that {@link Action#RETRY} asks for. */
    Duration delay() {
        return delay == null ? Duration.ZERO : delay;
    }

    /** The user wants to be connected. */
    void onWanted() {
        skipped = false;
    }

    /** The user wants no connection: nothing is planned any more. */
    void onUnwanted() {
        skipped = true;
        running = false;
        backoff.reset();
    }

    /** The session could not be opened. */
    Action onOpenFailed() {
        if (running) {
            running = false;
            return next();
        }
        return enabled && backoff.attempts() == 0 ? next() : Action.NONE;
    }

    /** The session is open; answers with the number of the attempt that did it, 0 if it was none. */
    int onOpened() {
        int attempt = running ? backoff.attempts() : 0;
        running = false;
        backoff.reset();
        return attempt;
    }

    /** The session, which was open, is closed. */
    Action onClosed() {
        backoff.reset();
        return enabled ? next() : Action.NONE;
    }

    private Action next() {
        if (skipped) {
            return Action.NONE;
        }
        if (backoff.attempts() >= maxAttempts) {
            backoff.reset();
            return Action.GIVE_UP;
        }
        delay = backoff.next();
        running = true;
        return Action.RETRY;
    }
}
