package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@code JSON.stringify} and {@code JSON.parse} of Node.js do, thousands of times. */
abstract class JsonVectorTests {
    /** Each number stands as its bits in hexadecimal digits, a space, and its text. */
    private static final int BITS = 16;

    private final JsonCodec codec;

    JsonVectorTests(JsonCodec codec) {
        this.codec = codec;
    }

    @Test
    void doublesArePrintedAsInJavaScript() {
        List<String> wrong = new ArrayList<>();
        List<JsonNode> vectors = Vectors.of("json", "numbers").toList();
        for (JsonNode vector : vectors) {
            String text = vector.asText().substring(BITS + 1);
            long bits = Long.parseUnsignedLong(vector.asText().substring(0, BITS), 16);
            String written = written(Double.longBitsToDouble(bits));
            if (!written.equals(text)) {
                wrong.add(text + " is written " + written);
            }
        }

        assertThat(vectors).hasSizeGreaterThan(3000);
        assertThat(wrong).isEmpty();
    }

    @Test
    void decimalOfADoublesDigitsIsPrintedAsTheDouble() {
        for (JsonNode vector : Vectors.of("json", "numbers").toList()) {
            String text = vector.asText().substring(BITS + 1);

            assertThat(written(new BigDecimal(text))).isEqualTo(text);
        }
    }

    @Test
    void floatsHaveTheFewestDigitsThatReadBack() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            float number = i < 200 ? i * Float.MIN_VALUE : Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(number)) {
                String text = written(number);
                assertThat(Float.parseFloat(text)).isEqualTo(number == 0 ? 0 : number);
                assertThat(hasFewerDigits(number, text)).as(text).isFalse();
            }
        }
    }

    private static boolean hasFewerDigits(float number, String text) {
        int digits = new BigDecimal(text).stripTrailingZeros().precision();
        return digits > 1 && Float.parseFloat(String.format("%." + (digits - 2) + "e", number)) == number;
    }

    @Test
    void textsArePrintedAsInJavaScript() {
        for (JsonNode vector : Vectors.of("json", "texts").toList()) {
            String text = vector.get("text").asText();

            assertThat(written(text)).isEqualTo(vector.get("json").asText());
            assertThat(written(Map.of(text, 1)))
                    .isEqualTo("{" + vector.get("json").asText() + ":1}");
        }
    }

    @Test
    void longTextsAreCutNowhere() {
        StringBuilder text = new StringBuilder();
        StringBuilder json = new StringBuilder();
        List<JsonNode> vectors = Vectors.of("json", "texts").toList();
        for (JsonNode vector : vectors) {
            text.append(vector.get("text").asText()).append('x'); // no pair may arise at the seam
            String printed = vector.get("json").asText();
            json.append(printed, 1, printed.length() - 1).append('x');
        }
        for (int prefix = 0; prefix < 50; prefix++) {
            String shift = "a".repeat(7950 + prefix);

            assertThat(written(shift + text)).isEqualTo('"' + shift + json + '"');
        }
    }

    @Test
    void documentsAreAcceptedAsInJavaScript() throws ProtocolException {
        List<JsonNode> vectors = Vectors.of("json", "documents").toList();
        int accepted = 0;
        for (JsonNode vector : vectors) {
            ByteSlice json = ByteSlice.utf8(vector.get("text").asText());
            if (vector.has("error")) {
                assertThatExceptionOfType(ProtocolException.class)
                        .as(vector.toString())
                        .isThrownBy(() -> codec.index(json));
            } else {
                accepted++;
                assertThat(codec.index(json).kind() == JsonIndex.Kind.ARRAY)
                        .as(vector.toString())
                        .isEqualTo(vector.get("elements").isArray());
                assertThat(codec.index(json).elements())
                        .isEqualTo(vector.get("elements").size());
            }
        }

        assertThat(accepted).isBetween(100, vectors.size() - 100);
    }

    @Test
    void elementsLieWhereTheyWere() throws ProtocolException {
        JsonPacketParser parser = new JsonPacketParser(codec, PacketLimits.DEFAULT);
        for (JsonNode vector : Vectors.of("json", "documents").toList()) {
            if (vector.path("elements").isArray()) {
                String ack = "3" + vector.get("text").asText().stripLeading();
                Args args = parser.newDecoder().text(ByteSlice.utf8(ack)).args();
                for (int i = 0; i < args.size(); i++) {
                    assertThat(args.json(i)).isEqualTo(args.json(i).strip());
                    assertThat(Vectors.comparable(args.tree(i)))
                            .as(ack)
                            .isEqualTo(Vectors.comparable(
                                    read(vector.get("elements").get(i).asText())));
                }
            }
        }
    }

    private Object read(String json) {
        return codec.read(ByteSlice.utf8(json), Object.class, JsonCodec.Binaries.NONE);
    }

    private String written(Object value) {
        ByteSink sink = new ByteSink(16);
        codec.write(value, sink, binary -> {
            throw new AssertionError("there is no binary value");
        });
        return sink.toSlice().utf8();
    }
}
