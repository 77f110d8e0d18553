package hocket.client.okhttp;

import java.io.InterruptedIOException;

/**
 * Holds up the thread that reads a WebSocket: while reading is paused, and while much of what it has read waits for the
 * lane.
 */
final class Gate {
    private static final int MOST_WAITING_BYTES = 1024 * 1024;

    private boolean paused; // guarded by this
    private boolean open; // guarded by this: for good
    private long waitingBytes; // guarded by this: read, but not yet passed on

    synchronized void setPaused(boolean now) {
        paused = now;
        notifyAll();
    }

    /** Holds up nobody any more. */
    synchronized void openForGood() {
        open = true;
        notifyAll();
    }

    synchronized void add(int bytes) {
        waitingBytes += bytes;
    }

    synchronized void remove(int bytes) {
        waitingBytes -= bytes;
        notifyAll();
    }

    /** Waits until it may be read. */
    synchronized void pass() throws InterruptedIOException {
        while (!open && (paused || waitingBytes >= MOST_WAITING_BYTES)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }
}
