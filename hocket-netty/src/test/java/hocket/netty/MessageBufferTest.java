package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageBufferTest {
    private static final byte[] PIECE = new byte[1000];

    private final MessageBuffer buffer = new MessageBuffer();

    @Test
    void whatIsAnnouncedIsNotAllocatedBeforeItComes() {
        buffer.append(0, PIECE, 0, 10, 1_000_000);
        assertThat(buffer.array()).hasSize(256);
        buffer.append(0, PIECE, 0, 1000, 999_000);
        assertThat(buffer.array()).hasSize(2020);
    }

    @Test
    void aMessageWhoseEndIsKnownEndsWithItsArray() {
        for (int i = 99; i >= 0; i--) {
            buffer.append(0, PIECE, 0, PIECE.length, i * PIECE.length);
        }

        assertThat(buffer.array()).hasSize(100_000);
        assertThat(buffer.toSlice().array()).isSameAs(buffer.array());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1000})
    void howeverSmallThePiecesCopyingStaysLinear(int piece) {
        int total = 1_000_000;
        AllocatedBytes allocated =
                AllocatedBytes.ofThreads(Thread.currentThread().getName());
        for (int rest = total; rest > 0; rest -= piece) {
            buffer.append(0, PIECE, 0, piece, -1);
        }

        assertThat(buffer.size()).isEqualTo(total);
        assertThat(allocated.since()).isLessThan(5L * total);
    }
}
