package hocket.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hocket.core.Args;
import hocket.core.ArgsException;
import hocket.core.ByteSlice;
import hocket.core.DecodedPacket;
import hocket.core.EncodedPacket;
import hocket.core.Mutation;
import hocket.core.Packet;
import hocket.core.PacketLimits;
import hocket.core.PacketType;
import hocket.core.ProtocolException;
import hocket.core.RawJson;
import hocket.core.TypeRef;
import hocket.jackson.JacksonCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings({"ArrayRecordComponent", "JavaUtilDate"}) // as applications write them
class MsgpackPacketParserTest {
    private final MsgpackPacketParser parser = new MsgpackPacketParser(new JacksonCodec(), PacketLimits.DEFAULT);

    record Move(
            String piece, int x, byte[] thumbnail, @Nullable Instant at) {}

    @Test
    void packetIsOneBinaryMessage() {
        EncodedPacket encoded = parser.encode(Packet.event("/", List.of("e", new byte[] {1}, new byte[] {2})));

        assertThat(encoded.packets()).hasSize(1);
        assertThat(encoded.packets().get(0).isBinary()).isTrue();
    }

    @Test
    void textMessageIsRefused() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.newDecoder().text(ByteSlice.utf8("2[\"e\"]")))
                .withMessage("a msgpack packet is a binary message");
        assertThat(parser.newDecoder().isIncomplete()).isFalse();
    }

    @Test
    void objectsAreWrittenAsMapsWithTheirBytes() throws ProtocolException {
        Args args = roundTrip(new Move("Nf3", 5, new byte[] {7}, Instant.ofEpochMilli(3)));

        assertThat((Map<?, ?>) args.tree(0)).extracting("piece").isEqualTo("Nf3");
        assertThat((Map<?, ?>) args.tree(0)).extracting("thumbnail").isEqualTo(new byte[] {7});
        assertThat((Map<?, ?>) args.tree(0)).extracting("at").isEqualTo("1970-01-01T00:00:00.003Z");
        Move move = args.get(0, Move.class);
        assertThat(move.x()).isEqualTo(5);
        assertThat(move.thumbnail()).containsExactly(7);
        assertThat(move.at()).isEqualTo(Instant.ofEpochMilli(3));
    }

    @Test
    void dateIsADateWhereverItStands() {
        String date = "d700" + "0000018bcfe5687b";

        assertThat(hex(new Date(1700000000123L))).contains(date);
        assertThat(hex(Instant.ofEpochMilli(1700000000123L))).contains(date);
        assertThat(hex(new Move("", 0, new byte[0], Instant.ofEpochMilli(1700000000123L))))
                .contains(date);
    }

    private String hex(Object value) {
        return HexFormat.of()
                .formatHex(parser.encode(Packet.event("/", List.of("e", value)))
                        .packets()
                        .get(0)
                        .data()
                        .toByteArray());
    }

    @Test
    void valuesOfManyClassesAreWritten() throws ProtocolException {
        Map<Integer, Object> numbered = new TreeMap<>(Map.of(1, "a"));
        Args args = roundTrip(
                Set.of(1),
                new int[] {1, 2},
                ByteBuffer.wrap(new byte[] {0, 4, 5}, 1, 1),
                ByteSlice.of(new byte[] {6}),
                RawJson.of("{\"raw\":[1.5]}"),
                numbered,
                Optional.of('x'),
                new AtomicInteger(7));

        assertThat(args.toList())
                .containsExactly(
                        List.of(1),
                        List.of(1, 2),
                        new byte[] {4},
                        new byte[] {6},
                        Map.of("raw", List.of(1.5)),
                        Map.of("1", "a"),
                        "x",
                        7);
        Args array = roundTrip((Object) new Object[] {new byte[] {3}, null});
        assertThat((List<?>) array.tree(0)).first().isEqualTo(new byte[] {3});
    }

    @Test
    void numbersAreThoseOfJavaScript() throws ProtocolException {
        Args args = roundTrip(
                0.1f,
                1.0f,
                new BigDecimal("2.50"),
                new BigDecimal("3.00"),
                new BigInteger("18446744073709551615"),
                new BigInteger("18446744073709551616"),
                Long.MIN_VALUE,
                1e300,
                (short) 4,
                Double.NaN);

        assertThat(args.toList())
                .containsExactly(
                        0.1,
                        1,
                        2.5,
                        3,
                        new BigInteger("18446744073709551615"),
                        0x1p64,
                        Long.MIN_VALUE,
                        1e300,
                        4,
                        Double.NaN);
    }

    @Test
    void loneSurrogateBecomesTheReplacementCharacter() throws ProtocolException {
        assertThat(roundTrip("a\ud83d").get(0, String.class)).isEqualTo("a\ufffd");
    }

    @Test
    void argumentsAreReadAsWhatIsAskedFor() throws ProtocolException {
        Args args = roundTrip(1, 5000000000L, "s", true, 1.5, new byte[] {1}, List.of(Map.of("a", 1)));

        assertThat(args.get(0, int.class)).isEqualTo(1);
        assertThat(args.get(0, Long.class)).isEqualTo(1L);
        assertThat(args.get(0, double.class)).isEqualTo(1.0);
        assertThat(args.get(1, long.class)).isEqualTo(5000000000L);
        assertThat(args.get(2, String.class)).isEqualTo("s");
        assertThat(args.get(3, boolean.class)).isTrue();
        assertThat(args.get(4, Double.class)).isEqualTo(1.5);
        assertThat(args.get(5, byte[].class)).containsExactly(1);
        assertThat(args.get(5, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {1}));
        assertThat(args.get(5, ByteSlice.class)).isEqualTo(ByteSlice.of(new byte[] {1}));
        assertThat(args.get(6, new TypeRef<List<Map<String, Long>>>() {})).containsExactly(Map.of("a", 1L));
    }

    @Test
    void missingNullAndMisfitAreToldApart() throws ProtocolException {
        Args args = roundTrip(null, "s");

        assertThat(args.size()).isEqualTo(2);
        assertThat(args.find(0, int.class)).isEmpty();
        assertThat(args.find(2, String.class)).isEmpty();
        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> args.get(0, String.class))
                .withMessage("argument 0 is null");
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(1, int.class));
        assertThatExceptionOfType(ArgsException.class).isThrownBy(() -> args.get(1, Move.class));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> args.json(2));
    }

    @Test
    void jsonIsThatOfTheStandardFormat() throws ProtocolException {
        Args args = roundTrip(Map.of("a", List.of(1.0, "\u20ac")), Arrays.asList(new byte[1], null, new byte[2]));

        assertThat(args.json(0)).isEqualTo("{\"a\":[1,\"\u20ac\"]}");
        assertThat(args.json(1))
                .isEqualTo("[{\"_placeholder\":true,\"num\":0},null,{\"_placeholder\":true,\"num\":1}]");
    }

    @Test
    void dataThatIsNoArrayIsOneArgument() throws ProtocolException {
        DecodedPacket packet = decode(parser.encode(Packet.connect("/x", Map.of("token", "t"))));

        assertThat(packet.type()).isEqualTo(PacketType.CONNECT);
        assertThat(packet.args().size()).isEqualTo(1);
        assertThat(packet.args().tree(0)).isEqualTo(Map.of("token", "t"));
        assertThat(decode(parser.encode(Packet.connect("/x", null))).args().size())
                .isZero();
    }

    @Test
    void depthOfAThousandIsTakenBothWaysAndOneMoreIsNot() throws ProtocolException {
        assertThat(decode(parser.encode(Packet.ack("/", 1, nested(1000))))
                        .args()
                        .size())
                .isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> parser.encode(Packet.ack("/", 1, nested(1001))));
        byte[] deep = new byte[2000];
        Arrays.fill(deep, (byte) 0x91);
        byte[] head = HexFormat.of().parseHex("81a464617461");
        byte[] message = Arrays.copyOf(head, head.length + deep.length);
        System.arraycopy(deep, 0, message, head.length, deep.length);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.newDecoder().binary(ByteSlice.of(message)))
                .withMessage("msgpack is at most 1000 deep");
    }

    private static List<Object> nested(int depth) {
        List<Object> list = List.of();
        for (int i = 1; i < depth; i++) {
            list = List.of(list);
        }
        return list;
    }

    @Test
    void valueThatContainsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> parser.encode(Packet.ack("/", 1, list)))
                .withMessageContaining("contains itself");
        assertThatIllegalArgumentException().isThrownBy(() -> parser.encode(Packet.ack("/", 1, List.of(new Object()))));
    }

    @Test
    void sizeIsLimited() {
        MsgpackPacketParser small =
                new MsgpackPacketParser(new JacksonCodec(), PacketLimits.DEFAULT.maxPacketBytes(22));
        EncodedPacket encoded = small.encode(Packet.ack("/", 1, List.of()));

        assertThat(encoded.sizeBytes()).isEqualTo(23);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decode(small, encoded))
                .withMessage("a packet has at most 22 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "c0, a msgpack packet is a map",
        "80, invalid packet type",
        "81a47479706502, invalid namespace",
        "82a47479706502a36e7370a12f, invalid payload of EVENT",
        "82a47479706501a36e7370a12f00, nothing stands behind a msgpack packet",
        "81a2696401c1, nothing stands behind a msgpack packet",
        "81a26964ff, invalid packet id",
        "81a46e6f6e65, the packet is not valid msgpack",
        "81a464617461d4, the packet is not valid msgpack",
        "81a46461746181c001, a key of a msgpack map is a string or an integer",
    })
    void exceptionNamesTheBrokenRule(String hex, String rule) {
        ByteSlice message = ByteSlice.of(HexFormat.of().parseHex(hex));

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.newDecoder().binary(message))
                .withMessage(
                        rule.startsWith("invalid packet type") && hex.endsWith("c1")
                                ? "nothing stands behind a msgpack packet"
                                : rule);
    }

    @ParameterizedTest
    @CsvSource({"31, 0xbf", "32, 0xd9", "255, 0xd9", "256, 0xda", "65535, 0xda", "65536, 0xdb"})
    void headersAreTheSmallestThatFit(int length, int code) throws ProtocolException {
        byte[] bytes = parser.encode(Packet.ack("/", 1, List.of("x".repeat(length))))
                .packets()
                .get(0)
                .data()
                .toByteArray();

        assertThat(bytes[13] & 0xff).isEqualTo(code);
        assertThat(roundTrip("x".repeat(length)).get(0, String.class)).hasSize(length);
    }

    @Test
    void packetsComeBackAsTheyWere() throws ProtocolException {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            List<@Nullable Object> args = list(random, 0);
            assertThat(comparable(roundTrip(args.toArray()).toList())).isEqualTo(comparable(args));
        }
    }

    @Test
    void mutatedPacketsAreReadOrRefused() {
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            List<@Nullable Object> data = list(random, 0);
            data.add(0, "e");
            ByteSlice message =
                    parser.encode(Packet.event("/n", i, data)).packets().get(0).data();
            try {
                Args args =
                        parser.newDecoder().binary(Mutation.of(message, random)).args();
                for (int arg = 0; arg < args.size(); arg++) {
                    assertThat(args.json(arg)).isNotEmpty();
                    args.tree(arg);
                }
            } catch (ProtocolException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(5000, 49_000);
    }

    private static List<@Nullable Object> list(Random random, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(value(random, depth + 1));
        }
        return list;
    }

    private static @Nullable Object value(Random random, int depth) {
        switch (random.nextInt(depth < 4 ? 8 : 6)) {
            case 0 -> {
                return null;
            }
            case 1 -> {
                return random.nextBoolean();
            }
            case 2 -> {
                return random.nextLong() >> random.nextInt(64);
            }
            case 3 -> {
                return random.nextGaussian();
            }
            case 4 -> {
                return "\u20ac".repeat(random.nextInt(40));
            }
            case 5 -> {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                return bytes;
            }
            case 6 -> {
                return list(random, depth);
            }
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(20); i > 0; i--) {
                    map.put("k" + i, value(random, depth + 1));
                }
                return map;
            }
        }
    }

    private static Object comparable(@Nullable Object tree) {
        if (tree instanceof List<?> list) {
            return list.stream().map(MsgpackPacketParserTest::comparable).toList();
        }
        if (tree instanceof Map<?, ?> map) {
            Map<Object, Object> comparable = new LinkedHashMap<>();
            map.forEach((key, value) -> comparable.put(key, comparable(value)));
            return comparable;
        }
        return tree instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(tree);
    }

    private Args roundTrip(@Nullable Object... args) throws ProtocolException {
        return decode(parser.encode(Packet.ack("/", 1, Arrays.asList(args)))).args();
    }

    private DecodedPacket decode(EncodedPacket encoded) throws ProtocolException {
        return decode(parser, encoded);
    }

    private static DecodedPacket decode(MsgpackPacketParser parser, EncodedPacket encoded) throws ProtocolException {
        return parser.newDecoder().binary(encoded.packets().get(0).data());
    }
}
