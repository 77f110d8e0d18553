package hocket.server;

import hocket.core.Checks;
import java.time.Duration;

/**
 * How sessions are recovered: a client that was cut off and comes back in time gets its socket's id, rooms and data back,
 * and the events it has missed.
 *
 * @param maxDisconnectionDuration how long a session, and the events it may miss, are kept. The reference's default is 2
 *     min
 * @param skipMiddlewares whether a client that is recovered passes the middleware unasked. The reference's default is
 *     true; here it is false, lest a client that was banned meanwhile comes back by it
 */
public record RecoveryOptions(Duration maxDisconnectionDuration, boolean skipMiddlewares) {
    /** 2 min, and the middleware is asked. */
    public static final RecoveryOptions DEFAULT = new RecoveryOptions(Duration.ofMinutes(2), false);

    /** Checks the duration, which must be positive. */
    public RecoveryOptions {
        Checks.positive("maxDisconnectionDuration", maxDisconnectionDuration);
    }
}
