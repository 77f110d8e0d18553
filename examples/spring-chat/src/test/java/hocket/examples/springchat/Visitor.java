package hocket.examples.springchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who speaks HTTP, and keeps cookies. */
final class Visitor {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String url;

    Visitor(String url) {
        this.url = url;
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return http.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    /** A request that may take its time. */
    CompletableFuture<HttpResponse<String>> begin(String path) {
        return http.sendAsync(request(path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return http.send(
                request(path, headers).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** Says something over REST. */
    HttpResponse<String> say(String room, String text, String... headers) throws IOException, InterruptedException {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return post("/api/rooms/" + room + "/messages", "{\"text\":\"" + text + "\"}", all);
    }

    /** Fills in the form. */
    Visitor logIn(String name) throws IOException, InterruptedException {
        assertThat(submit("/login", "username=" + name + "&password=" + name)
                        .headers()
                        .firstValue("Location"))
                .hasValue(url + "/");
        return this;
    }

    void logOut() throws IOException, InterruptedException {
        assertThat(submit("/logout", "").headers().firstValue("Location")).hasValue(url + "/login?logout");
    }

    private HttpResponse<String> submit(String page, String fields) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get(page, "Accept", "text/html").body());
        assertThat(csrf.find()).as("the form on " + page).isTrue();
        return post(page, fields + "&_csrf=" + csrf.group(1), "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Asks for a token. */
    String token(String name) throws IOException, InterruptedException {
        return JsonPath.read(
                post("/token", "", "Authorization", basic(name, name)).body(), "$.token");
    }

    static String basic(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(WAIT);
        return headers.length == 0 ? request : request.headers(headers);
    }
}
