package hocket.architecture;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The pieces of Java in documents, and what the compiler says of them.
 *
 * <p>A piece is statements or members of a class, with imports in front if a reader needs them. What it takes for
 * granted stands, as members of a class, in a comment directly above it: {@code <!-- given: Socket socket; -->}.
 */
final class JavaExamples {
    private static final String IMPORTS = Stream.of(
                    "java.io.*",
                    "java.nio.ByteBuffer",
                    "java.nio.file.*",
                    "java.time.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "java.util.regex.Pattern",
                    "hocket.*",
                    "hocket.core.*",
                    "hocket.core.spi.*",
                    "hocket.engine.*",
                    "hocket.engine.spi.*",
                    "hocket.jackson.*",
                    "hocket.jackson3.*",
                    "hocket.micrometer.*",
                    "hocket.msgpack.*",
                    "hocket.netty.*",
                    "hocket.servlet.*",
                    "hocket.spring.*",
                    "hocket.spring.test.*",
                    "hocket.testkit.*",
                    "com.fasterxml.jackson.databind.ObjectMapper",
                    "com.fasterxml.jackson.datatype.jsr310.JavaTimeModule",
                    "tools.jackson.databind.MapperFeature",
                    "tools.jackson.databind.json.JsonMapper",
                    "io.micrometer.core.instrument.MeterRegistry",
                    "io.micrometer.core.instrument.Tags",
                    "io.micrometer.core.instrument.simple.SimpleMeterRegistry",
                    "jakarta.servlet.*",
                    "jakarta.validation.Valid",
                    "jakarta.validation.constraints.*",
                    "java.security.Principal",
                    "org.junit.jupiter.api.Test",
                    "org.springframework.beans.factory.annotation.Autowired",
                    "org.springframework.context.annotation.*",
                    "org.springframework.core.annotation.Order",
                    "org.springframework.security.access.prepost.PreAuthorize",
                    "org.springframework.security.config.annotation.web.builders.HttpSecurity",
                    "org.springframework.security.core.Authentication",
                    "org.springframework.security.core.annotation.AuthenticationPrincipal",
                    "org.springframework.security.core.userdetails.UserDetails",
                    "org.springframework.security.web.SecurityFilterChain",
                    "org.springframework.web.cors.*",
                    "static org.assertj.core.api.Assertions.*")
            .map(JavaExamples::importOf)
            .collect(Collectors.joining());

    /** Server and client share some names: an example is about one of them. */
    private static final String SERVER_IMPORTS =
            importOf("hocket.server.*") + importOf("hocket.server.annotation.*") + importOf("hocket.server.spi.*");

    private static final String CLIENT_IMPORTS = importOf("hocket.client.*") + importOf("hocket.client.spi.*");

    /** A Javadoc has no place for what its example takes for granted. */
    private static final Map<String, String> GIVEN_IN_PACKAGES = Map.of(
            "hocket.netty",
            "EngineServer engine;",
            "hocket.servlet",
            "SocketIoServer io;",
            "hocket.micrometer",
            "MeterRegistry registry;",
            "hocket.client.spi",
            "hocket.client.spi.ClientTransport transport; java.net.URI uri;",
            "hocket.testkit",
            "EngineOptions options; EngineListener listener;",
            "hocket.server.spi",
            "static void log(Packet event, BroadcastScope scope) {}",
            "hocket.engine.spi",
            """
            HostHandler handler;
            Lane lane;
            static class MyHttpExchange implements HttpExchange {
                MyHttpExchange(HttpRequest request, Lane lane) {}
                public HttpRequest request() { return null; }
                public Lane lane() { return null; }
                public void receive(int limitBytes, BodyReceiver receiver) {}
                public void respond(HttpResponse response) {}
                public void abort() {}
                public void onAborted(Runnable task) {}
            }
            static class MyWebSocketOffer implements WebSocketOffer {
                MyWebSocketOffer(HttpRequest request, Lane lane) {}
                public HttpRequest request() { return null; }
                public Lane lane() { return null; }
                public void reject(HttpResponse response) {}
                public void accept(
                        WebSocketSettings settings, HttpHeaders headers, Lane target, WebSocketListener listener) {}
            }
            """);

    private static final Pattern IN_MARKDOWN =
            Pattern.compile("(?ms)(?:^<!-- given:(.*?)-->\\n)?^```java\\n(.*?)^```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)^[ \\t]+```java");
    private static final Pattern IN_PACKAGE_INFO = Pattern.compile("(?ms)<pre>\\{@code\\n(.*?)^ \\* }</pre>");
    private static final Pattern PUBLIC = Pattern.compile("(?m)^public ");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package (.*);$");

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final List<Example> examples = new ArrayList<>();

    private static String importOf(String name) {
        return "import " + name + "; ";
    }

    int count() {
        return examples.size();
    }

    /** Takes the blocks of a document, none of which may be indented. */
    void addDocument(Path document) throws IOException {
        String text = Files.readString(document);
        if (INDENTED.matcher(text).find()) {
            throw new IllegalArgumentException(document + ": write ```java at the beginning of a line");
        }
        Matcher block = IN_MARKDOWN.matcher(text);
        while (block.find()) {
            String given = block.group(1) == null ? "" : block.group(1).strip();
            examples.add(new Example(document, lineOf(text, block.start(2)), given, block.group(2)));
        }
    }

    /**
     * Takes the example of a package.
     *
     * @return whether it has one
     */
    boolean addPackage(Path packageInfo) throws IOException {
        String text = Files.readString(packageInfo);
        Matcher block = IN_PACKAGE_INFO.matcher(text);
        Matcher name = PACKAGE.matcher(text);
        if (!block.find() || !name.find()) {
            return false;
        }
        String code = block.group(1).replaceAll("(?m)^ \\* ?", "");
        String given = GIVEN_IN_PACKAGES.getOrDefault(name.group(1), "");
        examples.add(new Example(packageInfo, lineOf(text, block.start(1)), given, code));
        return true;
    }

    /** What does not compile, each with its place in the document. */
    List<String> errors() throws IOException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        task(found, sources()).analyze();
        return errorsIn(found)
                .map(error -> {
                    Example example = ((Source) error.getSource()).example;
                    long line = example.line + error.getLineNumber() - 1;
                    return example.document + ":" + line + ": " + error.getMessage(Locale.ROOT);
                })
                .toList();
    }

    /** As statements what can be read as statements, and all else as members; an annotated class would be both. */
    private List<Source> sources() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Example example : examples) {
            boolean member = PUBLIC.matcher(example.code).find();
            sources.add(new Source(sources.size(), example, !member));
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        task(found, sources).parse();
        errorsIn(found).map(error -> (Source) error.getSource()).distinct().forEach(source -> {
            int number = sources.indexOf(source);
            sources.set(number, new Source(number, source.example, false));
        });
        return sources;
    }

    private JavacTask task(DiagnosticCollector<JavaFileObject> diagnostics, List<Source> sources) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> options = List.of("--release", "17", "-proc:none", "--should-stop=ifError=FLOW", "-cp", classPath);
        return (JavacTask) compiler.getTask(null, null, diagnostics, options, null, sources);
    }

    private static Stream<Diagnostic<? extends JavaFileObject>> errorsIn(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream().filter(each -> each.getKind() == Diagnostic.Kind.ERROR);
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    /**
     * One piece.
     *
     * @param line where its first line stands in the document
     * @param given what it takes for granted: members of a class
     */
    private record Example(Path document, int line, String given, String code) {}

    /** A piece as a compilation unit, whose first line is the piece's first. */
    private static final class Source extends SimpleJavaFileObject {
        private final Example example;
        private final String text;

        Source(int number, Example example, boolean statements) {
            super(URI.create("string:///Example" + number + ".java"), Kind.SOURCE);
            this.example = example;
            String imports = IMPORT.matcher(example.code)
                    .results()
                    .map(line -> line.group() + " ")
                    .collect(Collectors.joining());
            boolean client = (example.given + example.code).contains("hocket.client.");
            text = IMPORTS + (client ? CLIENT_IMPORTS : SERVER_IMPORTS) + imports + "class Example" + number + " { "
                    + example.given.replace('\n', ' ')
                    + (statements ? " void example() throws Exception { " : " ")
                    + IMPORT.matcher(example.code).replaceAll("")
                    + (statements ? "}}" : "}");
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
