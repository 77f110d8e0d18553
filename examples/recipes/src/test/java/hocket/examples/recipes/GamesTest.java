package hocket.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.examples.recipes.Games.Move;
import hocket.examples.recipes.Games.State;
import hocket.testkit.TestClient;
import hocket.testkit.TestServer;
import org.junit.jupiter.api.Test;

class GamesTest {
    private final TestServer server = TestServer.start(io -> new Games().register(io));

    @Test
    void movesReachBothPlayersAsBinary() {
        TestClient white = server.connect("/game-3");
        TestClient black = server.connect("/game-3");
        assertThat(white.next(Games.STATE).board()).containsExactly(new byte[9]);
        black.next(Games.STATE);

        white.emit(Games.MOVE, new Move(4, (byte) 1));
        State after = black.next(Games.STATE);
        assertThat(after.moves()).isEqualTo(1);
        assertThat(after.board()).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0);
        assertThat(white.next(Games.STATE).moves()).isEqualTo(1);
    }

    @Test
    void pointersGoToTheOtherPlayerOnly() {
        TestClient white = server.connect("/game-3");
        TestClient black = server.connect("/game-3");
        black.next(Games.STATE);
        white.next(Games.STATE);
        white.emit("pointer", 7);
        assertThat(black.next("pointer").get(0, int.class)).isEqualTo(7);
        assertThat(white.waiting()).isEmpty();
    }

    @Test
    void gamesAreApartAndFullWithTwo() {
        server.connect("/game-3");
        server.connect("/game-3");
        assertThat(server.connect("/game-4").isConnected()).isTrue();
        TestClient third = server.connect("/game-3");
        assertThat(third.isConnected()).isFalse();
        assertThat(third.connectError().json(0)).isEqualTo("{\"message\":\"the game is full\"}");
        assertThat(server.connect("/game-33").connectError().json(0)).isEqualTo("{\"message\":\"Invalid namespace\"}");
    }
}
