package hocket.benchmarks.codec;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import hocket.core.JsonPacketParser;
import hocket.core.Packet;
import hocket.core.PacketLimits;
import hocket.core.Parser;
import hocket.core.Revision;
import hocket.jackson.JacksonCodec;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One event for a thousand receivers: encoded once, and a frame for each. */
@State(Scope.Thread)
public class BroadcastBenchmark {
    private static final int RECEIVERS = 1000;

    @Param
    public Revision revision = Revision.V4;

    @Param
    public Sample sample = Sample.TEXT;

    private final Parser parser = new JsonPacketParser(new JacksonCodec(), PacketLimits.DEFAULT);
    private Object value = "";

    @Setup
    public void fill() {
        value = sample.value();
    }

    @Benchmark
    public void encode(Blackhole receivers) {
        EncodedPacket encoded = parser.encode(Packet.event("/", List.of("broadcast", value)));
        for (int i = 0; i < RECEIVERS; i++) {
            for (EnginePacket packet : encoded.packets()) {
                receivers.consume(revision.frame(packet, false));
            }
        }
    }
}
