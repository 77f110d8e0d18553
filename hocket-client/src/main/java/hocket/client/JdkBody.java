package hocket.client;

import hocket.core.ByteSlice;
import hocket.core.ProtocolException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer, up to a limit: what goes beyond is not read. */
final class JdkBody implements BodySubscriber<ByteSlice> {
    private final int maxBytes;
    private final long announced;
    private final CompletableFuture<ByteSlice> whole = new CompletableFuture<>();
    private final JdkBytes bytes = new JdkBytes(); // the client's threads, one at a time
    private Flow.@Nullable Subscription subscription; // the client's threads, one at a time

    JdkBody(ResponseInfo head, int maxBytes) {
        this.maxBytes = maxBytes;
        this.announced = head.headers().firstValueAsLong("Content-Length").orElse(0);
    }

    @Override
    public CompletionStage<ByteSlice> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (announced > maxBytes) {
            refuse(newSubscription);
        } else {
            newSubscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (whole.isDone()) {
                return;
            }
            if (part.remaining() > maxBytes - bytes.length()) {
                refuse(subscription);
            } else {
                bytes.add(part);
            }
        }
    }

    private void refuse(Flow.@Nullable Subscription reading) {
        whole.completeExceptionally(new ProtocolException("the answer has more than " + maxBytes + " bytes"));
        if (reading != null) {
            reading.cancel();
        }
    }

    @Override
    public void onError(Throwable error) {
        whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        whole.complete(bytes.take());
    }
}
