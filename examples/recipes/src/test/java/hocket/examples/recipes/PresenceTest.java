package hocket.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.TypeRef;
import hocket.testkit.TestClient;
import hocket.testkit.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final TypeRef<List<String>> NAMES = new TypeRef<>() {};

    private final TestServer server = TestServer.start(io -> new Presence(Map.of("a", "ada", "b", "bob")).register(io));

    private TestClient connect(String token) {
        return server.connect("/", Map.of("token", token));
    }

    @Test
    void strangersAreRefusedWithAMessageAndData() {
        TestClient stranger = connect("x");
        assertThat(stranger.isConnected()).isFalse();
        assertThat(stranger.connectError().tree(0))
                .isEqualTo(Map.of("message", "not authorized", "data", Map.of("retry", false)));
    }

    @Test
    void aUserIsOnlineWithTheFirstSocketAndOfflineWithTheLast() {
        TestClient ada = connect("a");
        TestClient bobsPhone = connect("b");
        TestClient bobsLaptop = connect("b");
        assertThat(ada.next("online").get(0, String.class)).isEqualTo("bob");
        assertThat(ada.emitWithAck("who").join().get(0, NAMES)).containsExactly("ada", "bob");

        bobsPhone.disconnect();
        bobsLaptop.cut();
        assertThat(ada.next("online")).isNotNull();
        assertThat(ada.next("offline").get(0, String.class)).isEqualTo("bob");
        assertThat(ada.waiting()).isEmpty();
    }

    @Test
    void newsReachAllDevicesOfAUser() {
        TestClient phone = connect("b");
        TestClient laptop = connect("b");
        Presence.notify(server.io(), "bob", List.of("hello"));
        assertThat(phone.next("news").get(0, NAMES)).containsExactly("hello");
        assertThat(laptop.next("news").get(0, NAMES)).containsExactly("hello");
    }
}
