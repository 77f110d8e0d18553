package hocket.core;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one event, which the peer may not have asked for: the first one is sent. For the server and the client.
 * Safe for use by several threads.
 */
public abstract class OneAnswer implements Ack {
    private final long ackId;
    private final @Nullable AtomicBoolean sent; // any thread; null if no answer is wanted

    /**
     * The answer to an event.
     *
     * @param ackId that of the event, {@link Packet#NO_ID} if no answer is wanted
     */
    protected OneAnswer(long ackId) {
        this.ackId = ackId;
        this.sent = ackId == Packet.NO_ID ? null : new AtomicBoolean();
    }

    /**
     * Encodes the answer, asks {@link #isFirst}, and sends it if that says so.
     *
     * @throws IllegalArgumentException if a value cannot be encoded
     */
    protected abstract void answer(long id, @Nullable Object... values);

    /** Tells the error handler. */
    protected abstract void onError(Throwable error);

    /** Whether nothing was sent before; from now on something was. */
    protected final boolean isFirst() {
        return sent != null && sent.compareAndSet(false, true);
    }

    @Override
    public final boolean isWanted() {
        return sent != null;
    }

    @Override
    public final void send(@Nullable Object... values) {
        if (sent != null && !sent.get()) {
            answer(ackId, values);
        }
    }

    @Override
    public final void fail(Throwable error) {
        if (!(error instanceof CallException && isWanted())) {
            onError(error);
        }
        try {
            send(CallException.wire(error));
        } catch (IllegalArgumentException e) { // its data: the peer shall not wait for that
            onError(e);
            send(CallException.wire(e));
        }
    }
}
