package hocket.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import hocket.core.ByteSlice;
import hocket.core.DecodedPacket;
import hocket.core.EnginePacket;
import hocket.core.Packet;
import hocket.core.PacketLimits;
import hocket.core.PacketType;
import hocket.core.ProtocolException;
import hocket.core.Vectors;
import hocket.jackson.JacksonCodec;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // as applications hold them
class MsgpackVectorTest {
    private final MsgpackPacketParser parser = new MsgpackPacketParser(new JacksonCodec(), PacketLimits.DEFAULT);

    @ParameterizedTest(name = "{0}")
    @MethodSource("encode")
    void packetIsEncodedAsInJavaScript(String name, JsonNode vector) {
        EnginePacket message =
                parser.encode(packet(vector.get("packet"))).packets().get(0);

        assertThat(message.isBinary()).isTrue();
        assertThat(HexFormat.of().formatHex(message.data().toByteArray())).isEqualTo(hex(vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"encode", "decode"})
    void messageIsDecodedAsInJavaScript(String name, JsonNode vector) throws ProtocolException {
        JsonNode expected = vector.has("hocket") ? vector.get("hocket") : vector;
        ByteSlice message = ByteSlice.of(HexFormat.of().parseHex(hex(vector)));

        if (expected.path("error").asBoolean()) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> parser.newDecoder().binary(message));
        } else {
            DecodedPacket packet = parser.newDecoder().binary(message);
            assertThat(describe(packet)).isEqualTo(describe(vector.get("packet")));
        }
    }

    private static String hex(JsonNode vector) {
        return vector.path("hocket").has("hex")
                ? vector.get("hocket").get("hex").asText()
                : vector.get("hex").asText();
    }

    static Stream<Arguments> encode() {
        return vectors("encode");
    }

    static Stream<Arguments> decode() {
        return vectors("decode");
    }

    private static Stream<Arguments> vectors(String group) {
        return Vectors.of("msgpack", group)
                .map(vector -> Arguments.of(vector.get("name").asText(), vector));
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

    private static List<Object> describe(DecodedPacket packet) {
        List<Object> data = new ArrayList<>(packet.args().toList());
        if (packet.event() != null) {
            data.add(0, packet.event());
        }
        return List.of(packet.type(), packet.namespace(), packet.id(), comparable(data));
    }

    private static List<Object> describe(JsonNode packet) {
        List<Object> data = new ArrayList<>();
        JsonNode value = packet.path("data");
        if (value.isArray()) {
            data.addAll((List<?>) Vectors.value(value));
        } else if (!value.isMissingNode()) {
            data.add(Vectors.value(value));
        }
        if (type(packet) == PacketType.EVENT && data.get(0) instanceof Number) {
            data.set(0, data.get(0).toString());
        }
        long id = packet.has("id") ? packet.get("id").asLong() : Packet.NO_ID;
        return List.of(type(packet), packet.get("nsp").asText(), id, comparable(data));
    }

    /** A tree in which equal values are equal: numbers as doubles, bytes and dates as text. */
    private static @Nullable Object comparable(@Nullable Object tree) {
        if (tree instanceof List<?> list) {
            List<@Nullable Object> comparable = new ArrayList<>();
            list.forEach(element -> comparable.add(comparable(element)));
            return comparable;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> comparable = new LinkedHashMap<>();
            map.forEach((key, value) -> comparable.put(key, comparable(value)));
            return comparable;
        }
        if (tree instanceof Number number) {
            return number.doubleValue() + 0.0; // -0 becomes 0 on the way
        }
        if (tree instanceof Date date) {
            return new JacksonCodec().fromTree(date, String.class);
        }
        return tree instanceof byte[] bytes ? "bytes " + HexFormat.of().formatHex(bytes) : tree;
    }
}
