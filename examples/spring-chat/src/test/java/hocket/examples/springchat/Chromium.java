package hocket.examples.springchat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The browser of this machine. */
final class Chromium {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private Chromium() {}

    /** Where it is: at {@code -Dchromium.path}, else on the PATH. */
    static Optional<Path> path() {
        String given = System.getProperty("chromium.path", "");
        Stream<Path> candidates = given.isEmpty() ? onPath() : Stream.of(Path.of(given));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> onPath() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    }
}
