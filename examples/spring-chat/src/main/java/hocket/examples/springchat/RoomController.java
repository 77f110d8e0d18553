package hocket.examples.springchat;

import hocket.spring.SocketIoOperations;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The rooms over REST. What is posted here reaches the sockets too. */
@RestController
@RequestMapping("/api/rooms")
class RoomController {
    /** What is posted. */
    record Text(
            @NotBlank @Size(max = ChatController.MAX_TEXT_LENGTH)
            String text) {}

    private final SocketIoOperations io;
    private final Messages messages;

    RoomController(SocketIoOperations io, Messages messages) {
        this.io = io;
        this.messages = messages;
    }

    @GetMapping
    List<String> rooms() {
        return Rooms.NAMES;
    }

    @GetMapping("/{room}/messages")
    List<Message> last(@PathVariable String room) {
        return messages.last(room);
    }

    @PostMapping("/{room}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    Message say(@PathVariable String room, @Valid @RequestBody Text text, Principal author) {
        Message stored = messages.add(room, author.getName(), text.text());
        io.of(ChatController.NAMESPACE).to(Rooms.channel(room)).emit("said", stored);
        return stored;
    }
}
