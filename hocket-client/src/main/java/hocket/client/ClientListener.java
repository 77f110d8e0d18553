package hocket.client;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import java.util.List;

/**
 * Watches the sessions of a manager: the events of the reference's {@code manager.engine}. Called on the lane: nothing
 * here may block, and what it throws is logged.
 */
public interface ClientListener {
    /** Takes no notice. */
    ClientListener NONE = new ClientListener() {};

    /** A session was opened. The sid is a secret. */
    default void onHandshake(String sid, TransportName transport) {}

    /** A packet came. */
    default void onPacket(EnginePacket packet) {}

    /** A packet is going to be sent. */
    default void onPacketCreate(EncodedPacket packet) {}

    /** These packets are given to the transport. */
    default void onFlush(List<EncodedPacket> packets) {}

    /** Everything was given to the transport, and it can take more. */
    default void onDrain() {}

    /** The server has agreed to an upgrade. */
    default void onUpgrading(TransportName to) {}

    /** The session goes on over that transport. */
    default void onUpgrade(TransportName to) {}

    /** An upgrade failed; the session goes on as before. */
    default void onUpgradeError(String why) {}

    /** An event was dropped: it was volatile, or there was no room for it. */
    default void onDropped(String namespace, String event) {}
}
