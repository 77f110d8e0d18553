package hocket.examples.springchat;

import hocket.core.CallException;
import hocket.server.DataKey;
import hocket.server.Socket;
import hocket.server.annotation.BeforeConnect;
import hocket.server.annotation.OnDisconnect;
import hocket.server.annotation.OnEvent;
import hocket.server.annotation.OnException;
import hocket.server.annotation.SocketController;
import hocket.spring.SocketIoOperations;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import org.springframework.security.access.prepost.PreAuthorize;

/** Answers what pages and programs emit. All of them have logged in: nobody else gets as far as here. */
@SocketController(ChatController.NAMESPACE)
class ChatController {
    static final String NAMESPACE = "/chat";
    static final int MAX_TEXT_LENGTH = 500;

    /** What the room is called in which a socket is. */
    private static final DataKey<String> CHANNEL = DataKey.of("channel", String.class);

    /** What a client sends to say something. */
    record NewMessage(
            @NotNull String room,
            @NotBlank @Size(max = MAX_TEXT_LENGTH) String text) {}

    private final SocketIoOperations io;
    private final Messages messages;
    private final Presence presence;

    ChatController(SocketIoOperations io, Messages messages, Presence presence) {
        this.io = io;
        this.messages = messages;
        this.presence = presence;
    }

    /** Before the client hears that it is connected: somebody who logs out after that takes leave of this socket too. */
    @BeforeConnect
    void admit(Socket socket, Principal user) {
        socket.join(Rooms.ofUser(user.getName()));
    }

    @OnEvent("join")
    void join(String room, Socket socket, Principal user) {
        String channel = Rooms.channel(room);
        leave(socket, user);
        socket.data().put(CHANNEL, channel);
        socket.join(channel);
        presence.enter(channel, user.getName());
    }

    @OnEvent("say")
    Message say(@Valid NewMessage message, Socket socket, Principal author) {
        Message stored = messages.add(message.room(), author.getName(), message.text());
        socket.to(Rooms.channel(stored.room())).emit("said", stored);
        return stored;
    }

    @OnEvent("typing")
    void type(Socket socket, Principal user) {
        socket.data()
                .find(CHANNEL)
                .ifPresent(channel -> socket.to(channel).asVolatile().emit("typing", user.getName()));
    }

    @OnEvent("announce")
    @PreAuthorize("hasRole('ADMIN')")
    void announce(@NotBlank @Size(max = MAX_TEXT_LENGTH) String text, Principal author) {
        io.of(NAMESPACE).emit("announced", author.getName(), text);
    }

    @OnDisconnect
    void leave(Socket socket, Principal user) {
        socket.data().find(CHANNEL).ifPresent(channel -> {
            socket.leave(channel);
            presence.leave(channel, user.getName());
        });
    }

    @OnException
    CallException noSuchRoom(NoSuchRoomException e) {
        return new CallException("no_such_room", String.valueOf(e.getMessage()));
    }
}
