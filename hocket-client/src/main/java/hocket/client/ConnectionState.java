package hocket.client;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a socket stands; see {@link Socket#onState}. Immutable. */
public final class ConnectionState {
    /** The kinds of states. */
    public enum Phase {
        /** It is not connected, and nothing is being done about it: see {@link #reason}, {@link #error}. */
        DISCONNECTED,
        /** It is being connected. */
        CONNECTING,
        /** It is connected. */
        CONNECTED,
        /** The connection is gone or could not be made, and will be tried again: see {@link #attempt}, {@link #delay}. */
        RECONNECTING,
        /** The server does not let it in: see {@link #error}, a {@link ConnectErrorException}. */
        REFUSED
    }

    static final ConnectionState INITIAL = of(Phase.DISCONNECTED);
    static final ConnectionState CONNECTING = of(Phase.CONNECTING);
    static final ConnectionState CONNECTED = of(Phase.CONNECTED);

    private final Phase phase;
    private final int attempt;
    private final Duration delay;
    private final @Nullable DisconnectReason reason;
    private final @Nullable Throwable error;

    private ConnectionState(
            Phase phase, int attempt, Duration delay, @Nullable DisconnectReason reason, @Nullable Throwable error) {
        this.phase = phase;
        this.attempt = attempt;
        this.delay = delay;
        this.reason = reason;
        this.error = error;
    }

    private static ConnectionState of(Phase phase) {
        return new ConnectionState(phase, 0, Duration.ZERO, null, null);
    }

    static ConnectionState disconnected(DisconnectReason reason, @Nullable Throwable error) {
        return new ConnectionState(Phase.DISCONNECTED, 0, Duration.ZERO, reason, error);
    }

    static ConnectionState failed(Throwable error) {
        return new ConnectionState(Phase.DISCONNECTED, 0, Duration.ZERO, null, error);
    }

    static ConnectionState reconnecting(int attempt, Duration delay, @Nullable Throwable error) {
        return new ConnectionState(Phase.RECONNECTING, attempt, delay, null, error);
    }

    static ConnectionState refused(ConnectErrorException error) {
        return new ConnectionState(Phase.REFUSED, 0, Duration.ZERO, null, error);
    }

    /** Which kind of state it is. */
    public Phase phase() {
        return phase;
    }

    /** The number of the next attempt, from 1; 0 unless reconnecting. */
    public int attempt() {
        return attempt;
    }

    /** From this state to the next attempt; zero unless reconnecting. */
    public Duration delay() {
        return delay;
    }

    /** Who ended a connection that was; null if there was none, or if the socket is not disconnected. */
    public @Nullable DisconnectReason reason() {
        return reason;
    }

    /** What went wrong: a {@link ConnectErrorException}, a {@link TransportException}, or null. */
    public @Nullable Throwable error() {
        return error;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionState that
                && phase == that.phase
                && attempt == that.attempt
                && delay.equals(that.delay)
                && reason == that.reason
                && Objects.equals(error, that.error);
    }

    @Override
    public int hashCode() {
        return Objects.hash(phase, attempt, delay, reason, error);
    }

    @Override
    public String toString() {
        return phase
                + (attempt == 0 ? "" : ", attempt " + attempt + " in " + delay)
                + (reason == null ? "" : ", " + reason)
                + (error == null ? "" : ", " + error);
    }
}
