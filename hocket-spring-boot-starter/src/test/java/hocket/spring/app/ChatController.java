package hocket.spring.app;

import hocket.core.CallException;
import hocket.server.Socket;
import hocket.server.annotation.Header;
import hocket.server.annotation.OnConnect;
import hocket.server.annotation.OnDisconnect;
import hocket.server.annotation.OnEvent;
import hocket.server.annotation.OnException;
import hocket.server.annotation.SocketController;
import hocket.spring.SocketIoOperations;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import reactor.core.publisher.Mono;

/** All that a controller can be asked for. */
@SocketController("/chat")
public class ChatController {
    /** A message. */
    public record Message(@NotBlank String room, @NotBlank String text) {}

    private final BlockingQueue<String> left = new LinkedBlockingQueue<>();
    private final SocketIoOperations io;

    ChatController(SocketIoOperations io) {
        this.io = io;
    }

    @OnConnect
    void enter(Socket socket, Optional<Principal> principal) {
        socket.join("lobby");
        socket.emit("welcome", principal.map(Principal::getName).orElse("stranger"));
    }

    @OnEvent("save")
    CompletionStage<String> save(@Valid Message message, Socket socket) {
        return CompletableFuture.completedFuture(message.room() + "/" + message.text());
    }

    @OnEvent("all")
    void all(String text) {
        io.of("/chat").to("lobby").emit("said", text);
    }

    @OnEvent("who")
    String who(Authentication authentication, @AuthenticationPrincipal UserDetails user) {
        return authentication.getName() + " "
                + SecurityContextHolder.getContext().getAuthentication().getName() + " " + user.getAuthorities();
    }

    @OnEvent("maybe")
    String maybe(@AuthenticationPrincipal Optional<UserDetails> user) {
        return user.map(UserDetails::getUsername).orElse("nobody");
    }

    @OnEvent("secret")
    @PreAuthorize("hasRole('ADMIN')")
    String secret() {
        return "of administrators";
    }

    @OnEvent("color")
    String color(@Header("X-Color") String color) {
        return color;
    }

    @OnEvent("mono")
    Mono<Integer> mono() {
        return Mono.just(7);
    }

    @OnEvent("thread")
    String thread() {
        return Thread.currentThread().toString();
    }

    @OnEvent("fail")
    void fail() {
        throw new IllegalStateException("of mine");
    }

    @OnException
    CallException failed(IllegalStateException e) {
        return new CallException("state", "not now");
    }

    /** The next who has left. */
    public String left() throws InterruptedException {
        return left.poll(10, TimeUnit.SECONDS);
    }

    @OnDisconnect
    void leave(Optional<Principal> principal) {
        left.add(principal.map(Principal::getName).orElse("stranger"));
    }
}
