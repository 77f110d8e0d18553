package hocket.benchmarks.codec;

import hocket.core.ByteSlice;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.Payload;
import hocket.core.ProtocolException;
import hocket.core.Revision;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The body of one request or response of long-polling. */
@State(Scope.Thread)
public class PayloadBenchmark {
    @Param
    public Revision revision = Revision.V4;

    @Param
    public Content content = Content.TEXT;

    @Param({"1", "16"})
    public int packets = 1;

    private ByteSlice body = ByteSlice.EMPTY;
    private boolean binary;

    @Setup
    public void fill() {
        Payload payload = encode();
        body = payload.body();
        binary = payload.isBinary();
    }

    @Benchmark
    public Payload encode() {
        // a packet remembers its base64, and each body is of packets that are new
        List<EnginePacket> fresh = new ArrayList<>(packets);
        for (int i = 0; i < packets; i++) {
            fresh.add(content.packet());
        }
        return revision.encode(fresh, false);
    }

    @Benchmark
    public void decode(Blackhole sink) throws ProtocolException {
        revision.decode(body, binary, sink::consume);
    }

    /** What the packets hold. */
    public enum Content {
        /** An event with 64 characters. */
        TEXT {
            @Override
            EnginePacket packet() {
                return EnginePacket.text(EnginePacketType.MESSAGE, EVENT);
            }
        },
        /** An attachment of 1 KiB. */
        BINARY {
            @Override
            EnginePacket packet() {
                return EnginePacket.binary(ATTACHMENT);
            }
        };

        private static final String EVENT = "2[\"echo\",\"" + "0123456789abcdef".repeat(4) + "\"]";
        private static final ByteSlice ATTACHMENT = ByteSlice.of(new byte[1024]);

        abstract EnginePacket packet();
    }
}
