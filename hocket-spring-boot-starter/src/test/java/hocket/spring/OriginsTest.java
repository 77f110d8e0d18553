package hocket.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Whose pages may connect. */
@Tag("container")
class OriginsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Open {
        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .cors(Customizer.withDefaults())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithCors extends Open {
        @Bean
        CorsConfigurationSource corsConfigurationSource() {
            CorsConfiguration rules = new CorsConfiguration();
            rules.setAllowedOriginPatterns(List.of("https://*.example"));
            rules.setAllowCredentials(true);
            rules.setAllowedHeaders(List.of("X-Color"));
            rules.setAllowedMethods(List.of("GET", "POST"));
            UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
            source.registerCorsConfiguration("/**", rules);
            return source;
        }
    }

    private static HttpResponse<String> handshake(Running application, String method, String... headers)
            throws IOException, InterruptedException {
        URI uri = URI.create(application.url() + "/socket.io/?EIO=4&transport=polling");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void byDefaultThoseOfTheSameHost() throws Exception {
        try (Running application = Running.start(Open.class, "server.forward-headers-strategy=framework")) {
            assertThat(handshake(application, "GET").statusCode()).isEqualTo(200);
            assertThat(handshake(application, "GET", "Origin", application.url())
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> theirs = handshake(application, "GET", "Origin", "https://theirs.example");
            assertThat(theirs.statusCode()).isEqualTo(403);
            assertThat(handshake(
                                    application,
                                    "GET",
                                    "Origin",
                                    "https://ours.example",
                                    "X-Forwarded-Host",
                                    "ours.example",
                                    "X-Forwarded-Proto",
                                    "https")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void thoseThatTheApplicationsCorsConfigurationAllows() throws Exception {
        try (Running application = Running.start(WithCors.class)) {
            HttpResponse<String> allowed = handshake(application, "GET", "Origin", "https://app.example");
            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(allowed.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly("https://app.example");
            assertThat(allowed.headers().allValues("Access-Control-Allow-Credentials"))
                    .containsExactly("true");
            HttpResponse<String> preflight = handshake(
                    application,
                    "OPTIONS",
                    "Origin",
                    "https://app.example",
                    "Access-Control-Request-Method",
                    "GET",
                    "Access-Control-Request-Headers",
                    "X-Color");
            assertThat(preflight.statusCode()).as(preflight.body()).isBetween(200, 204);
            assertThat(preflight.headers().allValues("Access-Control-Allow-Headers"))
                    .containsExactly("X-Color");
            assertThat(handshake(application, "GET", "Origin", "https://theirs.test")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(handshake(application, "GET", "Origin", application.url())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void thoseThatAreListed() throws Exception {
        try (Running application =
                Running.start(Open.class, "hocket.allowed-origins=https://one.example,https://two.example")) {
            HttpResponse<String> two = handshake(application, "GET", "Origin", "https://two.example");
            assertThat(two.statusCode()).isEqualTo(200);
            assertThat(two.headers().allValues("Access-Control-Allow-Origin")).containsExactly("https://two.example");
            assertThat(handshake(application, "GET", "Origin", "https://three.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(handshake(application, "GET", "Origin", application.url())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
