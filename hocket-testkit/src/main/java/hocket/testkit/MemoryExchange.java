package hocket.testkit;

import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request to a {@link MemoryHost}, seen from both sides. Belongs to the test's thread. */
public final class MemoryExchange implements HttpExchange {
    private final HttpRequest request;
    private final VirtualLane lane;
    private final ByteSink body = new ByteSink(0);
    private final AtomicBoolean answered = new AtomicBoolean(); // any thread: or cut
    private boolean bodyEnded;
    private int limitBytes;
    private @Nullable BodyReceiver receiver;
    private @Nullable Runnable onAborted;
    private @Nullable HttpResponse response;
    private boolean cut;

    MemoryExchange(HttpRequest request, VirtualLane lane) {
        this.request = request;
        this.lane = lane;
    }

    /** The answer; null while there is none. */
    public @Nullable HttpResponse response() {
        return response;
    }

    /** The status of the answer; 0 while there is none. */
    public int status() {
        return response == null ? 0 : response.status();
    }

    /** The body of the answer as text; empty while there is none. */
    public String text() {
        return response == null ? "" : response.body().utf8();
    }

    /** A header field of the answer; null if there is no answer, or no such field. */
    public @Nullable String header(String name) {
        return response == null ? null : response.headers().get(name);
    }

    /** Whether the server has cut the connection without an answer. */
    public boolean isCut() {
        return cut;
    }

    /** Sends a part of the body. */
    public void sendBody(ByteSlice part) {
        body.write(part);
        progress();
    }

    /** Ends the body. */
    public void endBody() {
        bodyEnded = true;
        progress();
    }

    /** The client leaves. */
    public void leave() {
        if (answered.compareAndSet(false, true)) {
            cut = true;
            receiver = null;
            if (onAborted != null) {
                onAborted.run();
            }
        }
        lane.crank();
    }

    private void progress() {
        BodyReceiver waiting = receiver;
        if (waiting != null && body.size() > limitBytes) {
            receiver = null;
            waiting.onTooLarge();
        } else if (waiting != null && bodyEnded) {
            receiver = null;
            waiting.onBody(body.toSlice());
        }
        lane.crank();
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void receive(int newLimitBytes, BodyReceiver newReceiver) {
        lane.assertInside();
        limitBytes = newLimitBytes;
        receiver = newReceiver;
        String length = request.header("Content-Length");
        if (length != null && Long.parseLong(length) > limitBytes) {
            receiver = null;
            newReceiver.onTooLarge();
        } else {
            progress();
        }
    }

    @Override
    public void respond(HttpResponse newResponse) {
        if (answered.compareAndSet(false, true)) {
            lane.run(() -> {
                response = newResponse;
                receiver = null;
            });
        }
    }

    @Override
    public void abort() {
        if (answered.compareAndSet(false, true)) {
            lane.run(() -> {
                cut = true;
                receiver = null;
            });
        }
    }

    @Override
    public void onAborted(Runnable task) {
        lane.assertInside();
        onAborted = task;
    }

    @Override
    public String toString() {
        return request + " " + (response == null ? "unanswered" : response.status() + " " + text());
    }
}
