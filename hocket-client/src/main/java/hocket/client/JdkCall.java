package hocket.client;

import hocket.client.spi.ClientRequest;
import hocket.client.spi.HttpCall;
import hocket.client.spi.HttpCallback;
import hocket.core.ByteSlice;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A GET or POST on its way. */
final class JdkCall implements HttpCall, JdkTransport.Open {
    private final JdkTransport transport;
    private final ClientRequest request;
    private final HttpCallback callback;
    private final AtomicBoolean ended = new AtomicBoolean(); // any thread
    private volatile @Nullable Future<?> timeout; // any thread
    private volatile @Nullable CompletableFuture<?> answer; // any thread

    JdkCall(JdkTransport transport, ClientRequest request, HttpCallback callback) {
        this.transport = transport;
        this.request = request;
        this.callback = callback;
    }

    void start(HttpClient client) {
        if (!transport.opened(this)) {
            return;
        }
        try {
            send(client);
        } catch (IllegalArgumentException e) {
            transport.later(() -> fail(e));
        }
    }

    private void send(HttpClient client) {
        if (!request.timeout().isZero()) { // that of the JDK ends with the head of the answer
            timeout = transport.after(request.timeout(), () -> fail(new HttpTimeoutException("no answer in time")));
        }
        CompletableFuture<HttpResponse<ByteSlice>> sent =
                client.sendAsync(JdkRequests.http(client, request), head -> new JdkBody(head, request.maxBytes()));
        answer = sent;
        sent.whenCompleteAsync(this::onAnswer, transport.executor()); // it may be complete already
        if (ended.get()) {
            cut();
        }
    }

    private void onAnswer(@Nullable HttpResponse<ByteSlice> response, @Nullable Throwable error) {
        if (response == null) {
            fail(error == null ? new NullPointerException("no answer") : JdkRequests.cause(error));
        } else if (end()) {
            callback.onResponse(response.statusCode(), response.body());
        }
    }

    @Override
    public void fail(Throwable cause) {
        if (end()) {
            cut();
            callback.onFailed(cause);
        }
    }

    @Override
    public void cancel() {
        if (end()) {
            cut();
        }
    }

    /** Whether it had not ended before. */
    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        transport.ended(this);
        Future<?> waiting = timeout;
        if (waiting != null) {
            waiting.cancel(false);
        }
        return true;
    }

    /** Frees the connection. */
    private void cut() {
        CompletableFuture<?> sent = answer;
        if (sent != null) {
            sent.cancel(true);
        }
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
