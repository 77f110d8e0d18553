package hocket.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.ByteSlice;
import hocket.core.EnginePacket;
import hocket.core.EnginePacketType;
import hocket.core.Payload;
import hocket.core.ProtocolException;
import hocket.core.Revision;
import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollingBodyTest {
    private static final HttpCompression FROM_TEN = new HttpCompression(10);

    private static Payload payload(String text) {
        return Revision.V4.encode(List.of(EnginePacket.text(EnginePacketType.MESSAGE, text)), false);
    }

    private static HttpRequest request(String query, String... headers) {
        HttpHeaders fields = new HttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return new HttpRequest("GET", "/engine.io/?" + query, fields, "192.0.2.1", false);
    }

    @Test
    void jsonpIsAScriptThatCannotBeLeft() {
        HttpResponse response = PollingBody.response(
                request("j=1);alert(2"), payload("a\"\\\n\u2028\u2029</script>\u0001"), true, null);
        assertThat(response.body().utf8())
                .isEqualTo("___eio[12](\"4a\\\"\\\\\\u000a\\u2028\\u2029<\\/script>\\u0001\");");
        assertThat(response.headers().get("Content-Type")).isEqualTo("text/javascript; charset=UTF-8");
        assertThat(response.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "d=4hello, 4hello",
        "d=4a%5C%5Cnb, '4a\\nb'", // \\n is a backslash and an n
        "d=4a%2Bb+c, 4a+b c",
        "d=4x&other=1, 4x"
    })
    void jsonpBodyIsAForm(String body, String payload) throws ProtocolException {
        assertThat(PollingBody.text(ByteSlice.utf8(body), true).utf8()).isEqualTo(payload);
    }

    @Test
    void escapedLineFeedOfJsonpBecomesOne() throws ProtocolException {
        assertThat(PollingBody.text(ByteSlice.utf8("d=4a%5Cnb"), true).utf8()).isEqualTo("4a\nb");
    }

    @Test
    void otherJsonpBodiesAreRefused() {
        assertThatThrownBy(() -> PollingBody.text(ByteSlice.utf8("4hello"), true))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> PollingBody.text(ByteSlice.utf8("d=%zz"), true))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void invalidUtf8BecomesReplacementCharacters() throws ProtocolException {
        ByteSlice body = ByteSlice.of(new byte[] {'4', (byte) 0xff, 'x'});
        assertThat(PollingBody.text(body, false)).isEqualTo(ByteSlice.utf8("4\uFFFDx"));
    }

    @Test
    void bodyIsCompressedFromTheThresholdOnAsTheClientAccepts() throws IOException {
        Payload payload = payload("x".repeat(100));
        HttpResponse gzip = PollingBody.response(request("", "Accept-Encoding", "gzip"), payload, false, FROM_TEN);
        assertThat(gzip.headers().get("Content-Encoding")).isEqualTo("gzip");
        assertThat(gzip.headers().get("Vary")).isEqualTo("Accept-Encoding");
        byte[] bytes = gzip.body().toByteArray();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes())
                .isEqualTo(("4" + "x".repeat(100)).getBytes(StandardCharsets.UTF_8));

        HttpResponse deflate =
                PollingBody.response(request("", "Accept-Encoding", "gzip;q=0, deflate"), payload, false, FROM_TEN);
        assertThat(deflate.headers().get("Content-Encoding")).isEqualTo("deflate");
        byte[] deflated = deflate.body().toByteArray();
        assertThat(new InflaterInputStream(new ByteArrayInputStream(deflated)).readAllBytes())
                .hasSize(101);

        assertThat(PollingBody.response(request(""), payload, false, FROM_TEN)
                        .headers()
                        .get("Content-Encoding"))
                .isNull();
        HttpRequest accepting = request("", "Accept-Encoding", "gzip");
        assertThat(PollingBody.response(accepting, payload("x"), false, FROM_TEN)
                        .headers()
                        .get("Content-Encoding"))
                .isNull();
        assertThat(PollingBody.response(accepting, payload, false, null)
                        .headers()
                        .get("Content-Encoding"))
                .isNull();
    }

    @Test
    void answersAreNeverStored() {
        assertThat(PollingBody.response(request(""), payload("x"), false, null)
                        .headers()
                        .get("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void oldInternetExplorersAreToldNotToFilter() {
        HttpRequest old = request("", "User-Agent", "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0)");
        assertThat(PollingBody.response(old, payload("x"), false, null)
                        .headers()
                        .get("X-XSS-Protection"))
                .isEqualTo("0");
    }
}
