package hocket.testkit;

import hocket.core.ByteSlice;
import hocket.core.Frame;
import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpResponse;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host that was started around a {@link HostHandler}, together with a client of it: what a host's tests fill in for
 * {@link HostContract}. The test's thread calls all methods; what they cause may happen later, while the test calls
 * {@link #pass()}.
 *
 * <p>A port shows what every host can do, the one in memory too. Connections that carry several requests, frames and
 * fragments, several lanes and time limits exist on a network only: see {@link NetworkHostContract}.
 */
public interface TestedHost extends AutoCloseable {
    /**
     * Sends the head of a request, on a connection of its own. Header names and values alternate. A POST without {@code
     * Content-Length} has a body of unknown length; any other request without it has none.
     */
    Exchange begin(String method, String url, String... headers);

    /** Asks for a WebSocket, on a connection of its own. Header names and values alternate. */
    WebSocket webSocket(String url, String... headers);

    /** What it cannot do. */
    default Set<HostLimit> limits() {
        return Set.of();
    }

    /** Lets a moment pass. A test that waits calls it again and again. */
    void pass();

    /** Ends the host and its clients. */
    @Override
    void close();

    /** One request, seen from the client. */
    interface Exchange {
        /** Sends a part of the body. */
        void send(ByteSlice part);

        /** Ends the body. */
        void end();

        /** Closes the connection. */
        void leave();

        /** The whole answer; null while it has not come. */
        @Nullable
        HttpResponse answer();

        /** Whether the server has closed the connection without an answer. */
        boolean isCut();
    }

    /** One WebSocket, seen from the client, which answers pings and a close frame by itself. */
    interface WebSocket {
        /** Whether the server has accepted it, and neither side has ended it. */
        boolean isOpen();

        /** The header fields of the 101 response; empty before. */
        HttpHeaders responseHeaders();

        /** The answer of a server that did not accept; null if it did, or has not decided. */
        @Nullable
        HttpResponse rejection();

        /** Sends a message. */
        void send(Frame message);

        /** The next message that has come; null if there is none. */
        @Nullable
        Frame receive();

        /** Takes nothing more from the connection until {@link #startReading}. */
        void stopReading();

        /** Takes again what the server sends, and has sent meanwhile. */
        void startReading();

        /** Sends a close frame with status 1000. */
        void close();

        /** Closes the connection without a close frame. */
        void leave();

        /** The status of the server's close frame, 1005 if it bore none; empty if no close frame came. */
        OptionalInt closeStatus();
    }
}
