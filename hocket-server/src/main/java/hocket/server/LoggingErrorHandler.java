package hocket.server;

import hocket.core.ArgsException;
import hocket.core.CallException;
import hocket.core.ProtocolException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Logs what went wrong, each with its stack. What any client can bring about, as often as it likes, is a line without one, and
 * one line a second for all clients; the others are there at the level DEBUG. Safe for use by several threads.
 */
final class LoggingErrorHandler implements ErrorHandler {
    private static final System.Logger LOG = System.getLogger("hocket.server");
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong nextLine = new AtomicLong(System.nanoTime()); // any thread
    private final AtomicInteger leftOut = new AtomicInteger(); // any thread: since the last line

    @Override
    public void onError(@Nullable Socket socket, Throwable error) {
        if (!isOfClient(error)) {
            LOG.log(Level.ERROR, "a handler of " + socket + " failed", error);
        } else if (isTimeForALine()) {
            int others = leftOut.getAndSet(0);
            LOG.log(
                    Level.WARNING,
                    "what " + socket + " sent was refused: " + error.getMessage()
                            + (others == 0 ? "" : " (and " + others + " times something since the last such line)"));
        } else {
            leftOut.incrementAndGet();
            LOG.log(Level.DEBUG, () -> "what " + socket + " sent was refused", error);
        }
    }

    private static boolean isOfClient(Throwable error) {
        return error instanceof ArgsException || error instanceof ProtocolException || error instanceof CallException;
    }

    private boolean isTimeForALine() {
        long now = System.nanoTime();
        long next = nextLine.get();
        return now - next >= 0 && nextLine.compareAndSet(next, now + PAUSE_NANOS);
    }
}
