package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineVectorTest {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encodeFrame")
    void frameIsEncodedAsInJavaScript(Revision revision, String name, JsonNode vector) {
        Frame frame = revision.frame(
                packet(vector.get("packet")), vector.get("base64").asBoolean());

        assertThat(frame.isBinary()).isEqualTo(Vectors.isBinary(vector.get("frame")));
        assertThat(text(frame.payload())).isEqualTo(text(Vectors.bytes(vector.get("frame"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encodePayload")
    void payloadIsEncodedAsInJavaScript(Revision revision, String name, JsonNode vector) {
        Payload payload = revision.encode(
                packets(vector.get("packets")), vector.get("base64").asBoolean());

        assertThat(payload.isBinary()).isEqualTo(Vectors.isBinary(vector.get("body")));
        assertThat(text(payload.body())).isEqualTo(text(Vectors.bytes(vector.get("body"))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("decodeFrame")
    void frameIsDecodedAsInJavaScript(Revision revision, String name, JsonNode vector) throws ProtocolException {
        JsonNode expected = Vectors.expected(vector);
        JsonNode frame = vector.get("frame");

        if (expected.path("error").asBoolean()) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> revision.decodeFrame(Vectors.isBinary(frame), Vectors.bytes(frame)));
        } else {
            EnginePacket decoded = revision.decodeFrame(Vectors.isBinary(frame), Vectors.bytes(frame));
            assertThat(describe(decoded)).isEqualTo(describe(packet(expected.get("packet"))));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("decodePayload")
    void payloadIsDecodedAsInJavaScript(Revision revision, String name, JsonNode vector) {
        JsonNode expected = Vectors.expected(vector);
        JsonNode body = vector.get("body");
        List<String> decoded = new ArrayList<>();
        boolean error = false;
        try {
            revision.decode(Vectors.bytes(body), Vectors.isBinary(body), packet -> decoded.add(describe(packet)));
        } catch (ProtocolException e) {
            error = true;
        }

        assertThat(decoded)
                .isEqualTo(packets(expected.get("packets")).stream()
                        .map(EngineVectorTest::describe)
                        .toList());
        assertThat(error).isEqualTo(expected.get("error").asBoolean());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("reversiblePayload")
    void whatJavaScriptEncodedIsDecoded(Revision revision, String name, JsonNode vector) throws ProtocolException {
        JsonNode body = vector.get("body");
        List<String> decoded = new ArrayList<>();
        List<String> sent = packets(vector.get("packets")).stream()
                .map(EngineVectorTest::describe)
                .toList();

        revision.decode(Vectors.bytes(body), Vectors.isBinary(body), packet -> decoded.add(describe(packet)));

        assertThat(decoded).isEqualTo(sent);
    }

    /** In revision 4 a separator inside a text would split it, which is why JSON escapes it. */
    static Stream<Arguments> reversiblePayload() {
        return encodePayload()
                .filter(arguments -> arguments.get()[0] == Revision.V3
                        || packets(((JsonNode) arguments.get()[2]).get("packets")).stream()
                                .noneMatch(packet ->
                                        !packet.isBinary() && packet.text().contains("\u001e")));
    }

    static Stream<Arguments> encodeFrame() {
        return both("encodeFrame");
    }

    static Stream<Arguments> encodePayload() {
        return both("encodePayload");
    }

    static Stream<Arguments> decodeFrame() {
        return both("decodeFrame");
    }

    static Stream<Arguments> decodePayload() {
        return both("decodePayload");
    }

    private static Stream<Arguments> both(String group) {
        return Stream.of(Revision.V4, Revision.V3)
                .flatMap(revision -> Vectors.named(revision, "engine-" + revision.number(), group));
    }

    private static List<EnginePacket> packets(JsonNode described) {
        List<EnginePacket> packets = new ArrayList<>();
        described.forEach(packet -> packets.add(packet(packet)));
        return packets;
    }

    private static EnginePacket packet(JsonNode described) {
        if (described.has("binary")) {
            return EnginePacket.binary(Vectors.bytes(described));
        }
        EnginePacketType type =
                EnginePacketType.valueOf(described.get("type").asText().toUpperCase(Locale.ROOT));
        return described.has("data")
                ? EnginePacket.text(type, described.get("data").asText())
                : EnginePacket.of(type);
    }

    private static String describe(EnginePacket packet) {
        return packet.type() + (packet.isBinary() ? " binary " + hex(packet.data()) : " " + packet.text());
    }

    /** Readable where it is text, exact in any case. */
    private static String text(ByteSlice bytes) {
        return bytes.utf8() + " = " + hex(bytes);
    }

    private static String hex(ByteSlice bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
