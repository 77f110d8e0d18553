package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSliceTest {
    private final byte[] array = {0, 1, 2, 3, 4, 5, 6, 7};
    private final ByteSlice slice = ByteSlice.of(array, 2, 5);

    @Test
    void sliceSeesOnlyItsBytes() {
        assertThat(slice.length()).isEqualTo(5);
        assertThat(slice.at(0)).isEqualTo((byte) 2);
        assertThat(slice.at(4)).isEqualTo((byte) 6);
        assertThat(slice.toByteArray()).containsExactly(2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @CsvSource({"-1", "5", "6", "2147483647", "-2147483648"})
    void placesOutsideAreRefused(int index) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.at(index));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, -1", "0, 9", "8, 1", "9, 0", "2147483647, 1", "1, 2147483647"})
    void runsOutsideTheArrayAreRefused(int offset, int length) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> ByteSlice.of(array, offset, length));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "3, 2", "0, 6", "6, 6"})
    void slicesOutsideAreRefused(int from, int to) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.slice(from, to));
    }

    @Test
    void sliceOfASliceSharesTheArray() {
        ByteSlice inner = slice.slice(1, 4);

        assertThat(inner.array()).isSameAs(array);
        assertThat(inner.offset()).isEqualTo(3);
        assertThat(inner.toByteArray()).containsExactly(3, 4, 5);
        assertThat(slice.slice(5)).isEqualTo(ByteSlice.EMPTY);
        assertThat(slice.slice(5).isEmpty()).isTrue();
    }

    @Test
    void equalBytesAreEqualWhereverTheyLie() {
        ByteSlice same = ByteSlice.of(new byte[] {2, 3, 4, 5, 6});

        assertThat(slice).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(slice).isNotEqualTo(same.slice(1)).isNotEqualTo(ByteSlice.of(new byte[] {2, 3, 4, 5, 7}));
        assertThat(slice).isNotEqualTo("5 bytes").hasToString("5 bytes");
    }

    @Test
    void bufferIsAReadOnlyViewOfTheBytesAlone() {
        ByteBuffer view = slice.toByteBuffer();

        assertThat(view.remaining()).isEqualTo(5);
        assertThat(view.get(0)).isEqualTo((byte) 2);
        assertThat(view.capacity()).isEqualTo(5);
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> view.put(0, (byte) 1));
    }

    @Test
    void copyOfABufferTakesWhatRemainsAndLeavesThePosition() {
        ByteBuffer direct = ByteBuffer.allocateDirect(8).put(array).position(3).limit(6);

        ByteSlice copy = ByteSlice.copyOf(direct);

        assertThat(copy.toByteArray()).containsExactly(3, 4, 5);
        assertThat(direct.position()).isEqualTo(3);
        assertThat(ByteSlice.copyOf(direct.asReadOnlyBuffer().slice())).isEqualTo(copy);
    }

    @Test
    void textIsReadAndWrittenAsUtf8() {
        assertThat(ByteSlice.utf8("\u20ac").toByteArray()).containsExactly(0xe2, 0x82, 0xac);
        assertThat(ByteSlice.utf8("\u20ac\ud83d\ude00").utf8()).isEqualTo("\u20ac\ud83d\ude00");
        assertThat(ByteSlice.of(new byte[] {'a', (byte) 0xff, 'b'}).utf8()).isEqualTo("a\ufffdb");
    }
}
