package hocket.jackson3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.JsonCodec;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both codecs on one class path, with the libraries of one, of both, or of none. */
class LoadingTest {
    private static final String JACKSON_2 = "jackson-(core|databind|datatype.*)-2.*";
    private static final String JACKSON_3 = "jackson-(core|databind)-3.*";
    private static final String THIS_MODULE = "this module";
    private static final String NOTHING = "";

    @Test
    void theOneWhoseJacksonIsThereIsLoaded() throws Exception {
        assertThat(loadedWithout(JACKSON_2)).isEqualTo("hocket.jackson3.Jackson3Codec");
        assertThat(loadedWithout(JACKSON_3)).isEqualTo("hocket.jackson.JacksonCodec");
    }

    @Test
    void theFirstOnTheClassPathIsLoadedIfBothCanBe() throws Exception {
        assertThat(loadedWithout(NOTHING)).isEqualTo("hocket.jackson3.Jackson3Codec");
        assertThat(loadedWithout(THIS_MODULE)).isEqualTo("hocket.jackson.JacksonCodec");
    }

    @Test
    void whatIsMissingIsNamedIfNeitherCanBeLoaded() {
        assertThatThrownBy(() -> loadedWithout(JACKSON_2 + "|" + JACKSON_3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("com/fasterxml/jackson/databind", "tools/jackson/databind");
    }

    /** By a class loader of its own, which has all of this class path but those jars. */
    private static String loadedWithout(String missing) throws Exception {
        List<URL> left = new ArrayList<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!name(Path.of(entry)).matches(missing)) {
                left.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(left.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return load(loader);
        }
    }

    private static String name(Path entry) throws URISyntaxException {
        URL own = Jackson3Codec.class.getProtectionDomain().getCodeSource().getLocation();
        return entry.equals(Path.of(own.toURI()))
                ? THIS_MODULE
                : entry.getFileName().toString();
    }

    private static String load(ClassLoader loader) throws IOException, ReflectiveOperationException {
        try {
            Class<?> port = loader.loadClass(JsonCodec.class.getName());
            Object codec = port.getMethod("load").invoke(null);
            assertThat(port.getMethod("toTree", Object.class).invoke(codec, List.of(1)))
                    .isEqualTo(List.of(1));
            return codec.getClass().getName();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
