package hocket.netty;

import hocket.core.ByteSink;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request of an {@link HttpConnection}. Belongs to its lane but for what its interface says. */
final class NettyHttpExchange implements HttpExchange {
    /** What may come before anybody asked for the body; and what is read to its end though nobody will. */
    private static final int SHORT_BYTES = 64 * 1024;

    private final HttpConnection connection;
    private final HttpRequest request;
    private final HttpVersion version;
    private final boolean keepAlive;
    private final boolean expectsContinue;
    private final long contentLength; // Long.MAX_VALUE if it is not known before the end
    private final ByteSink body = new ByteSink(0); // lane
    private final AtomicBoolean answered = new AtomicBoolean(); // any thread
    private @Nullable BodyReceiver receiver; // lane: null before receive() and when it has been called back
    private int limitBytes = SHORT_BYTES; // lane
    private boolean bodyComplete; // lane
    private boolean sent; // lane: the answer, which another thread may have given some time before
    private @Nullable Runnable onAborted; // lane
    private @Nullable Timeout bodyTimeout; // lane: null before a body was waited for

    NettyHttpExchange(HttpConnection connection, HttpRequest request, io.netty.handler.codec.http.HttpRequest head) {
        this.connection = connection;
        this.request = request;
        this.version = head.protocolVersion();
        this.keepAlive = HttpUtil.isKeepAlive(head);
        this.expectsContinue = HttpUtil.is100ContinueExpected(head);
        this.contentLength =
                HttpUtil.getContentLength(head, HttpUtil.isTransferEncodingChunked(head) ? Long.MAX_VALUE : 0L);
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Lane lane() {
        return connection.lane();
    }

    HttpVersion version() {
        return version;
    }

    boolean wantsBody() {
        return !request.method().equals("HEAD");
    }

    boolean isKeepAlive() {
        return keepAlive;
    }

    boolean isBodyComplete() {
        return bodyComplete;
    }

    /** Whether what has not been read of the body is worth reading for the sake of the connection. */
    boolean isRestShort() {
        return bodyComplete || (contentLength <= SHORT_BYTES && !expectsContinue);
    }

    @Override
    public void receive(int newLimitBytes, BodyReceiver newReceiver) {
        lane().assertInside();
        receiver = newReceiver;
        limitBytes = newLimitBytes;
        boolean known = contentLength != Long.MAX_VALUE;
        if ((known && contentLength > limitBytes) || body.size() > limitBytes) {
            tellTooLarge();
            return;
        }
        if (bodyComplete) {
            tellBody();
            return;
        }
        if (expectsContinue) {
            connection.sendContinue();
        }
        startBodyTimeout();
        setAutoRead(true);
    }

    void onContent(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        bodyComplete |= last;
        if (answered.get()) {
            if (last && sent) {
                stopBodyTimeout();
                connection.next();
            }
            return;
        }
        append(content.content());
        if (receiver == null) {
            if (body.size() > limitBytes) {
                setAutoRead(false);
            }
        } else if (body.size() > limitBytes) {
            tellTooLarge();
        } else if (last) {
            tellBody();
        } else {
            startBodyTimeout();
        }
    }

    private void append(ByteBuf content) {
        try {
            content.getBytes(content.readerIndex(), body, content.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("a sink in memory does not fail", e);
        }
    }

    private void tellBody() {
        stopBodyTimeout();
        BodyReceiver told = receiver;
        receiver = null;
        if (told != null) {
            told.onBody(body.toSlice());
        }
    }

    private void tellTooLarge() {
        stopBodyTimeout();
        BodyReceiver told = receiver;
        receiver = null;
        if (told != null) {
            told.onTooLarge();
        }
    }

    private void startBodyTimeout() {
        if (bodyTimeout == null) {
            bodyTimeout = connection.lane().newTimeout(connection.context()::close);
        }
        bodyTimeout.start(connection.settings().bodyTimeout());
    }

    private void stopBodyTimeout() {
        if (bodyTimeout != null) {
            bodyTimeout.cancel();
        }
    }

    private void setAutoRead(boolean wanted) {
        connection.context().channel().config().setAutoRead(wanted);
    }

    @Override
    public void respond(HttpResponse response) {
        if (answered.compareAndSet(false, true)) {
            lane().run(() -> {
                sent = true;
                if (!bodyComplete) {
                    receiver = null;
                    startBodyTimeout();
                    setAutoRead(true);
                }
                connection.answer(this, response);
            });
        }
    }

    @Override
    public void abort() {
        if (answered.compareAndSet(false, true)) {
            lane().run(() -> connection.context().close());
        }
    }

    @Override
    public void onAborted(Runnable task) {
        lane().assertInside();
        onAborted = task;
    }

    /** The connection is gone, or what it carries cannot be understood any more. */
    void abortedByClient() {
        stopBodyTimeout();
        receiver = null;
        if (answered.compareAndSet(false, true) && onAborted != null) {
            onAborted.run();
        }
    }
}
