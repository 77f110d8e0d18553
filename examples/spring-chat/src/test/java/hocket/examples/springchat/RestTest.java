package hocket.examples.springchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What programs and pages do over HTTP alone. */
class RestTest extends RunningChat {
    private static final String LAST = "$[-1].text";

    @Test
    void aTokenIsGivenForNameAndPassword() throws Exception {
        Visitor program = visitor();

        assertThat(program.post("/token", "").statusCode()).isEqualTo(401);
        assertThat(program.post("/token", "", "Authorization", Visitor.basic("ada", "bob"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(program.token("ada")).isNotEmpty();
    }

    @Test
    void whatIsPostedIsListed() throws Exception {
        Visitor program = visitor();
        String bearer = "Bearer " + program.token("ada");
        HttpResponse<String> posted = program.say("attic", "over REST", "Authorization", bearer);

        assertThat(posted.statusCode()).isEqualTo(201);
        assertThat(JsonPath.<String>read(posted.body(), "$.author")).isEqualTo("ada");
        String list = program.get("/api/rooms/attic/messages", "Authorization", bearer)
                .body();
        assertThat(JsonPath.<String>read(list, LAST)).isEqualTo("over REST");
        assertThat(JsonPath.<String>read(list, "$[-1].time")).endsWith("Z");
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        Visitor program = visitor();
        String bearer = "Bearer " + program.token("ada");

        assertThat(program.say("cellar", "hello", "Authorization", bearer).statusCode())
                .isEqualTo(404);
        assertThat(program.say("attic", " ", "Authorization", bearer).statusCode())
                .isEqualTo(400);
    }

    @Test
    void strangersAreLedToTheFormOrRefused() throws Exception {
        Visitor stranger = visitor();
        HttpResponse<String> page = stranger.get("/", "Accept", "text/html");

        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location")).hasValue(url() + "/login");
        assertThat(stranger.get("/api/rooms").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/api/rooms", "Authorization", "Bearer of.no.use")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aPostWithASessionNeedsTheTokenAgainstForgedOnes() throws Exception {
        Visitor ada = visitor().logIn("ada");
        String token = JsonPath.read(ada.get("/api/me").body(), "$.csrfToken");

        assertThat(ada.say("attic", "forged").statusCode()).isEqualTo(403);
        assertThat(ada.say("attic", "from the page", "X-CSRF-TOKEN", token).statusCode())
                .isEqualTo(201);
    }

    @Test
    void administratorsSeeTheConnections() throws Exception {
        assertThat(visitor().get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(visitor().logIn("ada").get("/actuator/socketio").statusCode())
                .isEqualTo(403);
        HttpResponse<String> seen = visitor().logIn("root").get("/actuator/socketio");
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).contains("\"/chat\":{");
    }
}
