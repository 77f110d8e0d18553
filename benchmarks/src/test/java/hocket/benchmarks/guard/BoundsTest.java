package hocket.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.benchmarks.codec.CodecResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundsTest {
    @Test
    void whatAllocatesAsBeforeOrALittleMorePasses() {
        Bounds bounds = Bounds.of(List.of(result("Event.encode", 1000), result("Event.decode", 0)));

        assertThat(bounds.complaints(List.of(result("Event.encode", 1030), result("Event.decode", 0.1))))
                .isEmpty();
        assertThat(bounds.complaints(List.of(result("Event.encode", 10), result("Event.decode", 0))))
                .isEmpty();
    }

    @Test
    void whatGrewIsNamedWithBothFigures() {
        Bounds bounds = Bounds.of(List.of(result("Event.encode", 1000), result("Event.decode", 200)));

        assertThat(bounds.complaints(List.of(result("Event.encode", 1100), result("Event.decode", 200))))
                .containsExactly("Event.encode grew from 1000 to 1100 bytes");
    }

    @Test
    void benchmarkWithoutABoundAndBoundWithoutABenchmarkFail() {
        Bounds bounds = Bounds.of(List.of(result("Old.encode", 1000)));

        assertThat(bounds.complaints(List.of(result("New.encode", 1000))))
                .containsExactly("New.encode has no bound", "Old.encode has a bound but did not run");
    }

    @Test
    void fileHoldsWhatWasWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bounds");
        Bounds.of(List.of(result("Event.encode.V4", 1000))).write(file);

        assertThat(Bounds.read(file).complaints(List.of(result("Event.encode.V4", 2000))))
                .containsExactly("Event.encode.V4 grew from 1000 to 2000 bytes");
    }

    private static CodecResult result(String name, double bytes) {
        return new CodecResult(name, 1, 0, bytes);
    }
}
