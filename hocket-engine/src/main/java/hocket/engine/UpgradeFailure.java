package hocket.engine;

/** Why a WebSocket did not take over from long-polling. */
public enum UpgradeFailure {
    /** It did not probe and take over within {@code upgradeTimeout}; polling goes on. */
    TIMED_OUT,
    /** It was closed or broke before; polling goes on. */
    CLOSED,
    /** It brought what does not belong to an upgrade; polling goes on. */
    UNEXPECTED_PACKET,
    /** The session ended meanwhile. */
    SESSION_CLOSED
}
