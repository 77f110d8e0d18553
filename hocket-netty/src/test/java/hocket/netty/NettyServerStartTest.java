package hocket.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.engine.spi.HostHandler;
import hocket.testkit.RawConnection;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server can be told before it starts, and where it listens then. */
@Timeout(20)
class NettyServerStartTest {
    private static NettyServer.Builder server() {
        return NettyServer.builder(HostHandler.answering(204)).threads(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void aTakenPortIsNamed(IoTransport transport) throws IOException {
        try (NettyServer first = server().start()) {
            assertThatThrownBy(() ->
                            server().transport(transport).port(first.port()).start())
                    .isInstanceOf(BindException.class)
                    .hasMessage("cannot listen on port " + first.port() + ": it is in use by another program");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void addressesThatCannotBeUsedAreNamed(IoTransport transport) {
        assertThatThrownBy(
                        () -> server().transport(transport).host("192.0.2.77").start())
                .isInstanceOf(BindException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.77:0: ")
                .hasMessageContaining("Cannot assign requested address");
        assertThatThrownBy(
                        () -> server().transport(transport).host("no such host").start())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot listen on no such host: there is no such host");
    }

    @Test
    void bothFamiliesOfAddressesAreServed() throws IOException {
        EchoHandler handler = new EchoHandler();
        try (NettyServer server = NettyServer.builder(handler).start()) {
            for (String address : new String[] {"127.0.0.1", "::1"}) {
                InetAddress target = InetAddress.getAllByName(address)[0];
                try (RawConnection client = RawConnection.open(new InetSocketAddress(target, server.port()), 0)) {
                    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").readResponse();
                    String seen = handler.requests.remove().remoteAddress();
                    assertThat(InetAddress.getAllByName(seen)).containsExactly(target);
                    assertThat(seen.contains(":")).isEqualTo(target instanceof Inet6Address);
                }
            }
        }
    }

    @Test
    void everyTransportOfThisMachineServes() throws IOException {
        for (IoTransport transport : IoTransport.values()) {
            if (transport.isAvailable()) {
                try (NettyServer server = NettyServer.builder(new EchoHandler())
                                .transport(transport)
                                .start();
                        RawConnection client = RawConnection.open(server.port())) {
                    client.send("GET /" + transport + " HTTP/1.1\r\nHost: h\r\n\r\n");
                    assertThat(client.readResponse().body().utf8()).isEqualTo("GET /" + transport + " ");
                }
            }
        }
    }

    @Test
    void hostIsTheOnlyAddress() throws IOException {
        try (NettyServer server = server().host("127.0.0.1").start()) {
            assertThat(server.address()).hasToString("/127.0.0.1:" + server.port());
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> server().port(65_536)).hasMessage("port must be 0 to 65535, not 65536");
        assertThatThrownBy(() -> server().threads(0)).hasMessage("threads must be 1 or more, not 0");
        assertThatThrownBy(() -> server().trustedProxies("10.0.0.0/x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server().trustedProxies("proxy.example"))
                .hasMessage("not an IP address or network: proxy.example");
    }
}
