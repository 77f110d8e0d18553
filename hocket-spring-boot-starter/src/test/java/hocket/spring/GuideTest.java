package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.config.Customizer.withDefaults;

import hocket.client.ConnectErrorException;
import hocket.client.SimpleClient;
import hocket.client.SocketOptions;
import hocket.client.TransportName;
import hocket.server.ConnectRefusedException;
import hocket.server.Socket;
import hocket.server.annotation.BeforeConnect;
import hocket.server.annotation.OnConnect;
import hocket.server.annotation.OnEvent;
import hocket.server.annotation.SocketController;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** What docs/spring-boot.md shows: a login at the door, a token behind it, and a context path. */
@Tag("container")
class GuideTest {
    private static Running application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {
        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("ada").password("{noop}secret").build());
        }

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC)
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/socket.io/**"))
                    .httpBasic(withDefaults())
                    .build();
        }
    }

    @SocketController("/door")
    static class Door {
        record Credentials(String token) {}

        @BeforeConnect
        void enter(Socket socket, Credentials auth) throws ConnectRefusedException {
            if (!auth.token().startsWith("of ")) {
                throw new ConnectRefusedException("who are you?");
            }
            socket.principal(new TestingAuthenticationToken(auth.token().substring(3), "", "ROLE_USER"));
        }

        @OnConnect
        void fail() {
            throw new IllegalStateException("after the door");
        }

        @OnEvent("who")
        String who(Principal principal, Authentication authentication) {
            return principal.getName() + authentication.getAuthorities();
        }
    }

    @BeforeAll
    static void start() {
        application = Running.start(Shop.class, "server.servlet.context-path=/shop");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static SimpleClient connect(TransportName transport, String token) throws Exception {
        String login = Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8));
        return SimpleClient.connect(
                application.url() + "/door",
                options -> options.path("/shop/socket.io")
                        .transports(transport)
                        .extraHeaders(Map.of("Authorization", "Basic " + login)),
                SocketOptions.builder().auth(Map.of("token", token)).build(),
                Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource(TransportName.class)
    void aTokenSaysWhoTheSocketIsBehindALoginThatAllRequestsNeed(TransportName transport) throws Exception {
        try (SimpleClient client = connect(transport, "of bob")) {
            assertThat(client.call("who").get(0, String.class)).isEqualTo("bob[ROLE_USER]");
        }
        assertThatThrownBy(() -> connect(transport, "made up"))
                .isInstanceOf(ConnectErrorException.class)
                .hasMessageContaining("who are you?");
    }

    @Test
    void whoHasNoLoginGetsNoHandshake() throws Exception {
        URI uri = URI.create(application.url() + "/shop/socket.io/?EIO=4&transport=polling");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
