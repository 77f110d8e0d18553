/**
 * Both wire formats of Socket.IO, as bytes and values: Engine.IO packets and payloads in revisions 4 and 3, Socket.IO
 * packets in protocols 5 and 4, their arguments, the SPIs for JSON and for whole parsers, and the limits.
 *
 * <p>The room has no I/O, no threads and no clock, and depends on nothing but the JDK and nullness annotations; every
 * other room may depend on it. Values are immutable and may be shared between threads; a {@link
 * hocket.core.PacketDecoder} belongs to one connection and is not safe for use by several threads.
 *
 * <pre>{@code
 * Parser parser = new JsonPacketParser(JsonCodec.load(), PacketLimits.DEFAULT);
 * EncodedPacket encoded = parser.encode(Packet.event("/", List.of("hi", 1, new byte[] {2})));
 *
 * PacketDecoder decoder = parser.newDecoder();
 * decoder.text(encoded.packets().get(0).data());                          // null: an attachment is missing
 * DecodedPacket packet = decoder.binary(encoded.packets().get(1).data());
 * packet.event();                                                         // "hi"
 * packet.args().get(1, byte[].class);                                     // {2}
 * }</pre>
 */
@NullMarked
package hocket.core;

import org.jspecify.annotations.NullMarked;
