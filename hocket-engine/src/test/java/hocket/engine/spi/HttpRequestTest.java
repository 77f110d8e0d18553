package hocket.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
    private static HttpRequest request(String url) {
        return request(url, new HttpHeaders());
    }

    private static HttpRequest request(String url, HttpHeaders headers) {
        return new HttpRequest("GET", url, headers, "192.0.2.1", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/p?a=1&b=2 b 2",
                "/p?a=1&a=2 a 1",
                "/p?a a ''",
                "/p?a= a ''",
                "/p?&&a=1& a 1",
                "/p?aa=1&a=2 a 2",
                "/p?a=1=2 a 1=2",
                "/p?x&a=1 a 1",
                "/p?a=x?y a x?y",
                "/p?%61=1&a=2 a 1",
                "/p?a+b=1 'a b' 1",
                "/p?a=%C3%A9+%26 a 'é &'",
                "/p?%zz=1 %zz 1",
                "/p?a=%zz a %zz",
                "/p?=1 '' 1"
            })
    void parameterIsFoundAloneAndAmongAll(String url, String name, String value) {
        HttpRequest request = request(url);
        assertThat(request.query(name)).isEqualTo(value);
        assertThat(request.query()).containsEntry(name, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/p", "/p?", "/p?&", "/p?b=a", "/p?ab=1", "/a=1"})
    void parameterThatIsNotThereIsNull(String url) {
        assertThat(request(url).query("a")).isNull();
        assertThat(request(url).query()).doesNotContainKey("a");
    }

    @Test
    void allParametersAreInOrderAndTheFirstOfEachName() {
        assertThat(request("/p?z=1&a=2&z=3&m").query())
                .containsExactly(entry("z", "1"), entry("a", "2"), entry("m", ""));
    }

    @Test
    void pathIsWhatStandsBeforeTheQuery() {
        assertThat(request("/a/b%20c?d=/e").path()).isEqualTo("/a/b%20c");
        assertThat(request("/a").path()).isEqualTo("/a");
    }

    @Test
    void compactRequestSaysTheSame() {
        HttpHeaders headers = new HttpHeaders()
                .add("Host", "h:80")
                .add("user-agent", "spelled otherwise")
                .add("Cookie", "a=\u00e9; b=\u00ff")
                .add("X-Own", "")
                .add("cookie", "\u0080")
                .add("Cookie", "Host");
        HttpRequest request = request("/p?a=1&b=%C3%A9", headers);
        List<String> before = seenOf(request);
        request.compact();
        assertThat(seenOf(request)).isEqualTo(before);
        request.compact();
        assertThat(seenOf(request)).isEqualTo(before);
        assertThat(request.header("COOKIE")).isEqualTo("a=\u00e9; b=\u00ff");
        assertThat(request.headers().all("cookie")).containsExactly("a=\u00e9; b=\u00ff", "\u0080", "Host");
        assertThat(request.header("X-Own")).isEmpty();
        assertThat(request.header("X-Other")).isNull();
    }

    private static List<String> seenOf(HttpRequest request) {
        List<String> seen = new ArrayList<>(List.of(request.method(), request.url(), request.path()));
        seen.addAll(List.of(request.remoteAddress(), request.query().toString(), request.toString()));
        seen.add(request.isSecure() + " " + request.isWebSocketUpgrade());
        request.headers().forEach((name, value) -> seen.add(name + ": " + value));
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/\u20ac", "/line\nfeed", ""})
    void urlThatNoSoundRequestHasStaysAsItIs(String url) {
        HttpRequest request = request(url, new HttpHeaders().add("Host", "h"));
        request.compact();
        assertThat(request.url()).isEqualTo(url);
        assertThat(request.header("Host")).isEqualTo("h");
    }

    @Test
    void compactRequestWithoutHeadersHasNone() {
        HttpRequest request = request("/");
        request.compact();
        assertThat(request.headers().toString()).isEqualTo("[]");
        assertThat(request.remoteAddress()).isEqualTo("192.0.2.1");
    }
}
