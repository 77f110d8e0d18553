package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/** Only {@link ProtocolException} may come out, and what was read can be written and read again. */
class RevisionFuzzTest {
    @FuzzTest
    void textPayloadOfRevision4(byte[] body) {
        payload(Revision.V4, false, body);
    }

    @FuzzTest
    void textPayloadOfRevision3(byte[] body) {
        payload(Revision.V3, false, body);
    }

    @FuzzTest
    void binaryPayloadOfRevision3(byte[] body) {
        payload(Revision.V3, true, body);
    }

    @FuzzTest
    void frame(byte[] message) {
        ByteSlice bytes = ByteSlice.of(message);
        for (Revision revision : Revision.values()) {
            for (boolean binary : new boolean[] {false, true}) {
                try {
                    EnginePacket packet = revision.decodeFrame(binary, bytes);
                    Frame frame = revision.frame(packet, false);
                    assertThat(revision.decodeFrame(frame.isBinary(), frame.payload())
                                    .data())
                            .isEqualTo(packet.data());
                } catch (ProtocolException e) {
                    assertThat(e).hasNoCause();
                }
            }
        }
    }

    private static void payload(Revision revision, boolean binary, byte[] body) {
        if (!binary && !Utf8.isValid(ByteSlice.of(body))) {
            return; // the host has refused it
        }
        List<ByteSlice> decoded = new ArrayList<>();
        List<EnginePacket> packets = new ArrayList<>();
        try {
            revision.decode(ByteSlice.of(body), binary, packet -> {
                packets.add(packet);
                decoded.add(packet.data());
            });
        } catch (ProtocolException e) {
            assertThat(e).hasNoCause();
        }
        if (!packets.isEmpty()) {
            assertThat(again(revision, revision.encode(packets, false))).isEqualTo(decoded);
        }
    }

    private static List<ByteSlice> again(Revision revision, Payload payload) {
        List<ByteSlice> decoded = new ArrayList<>();
        try {
            revision.decode(payload.body(), payload.isBinary(), packet -> decoded.add(packet.data()));
        } catch (ProtocolException e) {
            throw new AssertionError("what we write must be what we read", e);
        }
        return decoded;
    }
}
