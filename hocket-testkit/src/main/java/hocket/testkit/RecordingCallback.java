package hocket.testkit;

import hocket.client.spi.HttpCallback;
import hocket.core.ByteSlice;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Notes how a request was answered, and whether it was more than once. Safe for use by several threads. */
final class RecordingCallback implements HttpCallback {
    private final Consumer<String> violations;
    private final BooleanSupplier inCall;
    private final AtomicInteger calls = new AtomicInteger(); // any thread
    private volatile @Nullable Answer answer; // any thread
    private volatile @Nullable Throwable failure; // any thread

    /** What must not be is told to that consumer; a call that comes while {@code inCall} is true must not be. */
    RecordingCallback(Consumer<String> violations, BooleanSupplier inCall) {
        this.violations = violations;
        this.inCall = inCall;
    }

    record Answer(int status, ByteSlice body) {}

    @Override
    public void onResponse(int status, ByteSlice body) {
        count();
        answer = new Answer(status, body);
    }

    @Override
    public void onFailed(Throwable cause) {
        count();
        failure = cause;
    }

    private void count() {
        if (inCall.getAsBoolean()) {
            violations.accept("a callback came inside a call to the transport");
        }
        if (calls.incrementAndGet() > 1) {
            violations.accept("a request was answered more than once");
        }
    }

    /** Null if there is none. */
    @Nullable
    Answer answer() {
        return answer;
    }

    /** Null if it has not failed. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}
