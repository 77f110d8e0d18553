package hocket.interop;

import java.time.Duration;

/** What the tests want of a server. */
final class Settings {
    Duration pingInterval = Duration.ofSeconds(25);
    Duration pingTimeout = Duration.ofSeconds(20);
    int maxHttpBufferSize = 1_000_000;
    boolean allowEIO3 = true;
    boolean cors;
    boolean cookie;
    boolean msgpack;
    boolean recovery;
    boolean observed;
    String path; // null for the server's own

    /** The defaults, but for clients of Engine.IO 3, which are served. */
    static Settings defaults() {
        return new Settings();
    }

    /** Heartbeats as the published protocol suites want them. */
    Settings quickHeartbeats() {
        return heartbeats(300, 200);
    }

    /** Frequent heartbeats that a machine with much else to do still answers in time. */
    Settings frequentHeartbeats() {
        return heartbeats(300, 1000);
    }

    /** Heartbeats so quick that a peer which is gone is soon missed. */
    Settings impatientHeartbeats() {
        return heartbeats(300, 700);
    }

    private Settings heartbeats(int intervalMillis, int timeoutMillis) {
        pingInterval = Duration.ofMillis(intervalMillis);
        pingTimeout = Duration.ofMillis(timeoutMillis);
        return this;
    }

    Settings maxHttpBufferSize(int bytes) {
        maxHttpBufferSize = bytes;
        return this;
    }

    Settings withoutEIO3() {
        allowEIO3 = false;
        return this;
    }

    /** Pages of every origin may read. */
    Settings withCors() {
        cors = true;
        return this;
    }

    Settings withCookie() {
        cookie = true;
        return this;
    }

    /** The server tells what it has seen, as a test needs it that begins a poll and goes on: {@link SeenRequests}. */
    Settings observed() {
        observed = true;
        return this;
    }

    /** Clients that were cut off may come back to their sessions; the middleware is asked. */
    Settings withRecovery() {
        recovery = true;
        return this;
    }

    Settings path(String value) {
        path = value;
        return this;
    }

    Settings withMsgpack() {
        msgpack = true;
        return this;
    }
}
