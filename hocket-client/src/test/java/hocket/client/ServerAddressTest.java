package hocket.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://example.org, http://example.org, /",
        "http://example.org/, http://example.org, /",
        "http://example.org:80, http://example.org, /",
        "https://example.org:443/chat, https://example.org, /chat",
        "http://example.org:443, http://example.org:443, /",
        "https://example.org:80, https://example.org:80, /",
        "http://localhost:3000/admin?x=1, http://localhost:3000, /admin",
        "ws://example.org:80, http://example.org, /",
        "wss://example.org:443/a/b, https://example.org, /a/b",
        "WSS://example.org, https://example.org, /",
        "example.org, https://example.org, /",
        "localhost:3000, https://localhost:3000, /",
        "localhost:3000/chat, https://localhost:3000, /chat",
        "//example.org/chat, https://example.org, /chat",
        "http://[::1]:3000/chat, http://[::1]:3000, /chat",
        "http://[::1], http://[::1], /",
        "http://127.0.0.1:8080, http://127.0.0.1:8080, /",
        "http://example.org?x=1, http://example.org, /"
    })
    void anAddressIsSchemeHostPortAndNamespace(String text, String origin, String namespace) {
        ServerAddress address = ServerAddress.parse(text);

        assertThat(address.origin()).isEqualTo(origin);
        assertThat(address.namespace()).isEqualTo(namespace);
    }

    @Test
    void theQueryIsReadInOrder() {
        ServerAddress address = ServerAddress.parse("http://h/n?b=2&a=x%20y%26&flag&eq=a=b&plus=1+1&empty=");

        assertThat(address.query().keySet()).containsExactly("b", "a", "flag", "eq", "plus", "empty");
        assertThat(address.query())
                .containsEntry("b", "2")
                .containsEntry("a", "x y&")
                .containsEntry("flag", "")
                .containsEntry("eq", "a=b")
                .containsEntry("plus", "1 1")
                .containsEntry("empty", "");
    }

    @Test
    void withoutAQueryThereAreNoParameters() {
        assertThat(ServerAddress.parse("http://h").query()).isEmpty();
        assertThat(ServerAddress.parse("http://h?").query()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org", "file:///etc", "http://", "", "/chat", "http://a b", "http://h:x"})
    void whatIsNoAddressIsRefusedWithItsText(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
