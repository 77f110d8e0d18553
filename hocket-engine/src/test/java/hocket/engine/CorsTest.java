package hocket.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CorsTest {
    private final HttpHeaders answer = new HttpHeaders();

    private HttpResponse apply(Cors cors, String method, String... headers) {
        HttpHeaders fields = new HttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return cors.apply(new HttpRequest(method, "/engine.io/", fields, "192.0.2.1", false), answer);
    }

    @Test
    void anyOriginIsAStar() {
        assertThat(apply(Cors.any(), "GET", "Origin", "https://a")).isNull();
        assertThat(answer.get("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.get("Vary")).isNull();
    }

    @Test
    void oneOriginIsAlwaysSentAsItIs() {
        apply(Cors.allow("https://a"), "GET", "Origin", "https://b");
        assertThat(answer.get("Access-Control-Allow-Origin")).isEqualTo("https://a");
        assertThat(answer.get("Vary")).isEqualTo("Origin");
    }

    @Test
    void oneOfSeveralOriginsIsReflected() {
        apply(Cors.allow("https://a", "https://b"), "GET", "Origin", "https://b");
        assertThat(answer.get("Access-Control-Allow-Origin")).isEqualTo("https://b");
    }

    @Test
    void anOriginThatIsNotAllowedGetsNoHeaderButIsServed() {
        assertThat(apply(Cors.allow("https://a", "https://b"), "GET", "Origin", "https://c"))
                .isNull();
        assertThat(answer.get("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.get("Vary")).isEqualTo("Origin");
    }

    @Test
    void preflightIsAnsweredWithWhatItAsksFor() {
        HttpResponse preflight =
                apply(Cors.any(), "OPTIONS", "Origin", "https://a", "Access-Control-Request-Headers", "x-one,x-two");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(answer.get("Access-Control-Allow-Methods")).isEqualTo("GET,HEAD,PUT,PATCH,POST,DELETE");
        assertThat(answer.get("Access-Control-Allow-Headers")).isEqualTo("x-one,x-two");
        assertThat(answer.get("Vary")).isEqualTo("Access-Control-Request-Headers");
    }

    @Test
    void everyOptionHasItsHeader() {
        Cors cors = Cors.builder()
                .origins(origin -> origin.endsWith(".example"))
                .credentials(true)
                .methods("GET", "POST")
                .allowedHeaders("x-a", "x-b")
                .exposedHeaders("x-c")
                .maxAge(Duration.ofMinutes(10))
                .optionsSuccessStatus(200)
                .build();
        assertThat(apply(cors, "OPTIONS", "Origin", "https://app.example").status())
                .isEqualTo(200);
        assertThat(answer.get("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
        assertThat(answer.get("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.get("Access-Control-Allow-Methods")).isEqualTo("GET,POST");
        assertThat(answer.get("Access-Control-Allow-Headers")).isEqualTo("x-a,x-b");
        assertThat(answer.get("Access-Control-Expose-Headers")).isEqualTo("x-c");
        assertThat(answer.get("Access-Control-Max-Age")).isEqualTo("600");
    }

    @Test
    void preflightMayContinue() {
        assertThat(apply(Cors.builder().preflightContinue(true).build(), "OPTIONS"))
                .isNull();
        assertThat(answer.get("Access-Control-Allow-Methods")).isNotNull();
    }

    @Test
    void credentialsForEveryOriginAreAStartUpError() {
        assertThatThrownBy(() -> Cors.builder().credentials(true).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials need origins to be named");
    }
}
