package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What a codec must do: the promises of {@link JsonCodec} as tests. It is the definition of a codec with its defaults; the
 * test of each extends it.
 */
public abstract class JsonCodecContract {
    /** For codecs' tests. */
    protected JsonCodecContract() {}

    /** A new codec, as the service loader makes it. */
    protected abstract JsonCodec create();

    /** The library's own type of trees. */
    protected abstract Class<?> treeType();

    @Test
    final void codecIsFoundByTheServiceLoader() {
        assertThat(JsonCodec.load()).isInstanceOf(create().getClass());
    }

    /** Values that are read. */
    @Nested
    final class Reading extends JsonReadTests {
        Reading() {
            super(create(), treeType());
        }
    }

    /** Binary values that are read. */
    @Nested
    final class Placeholders extends JsonPlaceholderTests {
        Placeholders() {
            super(create(), treeType());
        }
    }

    /** Values that are written. */
    @Nested
    final class Writing extends JsonWriteTests {
        Writing() {
            super(create(), treeType());
        }
    }

    /** Scalars, which need no library. */
    @Nested
    final class Alone extends ScalarTests {
        Alone() {
            super(create());
        }
    }

    /** Whole packets, there and back. */
    @Nested
    final class Packets extends JsonPacketTests {
        Packets() {
            super(create());
        }
    }

    /** Numbers, texts and documents, as Node.js prints and reads them. */
    @Nested
    final class JsonOfJavaScript extends JsonVectorTests {
        JsonOfJavaScript() {
            super(create());
        }
    }

    /** Packets, as the JavaScript packages print and read them. */
    @Nested
    final class PacketsOfJavaScript extends SocketVectorTests {
        PacketsOfJavaScript() {
            super(create());
        }
    }

    /** What a hostile peer sends. */
    @Nested
    final class Hostile extends HostileJsonTests {
        Hostile() {
            super(create());
        }
    }
}
