package hocket.client.okhttp;

import hocket.client.spi.HttpCall;
import hocket.client.spi.HttpCallback;
import hocket.core.ByteSlice;
import hocket.core.ProtocolException;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/** A request on its way. */
final class OkHttpCall implements HttpCall, Callback {
    private final Call call;
    private final int maxBytes;
    private final HttpCallback callback;

    OkHttpCall(Call call, int maxBytes, HttpCallback callback) {
        this.call = call;
        this.maxBytes = maxBytes;
        this.callback = callback;
    }

    void start() {
        call.enqueue(this);
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public void onResponse(Call same, Response response) {
        ByteSlice body;
        try (ResponseBody unread = response.body()) {
            checkLength(response, unread);
            body = read(unread);
        } catch (IOException | ProtocolException e) {
            callback.onFailed(e);
            return;
        }
        callback.onResponse(response.code(), body);
    }

    /** OkHttp takes a length that is none for a body that ends with the connection. */
    private static void checkLength(Response response, ResponseBody body) throws IOException {
        String length = response.header("Content-Length");
        if (length != null && body.contentLength() < 0) {
            throw new IOException("Content-Length: " + length);
        }
    }

    private ByteSlice read(ResponseBody body) throws IOException, ProtocolException {
        BufferedSource source = body.source();
        if (body.contentLength() > maxBytes || source.request(maxBytes + 1L)) {
            call.cancel(); // before the body is closed: OkHttp would read the rest, to use the connection again
            throw new ProtocolException("the answer has more than " + maxBytes + " bytes");
        }
        return ByteSlice.of(source.readByteArray());
    }

    @Override
    public void onFailure(Call same, IOException cause) {
        callback.onFailed(cause);
    }
}
