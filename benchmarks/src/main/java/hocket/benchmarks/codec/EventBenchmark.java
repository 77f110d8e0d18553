package hocket.benchmarks.codec;

import hocket.core.ByteSlice;
import hocket.core.DecodedPacket;
import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.JsonPacketParser;
import hocket.core.Packet;
import hocket.core.PacketDecoder;
import hocket.core.PacketLimits;
import hocket.core.Parser;
import hocket.core.ProtocolException;
import hocket.core.Revision;
import hocket.jackson.JacksonCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event over WebSocket, from the emitted values to frames, and from frames to the values a handler asks for. */
@State(Scope.Thread)
public class EventBenchmark {
    @Param
    public Revision revision = Revision.V4;

    @Param
    public Sample sample = Sample.TEXT;

    private final Parser parser = new JsonPacketParser(new JacksonCodec(), PacketLimits.DEFAULT);
    private final PacketDecoder decoder = parser.newDecoder();
    private final List<Message> messages = new ArrayList<>();
    private Object value = "";

    @Setup
    public void fill() {
        value = sample.value();
        for (EnginePacket packet : encoded().packets()) {
            var frame = revision.frame(packet, false);
            messages.add(new Message(frame.isBinary(), frame.payload()));
        }
    }

    @Benchmark
    public Object encode() {
        Object last = "";
        for (EnginePacket packet : encoded().packets()) {
            last = revision.frame(packet, false);
        }
        return last;
    }

    private EncodedPacket encoded() {
        return parser.encode(Packet.event("/", List.of("echo", value)));
    }

    @Benchmark
    public @Nullable Object decode() throws ProtocolException {
        DecodedPacket event = null;
        for (Message message : messages) {
            EnginePacket packet = revision.decodeFrame(message.binary(), message.bytes());
            event = packet.isBinary() ? decoder.binary(packet.data()) : decoder.text(packet.data());
        }
        return event == null ? null : event.args().tree(0);
    }

    /** A WebSocket message as it comes. */
    private record Message(boolean binary, ByteSlice bytes) {}
}
