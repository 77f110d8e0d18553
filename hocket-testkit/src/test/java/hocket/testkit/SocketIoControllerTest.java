package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.core.CallException;
import hocket.core.Subscription;
import hocket.engine.spi.HttpHeaders;
import hocket.server.ConnectRefusedException;
import hocket.server.ControllerCall;
import hocket.server.ControllerSupport;
import hocket.server.DisconnectReason;
import hocket.server.Handshake;
import hocket.server.Namespace;
import hocket.server.ParameterSource;
import hocket.server.Socket;
import hocket.server.annotation.BeforeConnect;
import hocket.server.annotation.Header;
import hocket.server.annotation.OnConnect;
import hocket.server.annotation.OnDisconnect;
import hocket.server.annotation.OnEvent;
import hocket.server.annotation.OnException;
import hocket.server.annotation.Param;
import hocket.server.annotation.SocketController;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Objects whose annotated methods are handlers. */
class SocketIoControllerTest {
    private final SocketIoFixture fixture = new SocketIoFixture();
    private final List<Object> seen = new ArrayList<>();

    record Message(String room, String text) {}

    record User(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    private String answer(MemoryWebSocket client, String event) {
        client.send(event);
        List<String> received = fixture.received(client);
        assertThat(received).hasSize(1);
        return received.get(0);
    }

    static class Answers {
        private final CompletableFuture<Integer> later = new CompletableFuture<>();

        @OnEvent({"shout", "cry"})
        String shout(String text) {
            return text.toUpperCase(Locale.ROOT);
        }

        @OnEvent("later")
        CompletableFuture<Integer> later() {
            return later;
        }

        @OnEvent("nothing")
        void nothing() {}

        @OnEvent("null")
        @Nullable
        String none() {
            return null;
        }

        @OnEvent("own")
        void own(Ack ack, int number) {
            ack.send(number, number + 1);
        }

        @OnEvent("unwritable")
        Object unwritable() {
            return new Object();
        }
    }

    @Test
    void theAckIsWhatTheMethodReturnsNowOrLater() {
        Answers answers = new Answers();
        fixture.io.register(answers);
        MemoryWebSocket client = fixture.join();

        assertThat(answer(client, "421[\"shout\",\"hi\"]")).isEqualTo("431[\"HI\"]");
        assertThat(answer(client, "422[\"cry\",\"oh\"]")).isEqualTo("432[\"OH\"]");
        assertThat(answer(client, "423[\"nothing\"]")).isEqualTo("433[]");
        assertThat(answer(client, "424[\"null\"]")).isEqualTo("434[null]");
        assertThat(answer(client, "425[\"own\",7]")).isEqualTo("435[7,8]");
        client.send("426[\"later\"]");
        assertThat(fixture.received(client)).isEmpty();
        answers.later.complete(3);
        assertThat(fixture.received(client)).containsExactly("436[3]");
        assertThat(fixture.errors).isEmpty();
        assertThat(answer(client, "427[\"unwritable\"]")).startsWith("437[{\"error\":{\"code\":\"internal_error\"");
        assertThat(fixture.errors).hasSize(1);
    }

    class Everything {
        @OnEvent("all")
        void all(
                Socket socket,
                Message first,
                Namespace namespace,
                List<Message> second,
                Handshake handshake,
                HttpHeaders headers,
                Args args,
                Principal principal,
                @Header("x-color") String color,
                @Header("x-none") Optional<String> none,
                Optional<Integer> third,
                @Nullable Integer fourth) {
            seen.addAll(List.of(socket, first, namespace, second, handshake, principal, color, none, third));
            assertThat(headers.get("X-Color")).isEqualTo(color);
            assertThat(args.size()).isEqualTo(2);
            assertThat(fourth).isNull();
        }
    }

    @Test
    void parametersAreKnownByTheirTypesAndTheOthersAreTheArgumentsInOrder() {
        fixture.io.register(new Everything());
        User user = new User("ada");
        fixture.host.authenticate(user);
        MemoryWebSocket client = fixture.host.webSocket("/socket.io/?EIO=4&transport=websocket", "X-Color", "green");
        client.receiveText();
        client.send("40");
        client.receiveText();

        client.send("42[\"all\",{\"room\":\"r\",\"text\":\"t\"},[{\"room\":\"s\",\"text\":\"u\"}]]");

        Socket socket = fixture.socket();
        assertThat(fixture.errors).isEmpty();
        assertThat(seen)
                .containsExactly(
                        socket,
                        new Message("r", "t"),
                        socket.namespace(),
                        List.of(new Message("s", "u")),
                        socket.handshake(),
                        user,
                        "green",
                        Optional.empty(),
                        Optional.empty());
    }

    static class Demanding {
        @OnEvent("who")
        String who(User user) {
            return user.name();
        }

        @OnEvent("color")
        String color(@Header("X-Color") String color) {
            return color;
        }

        @OnEvent("move")
        int move(String piece, int steps) {
            return steps;
        }
    }

    @Test
    void theClientIsToldWhatIsMissing() {
        fixture.io.register(new Demanding());
        MemoryWebSocket client = fixture.join();

        assertThat(answer(client, "420[\"who\"]"))
                .isEqualTo("430[{\"error\":{\"code\":\"unauthenticated\",\"message\":\"log in first\"}}]");
        assertThat(answer(client, "421[\"color\"]")).contains("invalid_arguments", "header X-Color is missing");
        assertThat(answer(client, "422[\"move\",\"king\"]"))
                .contains("invalid_arguments", "argument 1 is missing: 1 came");
        assertThat(answer(client, "423[\"move\",\"king\",\"far\"]")).contains("invalid_arguments", "argument 1");

        fixture.socket().principal(new User("bob"));
        assertThat(answer(client, "424[\"who\"]")).isEqualTo("434[\"bob\"]");
    }

    @SocketController("/desk")
    class Desk {
        @BeforeConnect
        void check(Socket socket, Map<String, String> auth) throws ConnectRefusedException {
            if (!"right".equals(auth.get("token"))) {
                throw new ConnectRefusedException("wrong token", Map.of("retry", false));
            }
            socket.principal(new User("carl"));
        }

        @OnConnect
        void welcome(Socket socket, Principal principal) {
            socket.emit("welcome", principal.getName());
        }

        @OnDisconnect
        void bye(Socket socket, DisconnectReason reason) {
            seen.add(reason);
        }
    }

    @Test
    void clientsAreAskedWelcomedAndSeenOff() {
        fixture.io.register(new Desk());
        MemoryWebSocket client = fixture.open();

        client.send("40/desk,{\"token\":\"wrong\"}");
        client.send("40/desk,");
        client.send("40/desk,{\"token\":\"right\"}");
        client.send("41/desk,");

        assertThat(fixture.received(client))
                .satisfiesExactly(
                        wrong -> assertThat(wrong)
                                .isEqualTo("44/desk,{\"message\":\"wrong token\",\"data\":{\"retry\":false}}"),
                        none -> assertThat(none).isEqualTo("44/desk,{\"message\":\"the auth does not fit\"}"),
                        connected -> assertThat(connected).startsWith("40/desk,{"),
                        welcome -> assertThat(welcome).isEqualTo("42/desk,[\"welcome\",\"carl\"]"));
        assertThat(seen).containsExactly(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }

    @SocketController(pattern = "^/org-(?<id>\\d+)$")
    static class Org {
        @OnEvent("id")
        String id(@Param("id") String id) {
            return id;
        }
    }

    @SocketController(pattern = "^/org-(?<id>\\d+)$")
    static class OtherOrg {
        @OnEvent("also")
        String also(@Param("id") int wrong) {
            return "" + wrong;
        }
    }

    @SocketController(pattern = "^/org-(?<id>\\d+)$")
    static class SecondOfOrg {
        @OnEvent("name")
        String name(Namespace namespace) {
            return namespace.name();
        }
    }

    @Test
    void objectsOfTheSamePatternShareItsNamespaces() {
        fixture.io.register(new Org());
        fixture.io.register(new SecondOfOrg());
        MemoryWebSocket client = fixture.open();
        client.send("40/org-12,");
        fixture.received(client);

        assertThat(answer(client, "42/org-12,1[\"id\"]")).isEqualTo("43/org-12,1[\"12\"]");
        assertThat(answer(client, "42/org-12,2[\"name\"]")).isEqualTo("43/org-12,2[\"/org-12\"]");
    }

    class Failing {
        @OnEvent("fail")
        void fail(String how) throws Exception {
            switch (how) {
                case "file" -> throw new FileNotFoundException("of mine");
                case "io" -> throw new IOException("of mine");
                case "state" -> throw new IllegalStateException("of mine");
                case "call" -> throw new CallException("full", "no room");
                default -> throw new AssertionError("of mine");
            }
        }

        @OnEvent("later")
        CompletableFuture<String> later() {
            return CompletableFuture.failedFuture(new FileNotFoundException("of mine"));
        }

        @OnConnect
        void connect() {
            throw new IllegalStateException("at the door");
        }

        @OnException
        CallException io(IOException e) {
            return new CallException(
                    "io", "not now", Map.of("type", e.getClass().getSimpleName()));
        }

        @OnException
        String file(FileNotFoundException e, Socket socket) {
            return "nothing, " + socket.isConnected();
        }

        @OnException
        void state(IllegalStateException e) {
            seen.add(e.getMessage());
        }
    }

    @Test
    void theNearestExceptionHandlerMakesTheAck() {
        fixture.io.register(new Failing());
        MemoryWebSocket client = fixture.join();

        assertThat(answer(client, "421[\"fail\",\"file\"]")).isEqualTo("431[\"nothing, true\"]");
        assertThat(answer(client, "422[\"fail\",\"io\"]"))
                .isEqualTo(
                        "432[{\"error\":{\"code\":\"io\",\"message\":\"not now\",\"data\":{\"type\":\"IOException\"}}}]");
        assertThat(answer(client, "423[\"fail\",\"state\"]")).contains("\"internal_error\"");
        assertThat(answer(client, "424[\"fail\",\"call\"]")).contains("\"full\"", "\"no room\"");
        assertThat(answer(client, "425[\"later\"]")).isEqualTo("435[\"nothing, true\"]");
        client.send("42[\"fail\",\"state\"]");
        assertThat(fixture.errors).isEmpty();
        assertThat(seen).containsExactly("at the door", "of mine", "of mine");
        assertThat(answer(client, "426[\"fail\",\"error\"]")).contains("\"internal_error\"");
        assertThat(fixture.errors).singleElement().isInstanceOf(AssertionError.class);
    }

    static class Base {
        @OnEvent("inherited")
        String inherited() {
            return "of the base";
        }

        @OnEvent("overridden")
        String overridden() {
            return "of the base";
        }
    }

    static class Derived extends Base {
        @Override
        @OnEvent("overridden")
        String overridden() {
            return "of the derived";
        }
    }

    @Test
    void methodsAreInheritedAndOverriddenAndAllTakenBackTogether() {
        Subscription all = fixture.io.register(new Derived());
        MemoryWebSocket client = fixture.join();
        assertThat(answer(client, "421[\"inherited\"]")).isEqualTo("431[\"of the base\"]");
        assertThat(answer(client, "422[\"overridden\"]")).isEqualTo("432[\"of the derived\"]");

        all.remove();
        client.send("423[\"inherited\"]");
        assertThat(fixture.received(client)).isEmpty();
    }

    static class Framed {
        @OnEvent("x")
        String x(Locale given, String sent) {
            return given.equals(Locale.ROOT) + " " + sent;
        }
    }

    @Test
    void aFrameworkFillsParametersAndStandsAroundEachCall() {
        ControllerSupport support = new ControllerSupport() {
            @Override
            public @Nullable ParameterSource source(Parameter parameter) {
                return parameter.getType() == Locale.class ? socket -> Locale.ROOT : null;
            }

            @Override
            public @Nullable Object call(ControllerCall call) throws Exception {
                seen.add(call.event() + " " + call.method().getName() + " " + call.arguments().length);
                return "around " + call.proceed();
            }
        };
        fixture.io.register(new Framed(), Framed.class, support);
        assertThat(answer(fixture.join(), "421[\"x\",\"sent\"]")).isEqualTo("431[\"around true sent\"]");
        assertThat(seen).containsExactly("x x 2");
    }

    class Doors {
        @BeforeConnect
        void c() {
            seen.add("c");
        }

        @BeforeConnect
        void a() {
            seen.add("a");
        }

        @BeforeConnect
        void b() {
            seen.add("b");
        }

        @OnConnect
        void welcome() {
            seen.add("welcome");
        }
    }

    @Test
    void methodsAreCalledInTheOrderOfTheirNames() {
        fixture.io.register(new Doors());
        fixture.join();

        assertThat(seen).containsExactly("a", "b", "c", "welcome");
    }

    static class Empty {
        String text() {
            return "";
        }
    }

    static class Reserved {
        @OnEvent("disconnect")
        void no() {}
    }

    static class Unfilled {
        @OnDisconnect
        void no(String text) {}
    }

    static class NoException {
        @OnException
        void no() {}
    }

    @Test
    void whatCannotBeAHandlerIsRefusedByName() {
        assertThatThrownBy(() -> fixture.io.register(new Empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Empty has no method with @OnEvent");
        assertThatThrownBy(() -> fixture.io.register(new Reserved()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("disconnect");
        assertThatThrownBy(() -> fixture.io.register(new Unfilled()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unfilled.no")
                .hasMessageContaining("nothing fills");
        assertThatThrownBy(() -> fixture.io.register(new NoException()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NoException.no has no parameter for the exception");
        assertThatThrownBy(() -> fixture.io.register(new OtherOrg()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a String");
    }
}
