package hocket.client;

/** Which events are dropped when no more may wait for a connection. The future of one that asked for an ack fails. */
public enum OverflowPolicy {
    /** The one that came too many. */
    DROP_NEWEST,
    /** Those that have waited longest. */
    DROP_OLDEST
}
