package hocket.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import hocket.core.ByteSlice;
import hocket.core.JsonIndex;
import hocket.core.JsonTrees;
import hocket.core.Mutation;
import hocket.core.ProtocolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxNumberLength(1000)
                    .build())
            .build();

    @Test
    void mutatedJsonIsAcceptedWhereJacksonAcceptsIt() throws IOException {
        ObjectMapper mapper = new ObjectMapper().registerModule(new SimpleModule().addSerializer(new Placeholders()));
        Random random = new Random(1);
        int accepted = 0;
        for (int i = 0; i < 30_000; i++) {
            String json = mapper.writeValueAsString(new JsonTrees(random, 5).list(0));
            ByteSlice mutated = i % 4 == 0 ? ByteSlice.utf8(json) : Mutation.of(ByteSlice.utf8(json), random);
            ByteSlice text = ByteSlice.utf8(mutated.utf8()); // the transport lets nothing else through
            boolean valid = isValid(text);
            accepted += valid ? 1 : 0;

            assertThat(valid).as(text.utf8()).isEqualTo(jacksonAccepts(text));
        }
        assertThat(accepted).isBetween(8000, 22_000);
    }

    private static final class Placeholders extends StdSerializer<byte[]> {
        Placeholders() {
            super(byte[].class);
        }

        @Override
        public void serialize(byte[] bytes, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue("{\"_placeholder\":true,\"num\":0}");
        }
    }

    private static boolean isValid(ByteSlice json) {
        try {
            JsonScanner.scan(json);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    private static boolean jacksonAccepts(ByteSlice json) {
        try (JsonParser parser = STRICT.createParser(json.array(), json.offset(), json.length())) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeff[]",
                "[\u00a0]",
                "[1,2",
                "[\"a",
                "[\"\\",
                "[\"\\u12",
                "[tru",
                "[-",
                "[1.",
                "[1e",
                "{",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "[\u0000]",
                "[\"\u0001\"]",
                "[\uff11]",
                "[\u0661]",
                "[\"\\u\uff11234\"]",
                "[nul]",
                "[1]\u0000",
                "[1]]",
                "[1],",
                "[+1]",
                "[--1]",
                "[.1]",
            })
    void departuresFromTheStandardAreRefused(String json) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> JsonScanner.scan(ByteSlice.utf8(json)));
    }

    @Test
    void everyBeginningOfADocumentIsRefused() throws ProtocolException {
        String json = "[\"a\\u00e9\\n\",{\"b\":[1.5e-3,true,false,null,{}]},[[]]]";

        assertThat(JsonScanner.scan(ByteSlice.utf8(json)).elements()).isEqualTo(3);
        for (int i = 0; i < json.length(); i++) {
            ByteSlice beginning = ByteSlice.utf8(json.substring(0, i));
            assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> JsonScanner.scan(beginning));
        }
    }

    @Test
    void sliceInTheMiddleOfAnArrayIsRead() throws ProtocolException {
        byte[] bytes = "xx[\"e\",{\"_placeholder\":true,\"num\":7}]yy".getBytes(StandardCharsets.UTF_8);
        JsonIndex index = JsonScanner.scan(ByteSlice.of(bytes, 2, bytes.length - 4));

        assertThat(index.first()).isEqualTo("e");
        assertThat(index.elements()).isEqualTo(2);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> JsonScanner.scan(ByteSlice.of(bytes, 2, bytes.length - 5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; ARRAY; NULL; ",
                "[ \"hi\" ]; ARRAY; STRING; hi",
                "[\"\"]; ARRAY; STRING; ''",
                "[\"\\u0041\\\"\\/\\b.\"]; ARRAY; STRING; A\"/\b.",
                "[1.50]; ARRAY; NUMBER; 1.50",
                "[-1]; ARRAY; NUMBER; -1",
                "[true]; ARRAY; BOOLEAN; ",
                "[null]; ARRAY; NULL; ",
                "[{}]; ARRAY; OBJECT; ",
                "[[\"x\"]]; ARRAY; ARRAY; ",
                "{\"a\":[1]}; OBJECT; NULL; ",
                "\"x\"; STRING; NULL; ",
                "1; NUMBER; NULL; ",
                "false; BOOLEAN; NULL; ",
                "null; NULL; NULL; ",
            })
    void kindsAndTheFirstElementAreTold(String json, JsonIndex.Kind kind, JsonIndex.Kind firstKind, String first)
            throws ProtocolException {
        JsonIndex index = JsonScanner.scan(ByteSlice.utf8(json));

        assertThat(index.kind()).isEqualTo(kind);
        assertThat(index.firstKind()).isEqualTo(firstKind);
        assertThat(index.first()).isEqualTo(first);
    }
}
