package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a codec on any Jackson must do besides: use the application's mapper, and stand what floods Jackson's table. */
@SuppressWarnings("JavaUtilDate") // as applications hold them
public abstract class JacksonCodecContract extends JsonCodecContract {
    /** For codecs' tests. */
    protected JacksonCodecContract() {}

    /** On a mapper that writes dates as numbers, refuses unknown properties, and leaves properties in their order. */
    protected abstract JsonCodec withDatesAsNumbers();

    /** On a mapper that writes names in snake case, and leaves properties in their order. */
    protected abstract JsonCodec withSnakeCase();

    /** On a mapper that indents, escapes what is not ASCII, and quotes numbers but no names. */
    protected abstract JsonCodec withOddities();

    /** On a mapper that writes strings in upper case and reads them in lower case. */
    protected abstract JsonCodec withItsOwnStrings();

    /** On a mapper that reads integers as longs where no type is asked for. */
    protected abstract JsonCodec withLongs();

    /** The hash of a name in Jackson's table, computed from its bytes, four at a time. */
    protected abstract int hash(int[] quads);

    record User(String firstName, int age) {}

    @Test
    final void mapperDecidesOnNames() {
        JsonCodec codec = withSnakeCase();

        assertThat(new Written(codec, new User("A", 1)).json).isEqualTo("{\"first_name\":\"A\",\"age\":1}");
        assertThat(codec.read(ByteSlice.utf8("{\"first_name\":\"B\",\"age\":2}"), User.class, JsonCodec.Binaries.NONE))
                .isEqualTo(new User("B", 2));
    }

    @Test
    final void mapperDecidesOnDatesAndUnknownProperties() {
        JsonCodec codec = withDatesAsNumbers();

        assertThat(new Written(codec, new Date(5)).json).isEqualTo("5");
        assertThatExceptionOfType(ArgsException.class)
                .isThrownBy(() -> codec.read(
                        ByteSlice.utf8("{\"firstName\":\"A\",\"age\":1,\"x\":1}"),
                        User.class,
                        JsonCodec.Binaries.NONE));
    }

    @Test
    final void wireStaysJavaScriptsWhateverTheMapperWants() {
        assertThat(new Written(withOddities(), List.of(new User("\u00e9", 1), 1.0, new BigDecimal("1E30"))).json)
                .isEqualTo("[{\"firstName\":\"\u00e9\",\"age\":1},1,1e+30]");
    }

    @Test
    final void binaryAndRawJsonAreAlwaysKnown() {
        Written written = new Written(
                withDatesAsNumbers(),
                Arrays.asList(new byte[] {1}, ByteBuffer.wrap(new byte[] {2}), RawJson.of("{}"), null));

        assertThat(written.json)
                .isEqualTo("[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1},{},null]");
    }

    @Test
    final void mapperThatHasItsOwnStringsIsAsked() {
        JsonCodec own = withItsOwnStrings();

        assertThat(new Written(own, "x").json).isEqualTo("\"X\"");
        assertThat(own.read(ByteSlice.utf8("\"X\""), String.class, JsonCodec.Binaries.NONE))
                .isEqualTo("x");
    }

    @Test
    final void mapperThatReadsIntegersAsLongsIsAsked() {
        assertThat(withLongs().read(ByteSlice.utf8("1"), Object.class, JsonCodec.Binaries.NONE))
                .isEqualTo(1L);
    }

    @Test
    final void keysThatFloodJacksonsTableAreReadInASecond() throws ProtocolException {
        JsonPacketParser parser = new JsonPacketParser(create(), PacketLimits.DEFAULT);
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 30_000; i++) {
            IntBuffer quads = ByteBuffer.wrap(HostileJsonTests.sameQuads(i).getBytes(StandardCharsets.UTF_8))
                    .asIntBuffer();
            int[] name = new int[quads.remaining()];
            quads.get(name);
            hashes.add(hash(name));
        }
        String json = "2[\"e\",{" + HostileJsonTests.keys(30_000, HostileJsonTests::sameQuads) + "}]";
        Args args = parser.newDecoder().text(ByteSlice.utf8(json)).args();

        assertThat(hashes).hasSize(1);
        assertThat(CpuTime.seconds(() -> assertThat((Map<?, ?>) args.tree(0)).hasSize(30_000)))
                .isLessThan(1);
        Args next =
                parser.newDecoder().text(ByteSlice.utf8("3[{\"a\":{\"b\":1}}]")).args();
        assertThat(next.tree(0)).isEqualTo(Map.of("a", Map.of("b", 1)));
    }
}
