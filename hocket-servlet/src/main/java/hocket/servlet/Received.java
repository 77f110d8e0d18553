package hocket.servlet;

import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.engine.spi.WebSocketSettings;
import jakarta.websocket.Session;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a container has read of a WebSocket, on its way to the lane. The container reads no further while much of it waits,
 * because the lane is busy or the session does not want more. The methods that say so are called by the container, on
 * one thread at a time.
 */
final class Received {
    /** So much may wait: about what a connection holds in the operating system. */
    private static final int MOST_WAITING_BYTES = 64 * 1024;

    /** What a message costs besides its bytes. */
    private static final int MESSAGE_BYTES = 64;

    /** A whole message. */
    record Message(boolean binary, ByteSlice payload) {
        long cost() {
            return MESSAGE_BYTES + (long) payload.length();
        }
    }

    private final WebSocketSettings settings;
    private final Session session;
    private final Container container;
    private final ArrayDeque<Message> messages = new ArrayDeque<>(); // guarded by this
    private long waitingBytes; // guarded by this: of the messages
    private boolean suspended; // guarded by this: the container does not read
    private boolean unwanted; // guarded by this
    private @Nullable ByteSink partial; // the container's thread of the moment: a message of which some has come
    private int pieces; // the container's thread of the moment

    Received(WebSocketSettings settings, Session session, Container container) {
        this.settings = settings;
        this.session = session;
        this.container = container;
    }

    /**
     * Takes a part of a message, or the whole. The container's thread.
     *
     * @return whether a message is complete
     * @throws Violation if a limit is exceeded
     */
    boolean add(boolean binary, ByteSlice piece, boolean last) throws Violation {
        if (!last || partial != null) {
            ByteSink all = partial == null ? new ByteSink(piece.length()) : partial;
            partial = all;
            pieces++;
            if (pieces > settings.maxFragments()) {
                throw new Violation(Violation.POLICY, "a message has at most " + settings.maxFragments() + " frames");
            }
            requireSize(all.size() + (long) piece.length());
            all.write(piece);
            if (!last) {
                return false;
            }
            partial = null;
            pieces = 0;
            enqueue(new Message(binary, all.toSlice()));
        } else {
            requireSize(piece.length());
            enqueue(new Message(binary, piece));
        }
        return true;
    }

    private void requireSize(long bytes) throws Violation {
        if (bytes > settings.maxMessageBytes()) {
            throw new Violation(Violation.TOO_BIG, "a message has at most " + settings.maxMessageBytes() + " bytes");
        }
    }

    private synchronized void enqueue(Message message) {
        if (!unwanted) {
            messages.add(message);
            waitingBytes += message.cost();
        }
    }

    /** Lets the container read no further while too much waits; called when the lane knows of it. The container's thread. */
    synchronized void holdBack() throws InterruptedException {
        if (waitingBytes > MOST_WAITING_BYTES && !suspended) {
            suspended = container.suspend(session);
            while (!suspended && waitingBytes > MOST_WAITING_BYTES) {
                wait(); // a container that cannot be told
            }
        }
    }

    /** The next message; null if there is none. The lane. */
    synchronized @Nullable Message poll() {
        Message next = messages.poll();
        if (next != null) {
            waitingBytes -= next.cost();
            if (waitingBytes <= MOST_WAITING_BYTES / 2) {
                goOn();
            }
        }
        return next;
    }

    /** What has come and will come is of no interest any more. Any thread. */
    synchronized void forget() {
        unwanted = true;
        messages.clear();
        waitingBytes = 0;
        goOn();
    }

    private void goOn() {
        notifyAll();
        if (suspended) {
            suspended = false;
            container.resume(session);
        }
    }
}
