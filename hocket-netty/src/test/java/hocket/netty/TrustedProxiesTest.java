package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who the client is, and whether it came over TLS, when proxies say so, and when a client makes it up. */
class TrustedProxiesTest {
    private final TrustedProxies trusted = TrustedProxies.of("10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::1");

    private static InetAddress ip(String address) throws UnknownHostException {
        return InetAddress.getAllByName(address)[0];
    }

    /** One or more fields of that name, a slash between their values. */
    private static HttpHeaders headers(String name, String values) {
        return new DefaultHttpHeaders().add(name, List.of(values.split(" / ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 203.0.113.9",
                "1.1.1.1, 203.0.113.9 | 203.0.113.9",
                "10.9.9.9, 203.0.113.9 | 203.0.113.9",
                "1.1.1.1 / 203.0.113.9, 10.1.1.1 | 203.0.113.9",
                "203.0.113.9 / 10.1.1.1 | 203.0.113.9",
                "203.0.113.9, 192.0.2.7, 10.1.1.1 | 203.0.113.9",
                "203.0.113.9, ::1, 2001:db8::7 | 203.0.113.9",
                "10.0.0.7, 10.0.0.8 | 10.0.0.7",
                "2001:DB9:0:0:0:0:0:9 | 2001:db9::9",
                "::ffff:203.0.113.9 | 203.0.113.9"
            })
    void theClientIsTheLastThatIsNoProxy(String values, String client) throws Exception {
        assertClient(values, client);
    }

    /** Nothing before it is believed either. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 10.0.0.1",
                "203.0.113.9:1234 | 10.0.0.1",
                "203.0.113.9, unknown | 10.0.0.1",
                "1.1.1.1, evil, 10.2.2.2 | 10.2.2.2",
                "localhost | 10.0.0.1",
                "203.0.113.999 | 10.0.0.1",
                "0x7f.1 | 10.0.0.1"
            })
    void whatIsNoAddressIsNotBelieved(String values, String client) throws Exception {
        assertClient(values, client);
    }

    private void assertClient(String values, String client) throws UnknownHostException {
        HttpHeaders headers = headers("X-Forwarded-For", values);
        assertThat(trusted.clientAddress(ip("10.0.0.1"), headers)).isEqualTo(client);
        assertThat(trusted.clientAddress(ip("2001:db8::1"), headers))
                .isEqualTo(client.equals("10.0.0.1") ? "2001:db8::1" : client);
        assertThat(trusted.clientAddress(ip("198.51.100.1"), headers)).isEqualTo("198.51.100.1");
        assertThat(TrustedProxies.NONE.clientAddress(ip("10.0.0.1"), headers)).isEqualTo("10.0.0.1");
    }

    @Test
    void withoutAListTheClientIsThePeer() throws Exception {
        assertThat(trusted.clientAddress(ip("10.0.0.1"), new DefaultHttpHeaders()))
                .isEqualTo("10.0.0.1");
        assertThat(trusted.clientAddress(ip("::1"), new DefaultHttpHeaders())).isEqualTo("::1");
    }

    @Test
    void aListAsLongAsAHeaderMayBeIsNoBurden() throws Exception {
        HttpHeaders headers = headers("X-Forwarded-For", "10.0.0.2,".repeat(1800) + "10.0.0.3");
        assertThat(trusted.clientAddress(ip("10.0.0.1"), headers)).isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https | true",
                "HTTPS | true",
                "http | false",
                "https,http | false",
                "http, HTTPS | true",
                "https / http | false",
                "http / https | true",
                "https, | false",
                "httpsx | false"
            })
    void theLastProxyHasTheLastWordOnTheScheme(String values, boolean secure) throws Exception {
        HttpHeaders headers = headers("X-Forwarded-Proto", values);
        assertThat(trusted.isSecure(ip("10.0.0.1"), headers, !secure)).isEqualTo(secure);
        assertThat(trusted.isSecure(ip("198.51.100.1"), headers, !secure)).isEqualTo(!secure);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void withoutASchemeTheConnectionTells(boolean tls) throws Exception {
        assertThat(trusted.isSecure(ip("10.0.0.1"), new DefaultHttpHeaders(), tls))
                .isEqualTo(tls);
    }
}
