package hocket.benchmarks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.benchmarks.codec.CodecResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status that a shell sees. */
class GuardTest {
    @TempDir
    Path folder;

    @Test
    void passesWithWhatWasWritten() throws IOException {
        Path bounds = folder.resolve("bounds");
        Guard.update(bounds, encodingAllocates(1000));

        assertThat(Guard.check(bounds, encodingAllocates(1000))).isZero();
    }

    @Test
    void failsWhenABoundIsExceeded() throws IOException {
        Path bounds = folder.resolve("bounds");
        Guard.update(bounds, encodingAllocates(1000));

        assertThat(Guard.check(bounds, encodingAllocates(1100))).isEqualTo(1);
    }

    @Test
    void boundsThatAreCheckedInCanBeRead() throws IOException {
        assertThat(Bounds.read(Path.of("allocation.properties")).complaints(List.of()))
                .isNotEmpty()
                .allMatch(complaint -> complaint.endsWith("has a bound but did not run"));
    }

    private static List<CodecResult> encodingAllocates(double bytes) {
        return List.of(new CodecResult("Event.encode", 1, 0, bytes));
    }
}
