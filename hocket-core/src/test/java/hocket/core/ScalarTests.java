package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that stands alone is read and written as the library does it inside a list, where no short way is taken. */
abstract class ScalarTests {
    private static final String CHARACTERS = "abc?\"\\/\b\f\n\r\t\0\u001f\u007f\u0080é€\u2028\ud83d\ude00\ud800\udfff";

    private final JsonCodec codec;

    ScalarTests(JsonCodec codec) {
        this.codec = codec;
    }

    @Test
    void stringsAreWrittenAsInsideAList() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            assertWrittenAsInAList(text(random));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(30); left > 0; left--) {
            boolean plain = random.nextBoolean();
            text.append(plain ? 'x' : CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }

    @Test
    void otherScalarsAreWrittenAsInsideAList() {
        for (Object value : Arrays.asList(
                null, true, false, 0, -1, 7, Integer.MIN_VALUE, Integer.MAX_VALUE, 1L << 53, -(1L << 53))) {
            assertWrittenAsInAList(value);
        }
        assertWrittenAsInAList(Long.MIN_VALUE);
        assertWrittenAsInAList(Long.MAX_VALUE);
        assertWrittenAsInAList(new byte[] {1, 2});
    }

    private void assertWrittenAsInAList(@Nullable Object value) {
        Written alone = new Written(codec, value);
        Written inside = new Written(codec, Arrays.asList(value));
        assertThat("[" + alone.json + "]").isEqualTo(inside.json);
        assertThat(alone.binaries).isEqualTo(inside.binaries);
    }

    @Test
    void bytesAreCopiedBeforeTheCallerChangesThem() {
        byte[] bytes = {1};
        Written written = new Written(codec, bytes);
        bytes[0] = 2;
        assertThat(written.binaries).containsExactly(ByteSlice.of(new byte[] {1}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"x\"",
                "\"é€\ud83d\ude00\"",
                "\"a\\n\\u00e9\\ud800\"",
                "true",
                "false",
                "0",
                "-0",
                "-17",
                "2147483647",
                "2147483648",
                "-2147483648",
                "-2147483649",
                "999999999999999999",
                "-999999999999999999",
                "1000000000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "-99999999999999999999",
                "1.5",
                "1e3",
                "-2E-7",
                "{}",
                "[]",
                "[1]"
            })
    void valuesAreReadAsInsideAList(String json) {
        for (Type type : List.of(
                Object.class,
                String.class,
                int.class,
                Integer.class,
                long.class,
                Long.class,
                Boolean.class,
                double.class)) {
            Object alone = outcome(json, type);
            Object inside = outcome("[" + json + "]", arrayOf(type));
            if (alone instanceof Exception) {
                assertThat(inside).isInstanceOf(Exception.class);
            } else {
                assertThat(Array.get(inside, 0)).isEqualTo(alone);
            }
        }
    }

    private static Type arrayOf(Type type) {
        return ((Class<?>) type).arrayType();
    }

    private @Nullable Object outcome(String json, Type type) {
        try {
            return codec.read(ByteSlice.utf8(json), type, JsonCodec.Binaries.NONE);
        } catch (RuntimeException e) {
            return e;
        }
    }
}
