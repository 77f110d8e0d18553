package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

abstract class SocketVectorTests {
    private final JsonPacketParser parser;

    SocketVectorTests(JsonCodec codec) {
        parser = new JsonPacketParser(codec, PacketLimits.DEFAULT);
    }

    @ParameterizedTest(name = "protocol {0}: {1}")
    @MethodSource("encode")
    void packetIsEncodedAsInJavaScript(int protocol, String name, JsonNode vector) {
        EncodedPacket encoded = parser.encode(packet(vector.get("packet")));

        assertThat(encoded.packets().stream().map(SocketVectorTests::describe)).isEqualTo(messages(vector));
    }

    @ParameterizedTest(name = "protocol {0}: {1}")
    @MethodSource("encode")
    void whatJavaScriptEncodedIsDecoded(int protocol, String name, JsonNode vector) throws ProtocolException {
        PacketDecoder decoder = parser.newDecoder();
        List<Object> decoded = new ArrayList<>();
        for (JsonNode message : vector.get("messages")) {
            decode(decoder, message, decoded);
        }

        assertThat(decoded).hasSize(1);
        assertThat(decoder.isIncomplete()).isFalse();
        assertThat(messages(vector))
                .isEqualTo(parser.encode(packet(vector.get("packet"))).packets().stream()
                        .map(SocketVectorTests::describe)
                        .toList());
    }

    @ParameterizedTest(name = "protocol {0}: {1}")
    @MethodSource("decode")
    void messagesAreDecodedAsInJavaScript(int protocol, String name, JsonNode vector) {
        JsonNode expected = Vectors.expected(vector);
        PacketDecoder decoder = parser.newDecoder();
        List<Object> decoded = new ArrayList<>();
        boolean error = false;
        try {
            for (JsonNode message : vector.get("messages")) {
                decode(decoder, message, decoded);
            }
        } catch (ProtocolException e) {
            error = true;
        }

        List<Object> packets = new ArrayList<>();
        expected.get("packets").forEach(packet -> packets.add(describe(packet)));
        assertThat(decoded).isEqualTo(packets);
        assertThat(error).isEqualTo(expected.get("error").asBoolean());
        assertThat(decoder.isIncomplete() && !error)
                .isEqualTo(expected.path("incomplete").asBoolean());
    }

    static Stream<Arguments> encode() {
        return bothProtocols("encode");
    }

    static Stream<Arguments> decode() {
        return bothProtocols("decode");
    }

    private static Stream<Arguments> bothProtocols(String group) {
        return Stream.of(5, 4).flatMap(protocol -> Vectors.named(protocol, "socket-" + protocol, group));
    }

    private static void decode(PacketDecoder decoder, JsonNode message, List<Object> decoded) throws ProtocolException {
        DecodedPacket packet = Vectors.isBinary(message)
                ? decoder.binary(Vectors.bytes(message))
                : decoder.text(Vectors.bytes(message));
        if (packet != null) {
            decoded.add(describe(packet));
        }
    }

    private static Packet packet(JsonNode described) {
        String namespace = described.get("nsp").asText();
        Object data = described.has("data") ? Vectors.value(described.get("data")) : null;
        long id = described.has("id") ? described.get("id").asLong() : Packet.NO_ID;
        return switch (type(described)) {
            case CONNECT -> Packet.connect(namespace, data);
            case DISCONNECT -> Packet.disconnect(namespace);
            case EVENT -> Packet.event(namespace, id, (List<?>) data);
            case ACK -> Packet.ack(namespace, id, (List<?>) data);
            case CONNECT_ERROR -> Packet.connectError(namespace, data);
        };
    }

    private static PacketType type(JsonNode packet) {
        return Stream.of(PacketType.values())
                .filter(type -> type.number() == packet.get("type").asInt())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> messages(JsonNode vector) {
        List<String> messages = new ArrayList<>();
        for (JsonNode message : vector.get("messages")) {
            messages.add(
                    message.has("binary")
                            ? "binary " + message.get("binary").asText()
                            : message.get("text").asText());
        }
        return messages;
    }

    private static String describe(EnginePacket message) {
        return message.isBinary()
                ? "binary " + HexFormat.of().formatHex(message.data().toByteArray())
                : message.text();
    }

    private static List<Object> describe(DecodedPacket packet) {
        List<Object> data = new ArrayList<>(packet.args().toList());
        if (packet.event() != null) {
            data.add(0, packet.event());
        }
        return List.of(packet.type(), packet.namespace(), packet.id(), Vectors.comparable(data));
    }

    /** As one of ours: an event's name is text, and all but events and acks have one argument or none. */
    private static List<Object> describe(JsonNode packet) {
        List<Object> data = new ArrayList<>();
        JsonNode value = packet.path("data");
        PacketType type = type(packet);
        if (value.isArray()) {
            data.addAll((List<?>) Vectors.value(value));
        } else if (!value.isMissingNode()) {
            data.add(Vectors.value(value));
        }
        if (type == PacketType.EVENT && !data.isEmpty() && data.get(0) instanceof Number) {
            data.set(0, data.get(0).toString());
        }
        long id = packet.has("id") ? packet.get("id").asLong() : Packet.NO_ID;
        return List.of(type, packet.get("nsp").asText(), id, Vectors.comparable(data));
    }
}
