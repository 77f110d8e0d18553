package hocket.jackson3;

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
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * JSON by Jackson 3: reads into and writes whatever a mapper does, and on the wire follows {@code JSON.stringify}. A
 * {@code byte[]}, {@link ByteBuffer} or {@link ByteSlice} anywhere in a value is a binary value, both ways. On the wire and
 * to its users it is what {@code JacksonCodec} of {@code hocket-jackson} is on Jackson 2.
 *
 * <p>Immutable, safe for use by several threads; nothing blocks.
 */
public final class Jackson3Codec implements JsonCodec {
    /** Jackson keeps some thousand names for all parsers to come; longer ones are not worth it, and a peer's to choose. */
    private static final int MAX_KEPT_NAME = 256;

    private final JsonFactory factory;
    private final JsonFactory factoryWithoutTable;
    private final ReadContext readContext;
    private final WriteContext writeContext;
    private final ObjectWriter writer;
    private final ObjectWriter treeWriter;
    private final boolean plainScalars;
    private final TypeCache<ObjectReader> readers;

    /**
     * A codec with a mapper of its own: unknown properties are ignored, a number with a fraction is not read as an
     * integer, {@link java.util.Date} and {@link java.time.Instant} are written as JavaScript writes a date, the other
     * types of {@code java.time} as ISO 8601 text, an empty {@link java.util.Optional} as null. In all else its defaults
     * are those of Jackson 2: properties stay in their order, {@code getURL} is of {@code url}, and null is read as 0 of a
     * primitive type.
     */
    public Jackson3Codec() {
        this(Jackson2Defaults.builder()
                .addModule(new DateModule())
                .addModule(new WireModule())
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .build());
    }

    private Jackson3Codec(JsonMapper mapper) {
        this.factory = factory(MAX_KEPT_NAME).build();
        this.factoryWithoutTable = factory(Integer.MAX_VALUE)
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build();
        this.readContext = new ReadContext(mapper, factory);
        this.writeContext = new WriteContext(mapper, factory);
        this.writer = mapper.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
        this.treeWriter = mapper.writer().withAttribute(DateModule.KEEP, true);
        this.plainScalars = PlainScalars.isPlain(mapper);
        // what is read has been indexed: nothing stands behind it
        ObjectReader reader = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.readers = new TypeCache<>(type -> reader.forType(mapper.constructType(type)));
    }

    /**
     * A codec on that mapper. Its modules, features and date formats hold as they are; only binary values and {@link
     * hocket.core.RawJson} are added, and numbers and strings are always written as JavaScript writes them, without white
     * space. What a subclass of the mapper overrides is lost.
     */
    public static Jackson3Codec of(JsonMapper mapper) {
        return new Jackson3Codec(mapper.rebuild().addModule(new WireModule()).build());
    }

    /** No other limits but the depth and the numbers: the transport has bounded the size of what comes. */
    private static JsonFactoryBuilder factory(int maxNameLength) {
        return JsonFactory.builder()
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
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                // 1 MB of crafted names would take seconds
                .enable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
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
        try (JsonParser parser = factory.createParser(readContext, json.array(), json.offset(), json.length())) {
            return readValue(parser, type, binaries, null);
        } catch (RuntimeException | StackOverflowError e) {
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
        try (JsonParser parser = factoryWithoutTable.createParser(readContext, text)) {
            return readValue(parser, type, binaries, new ByteOffsets(text));
        } catch (RuntimeException | StackOverflowError e) {
            throw Failures.misfit(type, e);
        }
    }

    private @Nullable Object readValue(JsonParser parser, Type type, Binaries binaries, @Nullable ByteOffsets offsets) {
        JsonParser source = binaries == Binaries.NONE ? parser : new BinaryParser(parser, binaries, offsets);
        return readers.get(type).readValue(source);
    }

    @Override
    public void write(@Nullable Object value, ByteSink sink, BinaryCollector binaries) {
        if (!plainScalars || !Scalars.write(value, sink, binaries)) {
            writeAny(value, sink, binaries);
        }
    }

    private void writeAny(@Nullable Object value, ByteSink sink, BinaryCollector binaries) {
        JavaScriptGenerator generator = null;
        try (JsonGenerator utf8 = factory.createGenerator(writeContext, sink)) {
            generator = new JavaScriptGenerator(utf8, binaries);
            writer.writeValue(generator, value);
        } catch (RuntimeException | StackOverflowError e) {
            throw Failures.unwritable(e, generator == null ? null : generator.refusal());
        }
    }

    @Override
    public @Nullable Object toTree(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        try (TokenBuffer buffer = new TokenBuffer(writeContext, false)) {
            treeWriter.writeValue(buffer, value);
            return readers.get(Object.class).readValue(buffer.asParser(readContext));
        } catch (RuntimeException | StackOverflowError e) {
            throw Failures.unwritable(e, null);
        }
    }

    @Override
    public @Nullable Object fromTree(@Nullable Object tree, Type type) {
        if (tree == null) {
            return null;
        }
        try (TokenBuffer buffer = new TokenBuffer(writeContext, false)) {
            writer.writeValue(buffer, tree);
            return readers.get(type).readValue(buffer.asParser(readContext));
        } catch (RuntimeException | StackOverflowError e) {
            throw Failures.misfit(type, e);
        }
    }
}
