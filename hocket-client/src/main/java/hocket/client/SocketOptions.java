package hocket.client;

import hocket.core.Checks;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The options of a {@link Socket}, with the names and defaults of the reference. Immutable. */
public final class SocketOptions {
    /** All defaults. */
    public static final SocketOptions DEFAULT = builder().build();

    final @Nullable Callable<? extends CompletionStage<?>> auth;
    final int retries;
    final @Nullable Duration ackTimeout;
    final RetryRefused retryRefused;

    private SocketOptions(Builder b) {
        auth = b.auth;
        retries = b.retries;
        ackTimeout = b.ackTimeout;
        retryRefused = b.retryRefused;
        if (retries > 0 && ackTimeout == null) {
            throw new IllegalArgumentException("retries need an ackTimeout, after which the next try begins");
        }
    }

    /** All defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether a socket that was refused tries again. Asked where handlers run. */
    @FunctionalInterface
    public interface RetryRefused {
        /** Never, as the reference. */
        RetryRefused NEVER = (error, refusals) -> Optional.empty();

        /**
         * The server has refused the socket.
         *
         * @param refusals how many there were since it was connected last, this one included
         * @return after how long to try again, with fresh {@link Builder#auth}; empty for not at all
         */
        Optional<Duration> delay(ConnectErrorException error, int refusals);
    }

    /** Collects the options. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable Callable<? extends CompletionStage<?>> auth;
        private int retries;
        private @Nullable Duration ackTimeout;
        private RetryRefused retryRefused = RetryRefused.NEVER;

        private Builder() {}

        /** What the server's middleware is shown, with each CONNECT; the codec writes it as an object. Default nothing. */
        public Builder auth(Map<String, ?> credentials) {
            return authAsync(() -> CompletableFuture.completedFuture(credentials));
        }

        /** As {@link #auth(Map)}, asked for where handlers run before each CONNECT. */
        public Builder auth(Callable<?> credentials) {
            return authAsync(() -> CompletableFuture.completedFuture(credentials.call()));
        }

        /** As {@link #auth(Callable)}, answered later. A failure is told as {@link Socket#onConnectError}. */
        public Builder authAsync(Callable<? extends CompletionStage<?>> credentials) {
            auth = Objects.requireNonNull(credentials, "auth");
            return this;
        }

        /**
         * How often an event is sent again that the server has not acknowledged within {@link #ackTimeout}. If not 0, the
         * events of a socket, but volatile ones, are sent one at a time and each is delivered at least once; arguments are
         * encoded for each try, and must not be changed before. Default 0.
         */
        public Builder retries(int count) {
            if (count < 0) {
                throw new IllegalArgumentException("retries must be 0 or more, not " + count);
            }
            retries = count;
            return this;
        }

        /** The time for an ack, unless {@link Socket#timeout} says otherwise. Default no limit. */
        public Builder ackTimeout(Duration limit) {
            ackTimeout = Checks.positive("ackTimeout", limit);
            return this;
        }

        /** Whether to try again after a refusal, such as one for a token that has expired. Default never. */
        public Builder retryRefused(RetryRefused policy) {
            retryRefused = Objects.requireNonNull(policy, "retryRefused");
            return this;
        }

        /** The options as they are now. */
        public SocketOptions build() {
            return new SocketOptions(this);
        }
    }
}
