package hocket.engine;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import java.util.List;

/** How the packets of a session travel just now. Belongs to the session's lane. */
interface Transport {
    /** {@code polling} or {@code websocket}. */
    String name();

    /** Whether {@link #send} may be called: a poll waits, or the WebSocket has room. */
    boolean isWritable();

    /** Sends the packets; called only when writable. */
    void send(List<EncodedPacket> packets);

    /** The bytes that were sent here and have not reached the operating system. Any thread, as the channel's. */
    long pendingBytes();

    /**
     * Tells the peer that the session is over, then calls {@link Session#onTransportClosed}. A poll that the peer still
     * has to make is waited for, unless {@code discard}.
     */
    void close(boolean discard);

    /** Ends at once what is left of the transport, telling the peer if that is possible now. Nothing is called back. */
    void detach();

    /** The peer is to send no more for a while. */
    void pauseReading();

    /** The peer may send again. */
    void resumeReading();

    /** What a transport tells the session, or the upgrade, that it serves. */
    interface Session {
        /** A packet came; one that closes the transport does not come here. */
        void onPacket(EnginePacket packet);

        /** The transport has become writable. */
        void onWritable();

        /**
         * Runs the task on the lane when the user has handled what came before, or after a moment if that takes longer: no
         * heartbeat may depend on a handler.
         */
        void whenHandled(Runnable task);

        /** The peer has taken nothing for too long; {@link #onTransportClosed} follows. */
        default void onWriteTimeout() {}

        /** The transport has closed: the peer's doing, or what {@link Transport#close} asked for. */
        void onTransportClosed(CloseReason reason, String description);
    }
}
