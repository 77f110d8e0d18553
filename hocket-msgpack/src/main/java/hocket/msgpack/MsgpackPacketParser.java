package hocket.msgpack;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.JsonCodec;
import hocket.core.Packet;
import hocket.core.PacketDecoder;
import hocket.core.PacketLimits;
import hocket.core.Parser;
import java.util.Objects;

/**
 * Packets as msgpack, as {@code socket.io-msgpack-parser} 3.0.2 writes and reads them: a map of {@code type}, {@code
 * data}, {@code nsp} and {@code id}, with binary values inside. Safe for use by several threads.
 *
 * <p>Numbers are written as JavaScript would write them: those without a fraction as integers, all others as doubles.
 * {@link java.util.Date} and {@link java.time.Instant} arrive as a {@code Date}; a {@code Date} that comes is ISO 8601
 * text to whoever asks for a generic tree. An {@code undefined} that comes is null.
 */
public final class MsgpackPacketParser implements Parser {
    private final JsonCodec codec;
    private final PacketLimits limits;

    /**
     * A parser within those limits, of which the number of attachments means nothing here.
     *
     * @param codec turns values that msgpack does not know into maps and lists, and these into what is asked for
     */
    public MsgpackPacketParser(JsonCodec codec, PacketLimits limits) {
        this.codec = Objects.requireNonNull(codec, "codec");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    @Override
    public EncodedPacket encode(Packet packet) {
        return EncodedPacket.of(EnginePacket.binary(MsgpackWriter.write(packet, codec)));
    }

    @Override
    public PacketDecoder newDecoder() {
        return new MsgpackPacketDecoder(codec, limits);
    }
}
