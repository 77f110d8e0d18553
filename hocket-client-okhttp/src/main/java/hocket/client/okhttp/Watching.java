package hocket.client.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okio.Sink;
import okio.Socket;
import okio.Source;

/** Steps between OkHttp's WebSocket and its connection, above TLS. */
final class Watching implements Interceptor {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final boolean offersDeflate;

    Watching(boolean offersDeflate) {
        this.offersDeflate = offersDeflate;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Response response = chain.proceed(offersDeflate ? request : withoutExtensions(request));
        OkHttpWebSocket webSocket = request.tag(OkHttpWebSocket.class);
        Socket socket = response.socket();
        if (webSocket == null || socket == null) {
            return response;
        }
        if (!offersDeflate && response.header(EXTENSIONS) != null) { // OkHttp believes that it has offered some
            socket.cancel();
            throw new IOException("the server wants extensions that were not offered: " + response.header(EXTENSIONS));
        }
        return response.newBuilder()
                .socket(new WatchedSocket(socket, webSocket.watch(socket.getSource())))
                .build();
    }

    private static Request withoutExtensions(Request request) {
        return request.newBuilder().removeHeader(EXTENSIONS).build();
    }

    /** A connection whose source is watched. */
    private static final class WatchedSocket implements Socket {
        private final Socket socket;
        private final Source source;

        WatchedSocket(Socket socket, Source source) {
            this.socket = socket;
            this.source = source;
        }

        @Override
        public Source getSource() {
            return source;
        }

        @Override
        public Sink getSink() {
            return socket.getSink();
        }

        @Override
        public void cancel() {
            socket.cancel();
        }
    }
}
