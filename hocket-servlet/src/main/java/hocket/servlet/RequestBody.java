package hocket.servlet;

import hocket.core.ByteSink;
import hocket.engine.spi.HttpExchange.BodyReceiver;
import hocket.engine.spi.Lane;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a body on the container's threads, which never wait for it, and hands it to the lane. */
final class RequestBody implements ReadListener {
    private static final int PIECE_BYTES = 8 * 1024;

    private final ServletInputStream in;
    private final int limitBytes;
    private final Lane lane;
    private final Runnable left;
    private final ByteSink body = new ByteSink(0); // guarded by this
    private final byte[] piece = new byte[PIECE_BYTES]; // guarded by this
    private @Nullable BodyReceiver receiver; // guarded by this: null when it has been told
    private boolean complete; // guarded by this

    /** Has the task run, on any thread, if the client leaves before the body is whole. */
    RequestBody(ServletInputStream in, int limitBytes, Lane lane, BodyReceiver receiver, Runnable left) {
        this.in = in;
        this.limitBytes = limitBytes;
        this.lane = lane;
        this.receiver = receiver;
        this.left = left;
    }

    /** Has the container bring it. The lane, once. */
    void begin() {
        in.setReadListener(this);
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        while (!isTooLarge() && in.isReady()) {
            int length = in.read(piece);
            if (length < 0) {
                return; // onAllDataRead follows
            }
            body.write(piece, 0, length);
        }
        if (isTooLarge()) {
            tell(BodyReceiver::onTooLarge);
        }
    }

    @Override
    public synchronized void onAllDataRead() {
        complete = true;
        tell(told -> told.onBody(body.toSlice()));
    }

    @Override
    public void onError(Throwable cause) {
        left.run();
    }

    /** Whether the container may bring more at any moment. Any thread. */
    synchronized boolean isComing() {
        return !complete && !isTooLarge();
    }

    /** Whether all of it has come. Any thread. */
    synchronized boolean isComplete() {
        return complete;
    }

    private boolean isTooLarge() {
        return body.size() > limitBytes;
    }

    private void tell(Consumer<BodyReceiver> news) {
        BodyReceiver told = receiver;
        if (told != null) {
            receiver = null;
            lane.execute(() -> news.accept(told));
        }
    }
}
