package hocket.benchmarks.load;

/** Who a link belongs to. */
interface LinkListener {
    void onConnected();

    /** Takes what is whole of the first {@code length} bytes and returns how many that were; the rest comes again. */
    int onBytes(byte[] bytes, int length);

    /** It ended, and not because it was closed here. */
    void onEnd(String why);
}
