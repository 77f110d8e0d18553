package hocket.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.CallException;
import hocket.examples.recipes.TypedChat.Message;
import hocket.examples.recipes.TypedChat.Receipt;
import hocket.testkit.TestClient;
import hocket.testkit.TestServer;
import org.junit.jupiter.api.Test;

class TypedChatTest {
    private final TestServer server = TestServer.start(io -> new TypedChat().register(io));
    private final TestClient ada = server.connect();
    private final TestClient bob = server.connect();

    @Test
    void whatIsSaidReachesTheOthersInTheRoomAndIsReceipted() {
        ada.emit(TypedChat.ENTER, "tea");
        bob.emit(TypedChat.ENTER, "tea");
        TestClient elsewhere = server.connect();

        assertThat(ada.call(TypedChat.SAY, new Message("tea", "hello"))).isCompletedWithValue(new Receipt(1));
        assertThat(bob.next(TypedChat.SAID)).isEqualTo(new Message("tea", "hello"));
        assertThat(ada.waiting()).isEmpty();
        assertThat(elsewhere.waiting()).isEmpty();
    }

    @Test
    void whoIsNotInTheRoomIsRefused() {
        assertThatThrownBy(() ->
                        ada.call(TypedChat.SAY, new Message("tea", "hello")).join())
                .hasCauseInstanceOf(CallException.class)
                .hasMessageContaining("Enter tea first.");
    }

    @Test
    void whatDoesNotFitIsAnsweredAndTheSocketLivesOn() {
        assertThatThrownBy(() -> TypedChat.SAY.read(ada.emitWithAck("say", 42).join()))
                .isInstanceOfSatisfying(
                        CallException.class,
                        error -> assertThat(error.code()).isEqualTo(CallException.INVALID_ARGUMENTS));
        assertThat(server.errors()).hasSize(1);
        assertThat(ada.isConnected()).isTrue();
    }
}
