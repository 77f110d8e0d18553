package hocket.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.examples.chat.Rooms.Seat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomsTest {
    private final Rooms rooms = new Rooms();

    @Test
    void whoSitsDownIsThereUntilStandingUp() {
        Seat ada = new Seat("Ada", "key of ada");

        assertThat(rooms.sit("lobby", ada)).isTrue();
        assertThat(rooms.names("lobby")).containsExactly("Ada");
        assertThat(rooms.stand("lobby", ada)).isTrue();
        assertThat(rooms.names("lobby")).isEmpty();
        assertThat(rooms.stand("lobby", ada)).isFalse();
    }

    @Test
    void namesAreSortedWithoutRegardToCase() {
        rooms.sit("lobby", new Seat("bob", "1"));
        rooms.sit("lobby", new Seat("Cleo", "2"));
        rooms.sit("lobby", new Seat("Ada", "3"));

        assertThat(rooms.names("lobby")).containsExactly("Ada", "bob", "Cleo");
    }

    @Test
    void aNameBelongsToOnePersonInARoom() {
        rooms.sit("lobby", new Seat("Ada", "1"));

        assertThatThrownBy(() -> rooms.sit("lobby", new Seat("ADA", "2")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Somebody is called Ada in this room.");
        assertThat(rooms.sit("elsewhere", new Seat("Ada", "2"))).isTrue();
    }

    @Test
    void aPageGetsItsNameBackFromItsLostConnection() {
        Seat lost = new Seat("Ada", "key of ada");
        rooms.sit("lobby", lost);
        Seat back = new Seat("Ada", "key of ada");

        assertThat(rooms.sit("lobby", back)).isFalse();
        assertThat(rooms.stand("lobby", lost)).isFalse();
        assertThat(rooms.names("lobby")).containsExactly("Ada");
        assertThat(rooms.stand("lobby", back)).isTrue();
    }

    @Test
    void anEmptyRoomIsForgotten() {
        Seat ada = new Seat("Ada", "1");
        rooms.sit("lobby", ada);
        rooms.stand("lobby", ada);

        assertThat(rooms.count()).isZero();
    }

    @Test
    void spaceAroundANameIsDropped() {
        assertThat(Rooms.requireName("A name", "  Ada Lovelace\n")).isEqualTo("Ada Lovelace");
        assertThat(Rooms.requireName("A name", "😀".repeat(20))).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "123456789012345678901"})
    void aNameHasOneToTwentyVisibleCharacters(String name) {
        assertThatThrownBy(() -> Rooms.requireName("A name", name))
                .isInstanceOf(RefusedException.class)
                .hasMessage("A name has 1 to 20 characters.");
    }
}
