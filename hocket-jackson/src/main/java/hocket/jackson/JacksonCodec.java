package hocket.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hocket.core.ByteSink;
import hocket.core.ByteSlice;
import hocket.core.JsonCodec;
import hocket.core.JsonIndex;
import hocket.core.ProtocolException;
import hocket.core.spi.ByteOffsets;
import hocket.core.spi.JsonScanner;
import hocket.core.spi.LoneSurrogates;
import hocket.core.spi.Scalars;
import hocket.core.spi.TypeCache;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * JSON by Jackson: reads into and writes whatever a mapper does, and on the wire follows {@code JSON.stringify}. A
 * {@code byte[]}, {@link ByteBuffer} or {@link ByteSlice} anywhere in a value is a binary value, both ways.
 *
 * <p>Immutable, safe for use by several threads; nothing blocks.
 */
public final class JacksonCodec implements JsonCodec {
    /** Jackson keeps some thousand names for all parsers to come; longer ones are not worth it, and a peer's to choose. */
    private static final int MAX_KEPT_NAME = 256;

    private final JsonFactory factory;
    private final JsonFactory factoryWithoutTable;
    private final ObjectMapper mapper;
    private final ObjectWriter writer;
    private final ObjectWriter treeWriter;
    private final boolean plainScalars;
    private final TypeCache<ObjectReader> readers;

    /**
     * A codec with a mapper of its own: unknown properties are ignored, a number with a fraction is not read as an
     * integer, {@link java.util.Date} and {@link java.time.Instant} are written as JavaScript writes a date, the other
     * types of {@code java.time} as ISO 8601 text, an empty {@link java.util.Optional} as null.
     */
    public JacksonCodec() {
        this(JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new DateModule())
                .addModule(new WireModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .build());
    }

    private JacksonCodec(ObjectMapper mapper) {
        this.mapper = mapper;
        this.factory = factory(MAX_KEPT_NAME).build().setCodec(mapper);
        this.factoryWithoutTable = factory(Integer.MAX_VALUE)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build()
                .setCodec(mapper);
        this.writer = mapper.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
        this.treeWriter = mapper.writer().withAttribute(DateModule.KEEP, true);
        this.plainScalars = PlainScalars.isPlain(mapper);
        this.readers = new TypeCache<>(type -> mapper.readerFor(mapper.constructType(type)));
    }

    /**
     * A codec on a copy of the mapper, so that later changes to it change nothing here. Its modules, features and date
     * formats hold as they are; only binary values and {@link hocket.core.RawJson} are added, and numbers and strings
     * are always written as JavaScript writes them, without white space.
     *
     * @throws IllegalStateException if the mapper's class does not override {@link ObjectMapper#copy()}
     */
    public static JacksonCodec of(ObjectMapper mapper) {
        return new JacksonCodec(mapper.copy().registerModule(new WireModule()));
    }

    /** No other limits but the depth and the numbers: the transport has bounded the size of what comes. */
    private static JsonFactoryBuilder factory(int maxNameLength) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(maxNameLength)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .recyclerPool(new RecyclerSlots())
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW) // 1 MB of crafted names would take seconds
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT);
    }

    @Override
    public JsonIndex index(ByteSlice json) throws ProtocolException {
        return JsonScanner.scan(json);
    }

    @Override
    public @Nullable Object read(ByteSlice json, Type type, Binaries binaries) {
        if (Scalars.isNull(json)) {
            return null;
        }
        Object whole = Scalars.binary(binaries.at(0), type);
        if (whole == null && plainScalars) {
            whole = Scalars.read(json, type);
        }
        if (whole != null) {
            return whole;
        }
        try (JsonParser parser = factory.createParser(json.array(), json.offset(), json.length())) {
            return readValue(parser, type, binaries, null);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return readUnusual(json, type, binaries, e);
        }
    }

    /** Names that are long, or many of one hash, by a parser without a table; lone surrogates in names as U+FFFD. */
    private @Nullable Object readUnusual(ByteSlice json, Type type, Binaries binaries, Throwable failure) {
        ByteSlice mended = LoneSurrogates.replaced(json);
        if (mended == null && !Failures.isLimit(failure)) {
            throw Failures.misfit(type, failure);
        }
        String text = mended == null ? json.utf8() : mended.utf8();
        try (JsonParser parser = factoryWithoutTable.createParser(text)) {
            return readValue(parser, type, binaries, new ByteOffsets(text));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw Failures.misfit(type, e);
        }
    }

    private @Nullable Object readValue(JsonParser parser, Type type, Binaries binaries, @Nullable ByteOffsets offsets)
            throws IOException {
        return readers.get(type)
                .readValue(binaries == Binaries.NONE ? parser : new BinaryParser(parser, binaries, offsets));
    }

    @Override
    public void write(@Nullable Object value, ByteSink sink, BinaryCollector binaries) {
        if (!plainScalars || !Scalars.write(value, sink, binaries)) {
            writeAny(value, sink, binaries);
        }
    }

    private void writeAny(@Nullable Object value, ByteSink sink, BinaryCollector binaries) {
        JavaScriptGenerator generator = null;
        try (JsonGenerator utf8 = factory.createGenerator(sink)) {
            generator = new JavaScriptGenerator(utf8, binaries);
            writer.writeValue(generator, value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw Failures.unwritable(e, generator == null ? null : generator.refusal());
        }
    }

    @Override
    public @Nullable Object toTree(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        try (TokenBuffer buffer = new TokenBuffer(mapper, false)) {
            treeWriter.writeValue(buffer, value);
            return readers.get(Object.class).readValue(buffer.asParser());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw Failures.unwritable(e, null);
        }
    }

    @Override
    public @Nullable Object fromTree(@Nullable Object tree, Type type) {
        if (tree == null) {
            return null;
        }
        try (TokenBuffer buffer = new TokenBuffer(mapper, false)) {
            writer.writeValue(buffer, tree);
            return readers.get(type).readValue(buffer.asParser());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw Failures.misfit(type, e);
        }
    }
}
