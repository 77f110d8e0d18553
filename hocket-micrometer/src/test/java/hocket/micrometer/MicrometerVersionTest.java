package hocket.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

/** The build runs the tests with two versions of Micrometer, and says which. */
class MicrometerVersionTest {
    @Test
    void itIsTheOneThatTheBuildMeans() {
        assertThat(MeterRegistry.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("micrometer-core-" + System.getProperty("micrometer.version") + ".jar");
    }
}
