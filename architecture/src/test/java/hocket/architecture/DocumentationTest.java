package hocket.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents hold what they promise: their examples compile, their links lead somewhere, what they name exists. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> SKIPPED_FOLDERS = Set.of("target", "node_modules", ".git", ".cifuzz-corpus");

    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w*(?:Tests?|Contract))(?:\\.(\\w+))?`");
    private static final Pattern COORDINATES = Pattern.compile(
            "<groupId>hocket</groupId>\\s*<artifactId>([^<]+)</artifactId>(?:\\s*<version>([^<]+)</version>)?");
    private static final Pattern PEER = Pattern.compile("\"(?:npm:([a-z.-]+)@|(socket\\.io)\": \")([0-9.]+)\"");
    private static final Pattern PROPERTY =
            Pattern.compile("\"name\": \"(hocket\\.[a-z0-9.-]+)\"[^}]*?\"description\": \"([^\"]*)\"");
    private static final Pattern MACHINE_OR_REGISTRY = Pattern.compile(
            "(?<![\\w.:/-])/(work|root|home|Users)/\\w|registry\\.(npmjs|yarnpkg)\\.|repo1?\\.maven\\.|artifactory\\.");

    @Test
    void examplesCompile() throws IOException {
        JavaExamples examples = new JavaExamples();
        for (Path document : documents()) {
            examples.addDocument(document);
        }
        for (Path packageInfo : packageInfos()) {
            examples.addPackage(packageInfo);
        }

        assertThat(examples.count()).isGreaterThan(40);
        assertThat(examples.errors()).isEmpty();
    }

    @Test
    void exampleThatDoesNotCompileIsToldWithItsLine() throws IOException {
        Path document = Files.createTempFile("document", ".md");
        Files.writeString(document, """
                # Title
                <!-- given: Socket socket; -->
                ```java
                socket.emit("right");
                socket.emitt("wrong");
                ```

                ```java
                void right() {}
                int wrong() {}
                ```
                """);
        JavaExamples examples = new JavaExamples();
        examples.addDocument(document);
        List<String> errors = examples.errors();
        Files.delete(document);

        assertThat(errors).hasSize(2);
        assertThat(errors.get(0)).startsWith(document + ":5: cannot find symbol");
        assertThat(errors.get(1)).startsWith(document + ":10: missing return statement");
    }

    @Test
    void everyPackageThatOthersUseShowsAnExample() throws IOException {
        JavaExamples examples = new JavaExamples();
        Set<Path> without = new TreeSet<>();
        for (Path packageInfo : packageInfos()) {
            Path name = ROOT.relativize(packageInfo);
            if (name.startsWith("examples")
                    || name.startsWith("benchmarks")
                    || name.toString().contains("src/test")) {
                continue;
            }
            if (!examples.addPackage(packageInfo)) {
                without.add(name);
            }
        }

        assertThat(without).isEmpty();
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path document : documents()) {
            String prose = CODE.matcher(
                            FENCE.matcher(Files.readString(document)).replaceAll(""))
                    .replaceAll("");
            for (MatchResult link : all(LINK, prose)) {
                if (!link.group(1).matches("(https?|mailto):.*") && !resolves(document, link.group(1))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group());
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void decisionsHaveFourPartsAndAreShort() throws IOException {
        Path folder = ROOT.resolve("docs/adr");
        String index = Files.readString(folder.resolve("README.md"));
        List<Path> decisions = files(
                file -> file.startsWith(folder) && file.getFileName().toString().matches("\\d{4}-.+"));

        assertThat(decisions).isNotEmpty();
        for (int i = 0; i < decisions.size(); i++) {
            String name = decisions.get(i).getFileName().toString();
            List<String> lines = Files.readAllLines(decisions.get(i));
            assertThat(name).as("numbers follow each other").startsWith("%04d-".formatted(i + 1));
            assertThat(index).contains("](" + name + ")");
            assertThat(lines).as(name).hasSizeLessThanOrEqualTo(60);
            assertThat(lines.get(0)).startsWith("# " + name.substring(0, 4) + ". ");
            assertThat(lines.stream().filter(line -> line.startsWith("## ")))
                    .as(name)
                    .containsExactly("## Context", "## Decision", "## Consequences", "## Rejected");
        }
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        Map<String, Path> classes = new HashMap<>();
        for (Path file : files(file -> file.toString().endsWith(".java"))) {
            classes.put(file.getFileName().toString().replace(".java", ""), file);
        }
        Set<String> missing = new TreeSet<>();
        for (Path document : documents()) {
            for (MatchResult named : all(TEST_NAME, Files.readString(document))) {
                Path test = classes.get(named.group(1));
                String method = named.group(2);
                if (test == null || (method != null && !Files.readString(test).contains(" " + method + "("))) {
                    missing.add(ROOT.relativize(document) + ": " + named.group());
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void coordinatesAreThoseOfTheBuild() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        String version = all(Pattern.compile("<version>([^<]+)</version>"), parent)
                .get(0)
                .group(1);
        Set<String> modules = all(Pattern.compile("<module>([^<]+)</module>"), parent).stream()
                .map(module -> module.group(1))
                .collect(Collectors.toSet());
        List<MatchResult> named = new ArrayList<>();
        for (Path document : documents()) {
            named.addAll(all(COORDINATES, Files.readString(document)));
        }

        assertThat(named).isNotEmpty();
        for (MatchResult coordinates : named) {
            assertThat(modules).contains(coordinates.group(1));
            assertThat(coordinates.group(2)).isIn(version, null);
        }
    }

    /** The tables of the README promise what the interop tests run, no more and no less. */
    @Test
    void clientsAndServersOfTheTablesAreThoseOfTheTests() throws IOException {
        String manifest = Files.readString(ROOT.resolve("interop/src/test/js/package.json"));
        List<String> tested = all(PEER, manifest).stream()
                .map(peer -> (peer.group(1) == null ? peer.group(2) : peer.group(1)) + " " + peer.group(3))
                .toList();
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> promised =
                all(Pattern.compile("(?m)^\\| `([a-z.-]+-client|socket\\.io)` \\| ([0-9.]+) \\|"), readme).stream()
                        .map(client -> client.group(1) + " " + client.group(2))
                        .toList();

        assertThat(promised).isNotEmpty().containsExactlyInAnyOrderElementsOf(tested);
    }

    /** Where there is a default for people to read, the table has the same. */
    @Test
    void propertiesOfTheTableAreThoseOfTheStarter() throws IOException {
        Map<String, String> described = new TreeMap<>();
        for (MatchResult property : all(PROPERTY, starterMetadata())) {
            described.put(property.group(1), property.group(2));
        }
        Map<String, String> table = new TreeMap<>();
        String guide = Files.readString(ROOT.resolve("docs/spring-boot.md"));
        for (MatchResult row : all(Pattern.compile("(?m)^\\| `(hocket\\.[a-z0-9.-]+)` \\| ([^|]+) \\|"), guide)) {
            table.put(row.group(1), row.group(2));
        }

        assertThat(table.keySet()).hasSizeGreaterThan(30).isEqualTo(described.keySet());
        described.forEach((name, description) -> {
            for (MatchResult stated : all(Pattern.compile("Default:? ([\\w ]+)\\.$"), description)) {
                assertThat(table.get(name)).as(name).isEqualTo(stated.group(1));
            }
        });
    }

    /** What the starter tells editors of its properties. */
    private static String starterMetadata() throws IOException {
        for (URL file : Collections.list(
                DocumentationTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = file.openStream()) {
                String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (json.contains("hocket.spring.HocketProperties")) {
                    return json.substring(json.indexOf("\"properties\""));
                }
            }
        }
        throw new AssertionError("the starter's metadata are not on the class path");
    }

    @Test
    void nothingNamesAMachineOrARegistry() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files(DocumentationTest::isText)) {
            for (MatchResult match : all(MACHINE_OR_REGISTRY, Files.readString(file))) {
                found.add(ROOT.relativize(file) + ": " + match.group());
            }
        }

        assertThat(found).isEmpty();
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return name.matches(".*\\.(md|xml|json|m?js|java|html|css|sh|awk|properties)") || !name.contains(".");
    }

    private static List<Path> documents() throws IOException {
        return files(file -> file.toString().endsWith(".md"));
    }

    private static List<Path> packageInfos() throws IOException {
        return files(file -> file.endsWith("package-info.java"));
    }

    private static List<Path> files(Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        collect(ROOT, wanted, found);
        return found;
    }

    private static void collect(Path folder, Predicate<Path> wanted, List<Path> found) throws IOException {
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.sorted().toList();
        }
        for (Path entry : entries) {
            if (!Files.isDirectory(entry)) {
                if (wanted.test(entry)) {
                    found.add(entry);
                }
            } else if (!SKIPPED_FOLDERS.contains(entry.getFileName().toString())) {
                collect(entry, wanted, found);
            }
        }
    }

    private static boolean resolves(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length == 1 || anchors(Files.readString(target)).anyMatch(anchor -> anchor.equals(parts[1])));
    }

    /** The anchors that GitHub gives to headings. */
    private static Stream<String> anchors(String document) {
        return all(HEADING, FENCE.matcher(document).replaceAll("")).stream()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
