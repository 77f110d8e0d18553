package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

abstract class HostileJsonTests {
    private static final int MEGABYTE = 1 << 20;

    private final JsonPacketParser parser;

    HostileJsonTests(JsonCodec codec) {
        parser = new JsonPacketParser(codec, PacketLimits.DEFAULT);
    }

    @ParameterizedTest(name = "{0} MB of {1}")
    @MethodSource("patterns")
    void anyTextCostsAtMostOneSecondAMegabyte(int megabytes, String name, String text) {
        ByteSlice message = ByteSlice.utf8(text);

        double seconds = CpuTime.seconds(() -> decodeAndRead(message));

        assertThat(message.length()).isGreaterThan(megabytes * MEGABYTE / 2);
        assertThat(seconds).isLessThan(megabytes);
    }

    private void decodeAndRead(ByteSlice message) {
        try {
            DecodedPacket packet = parser.newDecoder().text(message);
            if (packet != null) {
                read(packet.args());
            }
        } catch (ProtocolException e) {
            assertThat(e).hasNoCause();
        }
    }

    private static void read(Args args) {
        for (int i = 0; i < Math.min(args.size(), 1000); i++) {
            try {
                assertThat(args.json(i)).isNotEmpty();
                args.tree(i);
            } catch (ArgsException e) {
                assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(200);
            }
        }
    }

    static Stream<Arguments> patterns() {
        List<Map.Entry<String, IntFunction<String>>> patterns = List.of(
                Map.entry("type digits", size -> "2".repeat(size)),
                Map.entry("attachment digits", size -> "51" + "0".repeat(size)),
                Map.entry("namespace", size -> "2/" + "n".repeat(size)),
                Map.entry("namespace of emoji", size -> "2/" + "\ud83d\ude00".repeat(size / 4) + ",[\"e\"]"),
                Map.entry("open arrays", size -> "2" + "[".repeat(size)),
                Map.entry("open objects", size -> "2[\"e\"," + "{\"a\":".repeat(size / 5)),
                Map.entry("deep arrays", size -> array("[".repeat(900) + "]".repeat(900), size)),
                Map.entry("deep objects", size -> array("{\"a\":".repeat(900) + "1" + "}".repeat(900), size)),
                Map.entry("empty arrays", size -> array("[]", size)),
                Map.entry("one array of empty arrays", size -> "2[\"e\",[[]" + ",[]".repeat(size / 3) + "]]"),
                Map.entry("empty objects", size -> array("{}", size)),
                Map.entry("empty texts", size -> array("\"\"", size)),
                Map.entry("ones", size -> array("1", size)),
                Map.entry("white space", size -> "2[\"e\"" + " ".repeat(size) + "]"),
                Map.entry("white space between elements", size -> array(" ".repeat(1000) + "1", size)),
                Map.entry("one text", size -> "2[\"e\",\"" + "x".repeat(size) + "\"]"),
                Map.entry("escapes", size -> "2[\"" + "\\u0041".repeat(size / 6) + "\"]"),
                Map.entry("lone surrogates", size -> "2[\"e\",{\"" + "\\ud83d".repeat(size / 6) + "\":1}]"),
                Map.entry("an open text", size -> "2[\"" + "\\\\".repeat(size / 2)),
                Map.entry("digits", size -> "2[\"e\"," + "9".repeat(size) + "]"),
                Map.entry("numbers of 1000 digits", size -> array("9".repeat(1000), size)),
                Map.entry("fractions of 1000 digits", size -> array("0." + "9".repeat(998), size)),
                Map.entry("exponents", size -> array("1e" + "9".repeat(998), size)),
                Map.entry("placeholders", size -> array("{\"_placeholder\":true,\"num\":0}", size)),
                Map.entry(
                        "placeholders in placeholders",
                        size -> array("{\"_placeholder\":true,\"a\":".repeat(900) + "1" + "}".repeat(900), size)),
                Map.entry("equal keys", size -> "2[\"e\",{\"a\":1" + ",\"a\":1".repeat(size / 6) + "}]"),
                Map.entry("different keys", size -> "2[\"e\",{" + keys(size / 10, i -> "k" + i) + "}]"),
                Map.entry(
                        "keys of one hash code",
                        size -> "2[\"e\",{" + keys(size / 40, HostileJsonTests::sameHash) + "}]"),
                Map.entry(
                        "keys of one Jackson hash",
                        size -> "2[\"e\",{" + keys(size / 30, HostileJsonTests::sameQuads) + "}]"),
                Map.entry("escaped keys", size -> "2[\"e\",{" + keys(size / 20, i -> "\\u0041" + i) + "}]"));
        return Stream.of(1, 4)
                .flatMap(size -> patterns.stream()
                        .map(pattern -> Arguments.of(
                                size, pattern.getKey(), pattern.getValue().apply(size * MEGABYTE))));
    }

    private static String array(String element, int size) {
        return "2[\"e\"" + ("," + element).repeat(size / (element.length() + 1)) + "]";
    }

    static String keys(int count, IntFunction<String> key) {
        StringBuilder object = new StringBuilder();
        for (int i = 0; i < count; i++) {
            object.append(i == 0 ? "\"" : ",\"").append(key.apply(i)).append("\":1");
        }
        return object.toString();
    }

    /** 2^17 different texts with one {@link String#hashCode}. */
    private static String sameHash(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < 17; bit++) {
            key.append(((number >> bit) & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }

    /** 2^16 different names with one hash in Jackson's table, whatever its seed: it only adds from the fourth quad on. */
    static String sameQuads(int number) {
        int low = number & 0xff;
        int high = (number >> 8) & 0xff;
        return "aaaaaaaaaaaa" + quad(low) + quad(0xff - low) + quad(high) + quad(0xff - high);
    }

    /** Four characters; eight bits are spread so that those which Jackson flips stay 0, and none is a backslash. */
    private static String quad(int bits) {
        return "@@" + (char) ('@' | spread(bits & 15)) + (char) ('@' | spread(bits >> 4));
    }

    private static int spread(int nibble) {
        return (nibble & 1) | ((nibble >> 1) << 3);
    }

    @Test
    void manyKeysOfOneHashCodeAreReadInASecond() throws ProtocolException {
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 16_384; i++) {
            hashes.add(sameHash(i).hashCode());
        }
        String json = "2[\"e\",{" + keys(16_384, HostileJsonTests::sameHash) + "}]";
        Args args = parser.newDecoder().text(ByteSlice.utf8(json)).args();

        assertThat(hashes).hasSize(1);
        assertThat(CpuTime.seconds(() -> assertThat((Map<?, ?>) args.tree(0)).hasSize(16_384)))
                .isLessThan(1);
    }

    @Test
    void manyKeysOfUsualKindsAreRead() throws ProtocolException {
        Random random = new Random(1);
        for (IntFunction<String> kind : List.<IntFunction<String>>of(
                i -> "k" + i,
                i -> Integer.toString(i),
                i -> "user:" + (1_700_000_000_000L + i),
                i -> new UUID(random.nextLong(), random.nextLong()).toString(),
                i -> Integer.toString(i, 2))) {
            Args args = parser.newDecoder()
                    .text(ByteSlice.utf8("3[{" + keys(100_000, kind) + "}]"))
                    .args();

            assertThat((Map<?, ?>) args.tree(0)).hasSize(100_000);
        }
    }

    @Test
    void mostElementsAreReadInLinearTime() throws ProtocolException {
        Args args = parser.newDecoder()
                .text(ByteSlice.utf8("3[0" + ",0".repeat(MEGABYTE / 4) + "]"))
                .args();

        assertThat(CpuTime.seconds(() -> assertThat((List<?>) args.toList()).hasSize(MEGABYTE / 4 + 1)))
                .isLessThan(1);
    }
}
