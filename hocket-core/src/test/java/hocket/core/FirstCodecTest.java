package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FirstCodecTest {
    private final Error withoutItsLibrary = new ServiceConfigurationError(
            "hocket.core.JsonCodec: my.Codec could not be instantiated", new NoClassDefFoundError("my/Library"));
    private final Error notLinked = new NoClassDefFoundError("your/Library");

    private final JsonCodec works = new NoCodec();

    @Test
    void firstThatCanBeLoadedIsTaken() {
        assertThat(FirstCodec.of(new Found(works, new NoCodec()))).isSameAs(works);
        assertThat(FirstCodec.of(new Found(withoutItsLibrary, works))).isSameAs(works);
        assertThat(FirstCodec.of(new Found(notLinked, withoutItsLibrary, works)))
                .isSameAs(works);
    }

    @Test
    void whatEachMissesIsNamedIfNoneCanBeLoaded() {
        assertThatIllegalStateException()
                .isThrownBy(() -> FirstCodec.of(new Found(withoutItsLibrary, notLinked)))
                .withMessageContainingAll("my.Codec", "my/Library", "your/Library")
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(withoutItsLibrary, notLinked));
    }

    @Test
    void whatToAddIsToldIfThereIsNone() {
        assertThatIllegalStateException()
                .isThrownBy(() -> FirstCodec.of(new Found()))
                .withMessageContaining("add hocket-jackson");
    }

    /** The service loader would fail in the same way for ever. */
    @Test
    void classPathThatCannotBeReadIsNotSkipped() {
        Error unreadable = new ServiceConfigurationError("hocket.core.JsonCodec", new IOException("disk"));

        assertThatExceptionOfType(ServiceConfigurationError.class)
                .isThrownBy(() -> FirstCodec.of(new Found(unreadable, works)))
                .isSameAs(unreadable);
    }

    /** Answers as the service loader does: even {@code hasNext} may throw, and goes on afterwards. */
    private static final class Found implements Iterator<JsonCodec> {
        private final Deque<Object> left;

        Found(Object... all) {
            left = new ArrayDeque<>(List.of(all));
        }

        @Override
        public boolean hasNext() {
            if (left.peek() instanceof LinkageError error) {
                left.remove();
                throw error;
            }
            return !left.isEmpty();
        }

        @Override
        public JsonCodec next() {
            Object next = left.remove();
            if (next instanceof Error error) {
                throw error;
            }
            return (JsonCodec) next;
        }
    }

    private static final class NoCodec implements JsonCodec {
        @Override
        public JsonIndex index(ByteSlice json) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Object read(ByteSlice json, Type type, Binaries binaries) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(@Nullable Object value, ByteSink sink, BinaryCollector binaries) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Object toTree(@Nullable Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Object fromTree(@Nullable Object tree, Type type) {
            throw new UnsupportedOperationException();
        }
    }
}
