package hocket.client.okhttp;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Lets a request be sent once: one whose connection breaks before the answer OkHttp would send again, and what the server
 * had answered to the first, a poll's events, would be lost without a word.
 */
final class OneAttempt implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        AtomicBoolean sent = request.tag(AtomicBoolean.class);
        if (sent == null) {
            return chain.proceed(request);
        }
        if (!sent.compareAndSet(false, true)) {
            throw new IOException("the connection broke before the answer came");
        }
        Response response = chain.proceed(request);
        sent.set(false); // a redirection, or credentials that were asked for, may follow
        return response;
    }
}
