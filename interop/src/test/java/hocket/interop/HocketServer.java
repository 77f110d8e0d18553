package hocket.interop;

import java.io.IOException;

/** The server under test, in this JVM. */
final class HocketServer implements TestServer {
    /** Listens on that port; 0 for a free one. */
    interface Listen {
        Listening on(int port) throws IOException;
    }

    /** A server that listens. */
    record Listening(int port, Runnable close) {}

    private final Listen listen;
    private Listening listening;

    private HocketServer(Listen listen, Listening listening) {
        this.listen = listen;
        this.listening = listening;
    }

    static HocketServer start(Listen listen) throws IOException {
        return new HocketServer(listen, listen.on(0));
    }

    @Override
    public int port() {
        return listening.port();
    }

    @Override
    public void restart() throws IOException {
        listening.close().run();
        listening = listen.on(listening.port());
    }

    @Override
    public void close() {
        listening.close().run();
    }
}
