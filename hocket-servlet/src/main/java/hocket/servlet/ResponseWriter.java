package hocket.servlet;

import hocket.core.ByteSlice;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * Writes a body whenever the client takes some of it, and tells when all of it has left: a client that reads
 * nothing holds no thread. Called by the container, one thread at a time.
 */
final class ResponseWriter implements WriteListener {
    private static final int PIECE_BYTES = 64 * 1024;

    private final ServletOutputStream out;
    private final ByteSlice body;
    private final Runnable whenSent;
    private int written; // the container's thread of the moment
    private boolean flushed; // the container's thread of the moment
    private boolean complete; // the container's thread of the moment

    /** Has the task run once all has left, or nothing can. */
    ResponseWriter(ServletOutputStream out, ByteSlice body, Runnable whenSent) {
        this.out = out;
        this.body = body;
        this.whenSent = whenSent;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (!complete && out.isReady()) {
            if (written < body.length()) {
                int length = Math.min(PIECE_BYTES, body.length() - written);
                out.write(body.array(), body.offset() + written, length);
                written += length;
            } else if (!flushed) {
                flushed = true;
                out.flush(); // ending the request would wait for what is left
            } else {
                complete = true;
                whenSent.run();
            }
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (!complete) {
            complete = true;
            whenSent.run();
        }
    }
}
