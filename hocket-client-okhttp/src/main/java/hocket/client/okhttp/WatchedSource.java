package hocket.client.okhttp;

import hocket.core.ProtocolException;
import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** What a server sends on a WebSocket, on its way to OkHttp: read when the gate lets, and shown to the watch. */
final class WatchedSource extends ForwardingSource {
    private final Gate gate;
    private final FrameWatch watch;
    private final Buffer fresh = new Buffer(); // reader thread
    private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor(); // reader thread
    private @Nullable IOException wrong; // reader thread: what the server did after what OkHttp was given

    WatchedSource(Source source, Gate gate, FrameWatch watch) {
        super(source);
        this.gate = gate;
        this.watch = watch;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        if (wrong != null) {
            throw wrong;
        }
        gate.pass();
        long length = super.read(fresh, byteCount);
        if (length <= 0) {
            return length;
        }
        long good = show();
        sink.write(fresh, good);
        if (good == 0 && wrong != null) {
            throw wrong;
        }
        return good;
    }

    /** Answers how many bytes OkHttp may see. */
    private long show() {
        long before = watch.goodBytes();
        fresh.readUnsafe(cursor);
        try {
            while (cursor.next() >= 0) {
                byte[] bytes = cursor.data;
                if (bytes != null) {
                    watch.take(bytes, cursor.start, cursor.end);
                }
            }
        } catch (ProtocolException e) {
            wrong = new IOException(e);
        } finally {
            cursor.close();
        }
        return watch.goodBytes() - before;
    }
}
