package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private final TrustedProxies trusted = TrustedProxies.of("10.0.0.0/8", "192.0.2.7", "2001:db8::/32");

    private static HttpHeaders forwarded(String... values) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (String value : values) {
            headers.add("X-Forwarded-For", value);
        }
        return headers;
    }

    private static InetAddress ip(String address) throws UnknownHostException {
        return InetAddress.getAllByName(address)[0];
    }

    @Test
    void headersOfStrangersAreIgnored() throws UnknownHostException {
        assertThat(trusted.clientAddress(ip("198.51.100.1"), forwarded("203.0.113.9")))
                .isEqualTo("198.51.100.1");
        HttpHeaders https = new DefaultHttpHeaders().add("X-Forwarded-Proto", "https");
        assertThat(trusted.isSecure(ip("198.51.100.1"), https, false)).isFalse();
        assertThat(TrustedProxies.NONE.clientAddress(ip("10.0.0.1"), forwarded("203.0.113.9")))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void clientIsTheLastHopThatIsNoTrustedProxy() throws UnknownHostException {
        assertThat(trusted.clientAddress(ip("10.0.0.1"), forwarded("203.0.113.9")))
                .isEqualTo("203.0.113.9");
        assertThat(trusted.clientAddress(ip("10.0.0.1"), forwarded("203.0.113.9, 192.0.2.7, 10.1.1.1")))
                .isEqualTo("203.0.113.9");
        assertThat(trusted.clientAddress(ip("2001:db8::1"), forwarded("203.0.113.9", "10.1.1.1")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void addressesThatTheClientMadeUpAreNotBelieved() throws UnknownHostException {
        assertThat(trusted.clientAddress(ip("10.0.0.1"), forwarded("10.9.9.9, 203.0.113.9")))
                .isEqualTo("203.0.113.9");
        assertThat(trusted.clientAddress(ip("10.0.0.1"), forwarded("1.1.1.1, evil, 10.2.2.2")))
                .isEqualTo("10.2.2.2");
        assertThat(trusted.clientAddress(ip("10.0.0.1"), forwarded(""))).isEqualTo("10.0.0.1");
    }

    @Test
    void schemeOfATrustedProxyCounts() throws UnknownHostException {
        HttpHeaders https = new DefaultHttpHeaders().add("X-Forwarded-Proto", "HTTPS");
        HttpHeaders http = new DefaultHttpHeaders().add("X-Forwarded-Proto", "http");
        assertThat(trusted.isSecure(ip("10.0.0.1"), https, false)).isTrue();
        assertThat(trusted.isSecure(ip("10.0.0.1"), http, true)).isFalse();
        assertThat(trusted.isSecure(ip("10.0.0.1"), new DefaultHttpHeaders(), true))
                .isTrue();
    }
}
