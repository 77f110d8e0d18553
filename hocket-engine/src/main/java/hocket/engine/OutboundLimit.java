package hocket.engine;

/** What a client that reads too little exceeds; its session ends then. */
public enum OutboundLimit {
    /** See {@link EngineOptions.Builder#maxOutboundBytes}. */
    MAX_OUTBOUND_BYTES,
    /** See {@link EngineOptions.Builder#writeTimeout}. */
    WRITE_TIMEOUT
}
