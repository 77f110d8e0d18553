package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteSinkTest {
    @Test
    void sinkGrowsFromNothing() {
        ByteSink sink = new ByteSink(0);
        for (int i = 0; i < 1000; i++) {
            sink.write(i);
        }

        assertThat(sink.size()).isEqualTo(1000);
        assertThat(sink.toSlice().at(999)).isEqualTo((byte) 999);
    }

    @Test
    void headerStandsInFront() {
        ByteSink sink = new ByteSink(4, 2);
        sink.writeAscii("payload");
        sink.writeDecimal(-12);
        sink.prepend(ByteSlice.utf8("head"));

        assertThat(sink.toSlice().utf8()).isEqualTo("headpayload-12");
        assertThat(sink.size()).isEqualTo(14);
    }

    @Test
    void partsOfArraysAndSlicesAreAppended() {
        ByteSink sink = new ByteSink(1);
        sink.write(new byte[] {1, 2, 3, 4}, 1, 2);
        sink.write(ByteSlice.of(new byte[] {5, 6, 7}, 2, 1));
        sink.write(new byte[] {8});

        assertThat(sink.toSlice().toByteArray()).containsExactly(2, 3, 7, 8);
    }
}
