package hocket.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of the guide is written by hand, and says what is registered: no more, no less, in the same words. */
class MetersTableTest {
    private static final Path GUIDE = Path.of("..", "docs", "metrics.md");

    @Test
    void theGuideListsEveryMeterAndNoOther() throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        new HocketMeters(registry);
        Set<String> registered =
                registry.getMeters().stream()
                        .collect(Collectors.groupingBy(meter -> meter.getId().getName()))
                        .values()
                        .stream()
                        .map(MetersTableTest::row)
                        .collect(Collectors.toCollection(TreeSet::new));
        List<String> listed = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("| `hocket."))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(registered);
    }

    /** The meters of one name as a row: name, type, unit, tags with their values, meaning. */
    private static String row(List<Meter> meters) {
        Meter.Id id = meters.get(0).getId();
        Map<String, Set<String>> tags = new TreeMap<>();
        meters.stream()
                .map(meter -> meter.getId().getTags())
                .flatMap(Collection::stream)
                .forEach(tag -> values(tags, tag).add("`" + tag.getValue() + "`"));
        String written = tags.entrySet().stream()
                .map(tag -> "`" + tag.getKey() + "`: " + String.join(", ", tag.getValue()))
                .collect(Collectors.joining("; "));
        String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit() + " ";
        return "| `" + id.getName() + "` | " + id.getType().name().toLowerCase(Locale.ROOT) + " | " + unit + "| "
                + (written.isEmpty() ? "" : written + " ") + "| " + id.getDescription() + " |";
    }

    private static Set<String> values(Map<String, Set<String>> tags, Tag tag) {
        return tags.computeIfAbsent(tag.getKey(), key -> new TreeSet<>());
    }
}
