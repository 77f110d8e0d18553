/**
 * The msgpack format of Socket.IO: the {@link hocket.core.Parser} that understands {@code socket.io-msgpack-parser} 3,
 * one binary message a packet. Client and server must both use it.
 *
 * <p>The room depends on core and msgpack-core; nothing depends on it. Parsers are safe for use by several threads, the
 * decoders they make belong to one connection; nothing blocks.
 *
 * <pre>{@code
 * Parser parser = new MsgpackPacketParser(JsonCodec.load(), PacketLimits.DEFAULT);
 * EncodedPacket encoded = parser.encode(Packet.event("/", List.of("hi", 1, new byte[] {2}, new Date())));
 *
 * DecodedPacket packet = parser.newDecoder().binary(encoded.packets().get(0).data());
 * packet.event();                          // "hi"
 * packet.args().get(1, byte[].class);      // {2}
 * packet.args().get(2, Instant.class);
 * }</pre>
 */
@NullMarked
package hocket.msgpack;

import org.jspecify.annotations.NullMarked;
