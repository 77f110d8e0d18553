package hocket.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The body of a GET that is to be sent once. One whose connection breaks before the answer the JDK sends again, asking for
 * the length of the body anew; what the server had answered to the first, a poll's events, would be lost without a word.
 */
final class JdkNoBody implements BodyPublisher {
    private final BodyPublisher none = BodyPublishers.noBody();
    private final AtomicBoolean sent = new AtomicBoolean(); // any thread

    @Override
    public long contentLength() {
        if (!sent.compareAndSet(false, true)) {
            throw new UncheckedIOException(new IOException("the connection broke before the answer came"));
        }
        return none.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        none.subscribe(subscriber);
    }
}
