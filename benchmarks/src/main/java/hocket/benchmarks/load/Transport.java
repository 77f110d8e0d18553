package hocket.benchmarks.load;

/** How one client's messages travel. */
interface Transport {
    /** Keeps a text message, with the engine's digit, for the next flush. */
    void text(byte[] message);

    /** Keeps a binary message for the next flush. */
    void binary(byte[] message);

    /** Sends what was kept. */
    void flush();

    void close();

    /** Whoever takes what arrives. */
    interface Receiver {
        void onText(byte[] bytes, int from, int to);

        void onBinary(byte[] bytes, int from, int to);

        /** What one read brought was handed on. */
        void onRead();

        void onEnd(String why);
    }
}
