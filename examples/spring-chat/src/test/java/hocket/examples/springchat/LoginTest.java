package hocket.examples.springchat;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import hocket.engine.EngineSocket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Socket.IO behind the login, seen from the wire. */
class LoginTest extends RunningChat {
    private static final String POLL = "/socket.io/?EIO=4&transport=polling";

    @Test
    void aStrangerIsRefusedAndLeavesNoSessionBehind() throws Exception {
        HttpResponse<String> refused = visitor().get(POLL);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void pagesOfOtherHostsAreRefused() throws Exception {
        Visitor ada = visitor().logIn("ada");

        assertThat(ada.get(POLL, "Origin", "https://elsewhere.example").statusCode())
                .isEqualTo(403);
    }

    @Test
    void thePollThatWaitsIsAnsweredWhenItsUserLogsOut() throws Exception {
        Visitor ada = visitor().logIn("ada");
        String poll = open(ada);
        CompletableFuture<HttpResponse<String>> waiting = ada.begin(poll);
        await("the poll waits").until(this::someoneIsPolling);
        ada.logOut();

        assertThat(waiting.get(20, SECONDS).statusCode()).isEqualTo(200);
        assertThat(waiting.get().body()).startsWith("41/chat,");
        assertThat(ada.get(poll).statusCode()).isEqualTo(401);
    }

    private boolean someoneIsPolling() throws Exception {
        EngineSocket session = sockets().iterator().next().conn();
        CompletableFuture<Boolean> polling = new CompletableFuture<>();
        session.lane().execute(() -> polling.complete(session.isTransportWritable()));
        return polling.get(20, SECONDS);
    }

    /** Opens a polling session in the chat; returns where it polls. */
    private static String open(Visitor visitor) throws Exception {
        String handshake = visitor.get(POLL).body();
        String poll = POLL + "&sid=" + JsonPath.read(handshake.substring(1), "$.sid");
        assertThat(visitor.post(poll, "40/chat,").body()).isEqualTo("ok");
        assertThat(visitor.get(poll).body()).startsWith("40/chat,{");
        return poll;
    }
}
