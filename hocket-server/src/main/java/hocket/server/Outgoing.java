package hocket.server;

import hocket.core.EncodedPacket;
import hocket.core.Packet;

/**
 * A packet on its way to one socket or many: what it says, for those who watch, and the bytes.
 *
 * @param isVolatile whether it is dropped where the transport has no room
 * @param position the adapter's when it was sent; empty if it recovers nothing
 */
record Outgoing(Packet packet, EncodedPacket encoded, boolean isVolatile, String position) {}
