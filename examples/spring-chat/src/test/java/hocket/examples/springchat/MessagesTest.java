package hocket.examples.springchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessagesTest {
    private final Messages messages = new Messages();

    @Test
    void eachRoomKeepsItsLastMessages() {
        messages.add("garden", "ada", "before");
        for (int i = 1; i <= Messages.KEPT + 1; i++) {
            messages.add("lobby", "ada", "message " + i);
        }

        assertThat(messages.last("lobby")).hasSize(Messages.KEPT);
        assertThat(messages.last("lobby").get(0).text()).isEqualTo("message 2");
        assertThat(messages.last("garden")).extracting(Message::text).containsExactly("before");
        assertThat(messages.last("attic")).isEmpty();
    }

    @Test
    void numbersGrow() {
        Message first = messages.add("garden", "ada", "one");

        assertThat(messages.add("lobby", "bob", "two").number()).isGreaterThan(first.number());
    }

    @Test
    void onlyTheRoomsThereAreHaveMessages() {
        assertThatThrownBy(() -> messages.add("user:ada", "bob", "psst")).hasMessage("there is no room user:ada");
        assertThatThrownBy(() -> messages.last("cellar")).isInstanceOf(NoSuchRoomException.class);
    }
}
