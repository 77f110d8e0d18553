package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.core.Args;
import hocket.core.ArgsException;
import hocket.core.Call;
import hocket.core.CallException;
import hocket.core.Event;
import hocket.core.Subscription;
import hocket.core.TypeRef;
import hocket.server.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events whose arguments are read, and answered, as types. */
class SocketIoTypedEventTest {
    private static final TypeRef<List<Integer>> INTS = new TypeRef<>() {};
    private static final TypeRef<Map<String, Boolean>> FLAGS = new TypeRef<>() {};
    private static final Event<Move> MOVE = Event.of("move", Move.class);
    private static final Event<List<Integer>> NUMBERS = Event.of("numbers", INTS);
    private static final Call<Move, String> PLAY = Call.of("play", Move.class, String.class);
    private static final String INVALID = "{\"error\":{\"code\":\"invalid_arguments\",\"message\":\"";
    private static final String INTERNAL =
            "[{\"error\":{\"code\":\"internal_error\",\"message\":\"the handler failed\"}}]";

    private final SocketIoFixture fixture = new SocketIoFixture();
    private final List<Object> seen = new ArrayList<>();
    private MemoryWebSocket client;
    private Socket socket;

    @BeforeEach
    void join() {
        client = fixture.join();
        socket = fixture.socket();
    }

    record Move(int x, int y) {}

    @SuppressWarnings("ArrayRecordComponent") // as users write it
    record File(String name, byte[] content, ByteBuffer more) {}

    /** What the server answers to an event with that ack. */
    private String answerTo(String packet) {
        client.send("421" + packet);
        List<String> told = fixture.received(client);
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).startsWith("431");
        return told.get(0).substring(3);
    }

    @Test
    void handlersOfEachArityTakeArgumentsAsClasses() {
        socket.on("e", () -> seen.add("none"));
        socket.on("e", Integer.class, a -> seen.add(a));
        socket.on("e", Integer.class, String.class, (a, b) -> seen.add(a + b));
        socket.on("e", Integer.class, String.class, Move.class, (a, b, c) -> seen.add(c));
        socket.on("e", int.class, String.class, Move.class, double.class, (a, b, c, d) -> seen.add(d));
        client.send("42[\"e\",1,\"b\",{\"x\":2,\"y\":3},4.5,\"more\"]");
        assertThat(seen).containsExactly("none", 1, "1b", new Move(2, 3), 4.5);
    }

    @Test
    void handlersOfEachArityTakeArgumentsAsTypeRefs() {
        socket.on("e", INTS, a -> seen.add(a.get(0)));
        socket.on("e", INTS, FLAGS, (a, b) -> seen.add(b.get("on")));
        socket.on("e", INTS, FLAGS, INTS, (a, b, c) -> seen.add(c.size()));
        socket.on("e", INTS, FLAGS, INTS, FLAGS, (a, b, c, d) -> seen.add(d));
        client.send("42[\"e\",[7],{\"on\":true},[1,2],{}]");
        assertThat(seen).containsExactly(7, true, 2, Map.of());
    }

    @Test
    void answersOfEachArityAreTheAck() {
        socket.handle("0", () -> "none");
        socket.handle("1", Integer.class, a -> a + 1);
        socket.handle("2", Integer.class, Integer.class, (a, b) -> a + b);
        socket.handle("3", Integer.class, Integer.class, Integer.class, (a, b, c) -> a + b + c);
        socket.handle(
                "4", Integer.class, Integer.class, Integer.class, Integer.class, (a, b, c, d) -> List.of(a, b, c, d));
        assertThat(answerTo("[\"0\",1]")).isEqualTo("[\"none\"]");
        assertThat(answerTo("[\"1\",1]")).isEqualTo("[2]");
        assertThat(answerTo("[\"2\",1,2]")).isEqualTo("[3]");
        assertThat(answerTo("[\"3\",1,2,3]")).isEqualTo("[6]");
        assertThat(answerTo("[\"4\",1,2,3,4]")).isEqualTo("[[1,2,3,4]]");
    }

    @Test
    void answersOfEachArityWithTypeRefsAreTheAck() {
        socket.handle("1", INTS, a -> a.get(0));
        socket.handle("2", INTS, INTS, (a, b) -> b.get(0));
        socket.handle("3", INTS, INTS, INTS, (a, b, c) -> c.get(0));
        socket.handle("4", INTS, INTS, INTS, INTS, (a, b, c, d) -> d.get(0));
        assertThat(answerTo("[\"1\",[1]]")).isEqualTo("[1]");
        assertThat(answerTo("[\"2\",[1],[2]]")).isEqualTo("[2]");
        assertThat(answerTo("[\"3\",[1],[2],[3]]")).isEqualTo("[3]");
        assertThat(answerTo("[\"4\",[1],[2],[3],[4]]")).isEqualTo("[4]");
    }

    @Test
    void handlerOfOneArgumentMayTakeTheAck() {
        socket.on("class", Move.class, (move, ack) -> ack.send(move.x(), move.y()));
        socket.on("ref", INTS, (list, ack) -> ack.send(list.size()));
        socket.on(MOVE, (move, ack) -> ack.send());
        assertThat(answerTo("[\"class\",{\"x\":1,\"y\":2}]")).isEqualTo("[1,2]");
        assertThat(answerTo("[\"ref\",[1,1,1]]")).isEqualTo("[3]");
        assertThat(answerTo("[\"move\",{\"x\":1,\"y\":2}]")).isEqualTo("[]");
    }

    @Test
    void describedEventsAreReadAsTheySay() {
        socket.on(MOVE, move -> seen.add(move));
        socket.on(NUMBERS, numbers -> seen.add(numbers.get(1)));
        client.send("42[\"move\",{\"x\":1,\"y\":2}]");
        client.send("42[\"numbers\",[5,6]]");
        assertThat(seen).containsExactly(new Move(1, 2), 6);
    }

    @Test
    void onceIsCalledForTheNextEventOnly() {
        socket.once("e", args -> seen.add("args"));
        socket.once("e", (args, ack) -> ack.send("first"));
        socket.once(MOVE, move -> seen.add(move));
        assertThat(answerTo("[\"e\"]")).isEqualTo("[\"first\"]");
        client.send("421[\"e\"]");
        client.send("42[\"move\",{\"x\":1,\"y\":2}]");
        client.send("42[\"move\",{\"x\":3,\"y\":4}]");
        assertThat(fixture.received(client)).isEmpty();
        assertThat(seen).containsExactly("args", new Move(1, 2));
    }

    @Test
    void onceReadsItsArgumentAndMayTakeTheAck() {
        socket.once("e", Integer.class, a -> seen.add(a));
        socket.once("e", INTS, list -> seen.add("never"));
        socket.once("class", Integer.class, (a, ack) -> ack.send(a + 1));
        socket.once("ref", INTS, (list, ack) -> ack.send(list.size()));
        socket.once("list", INTS, list -> seen.add(list));
        client.send("42[\"e\",1]");
        client.send("42[\"e\",2]");
        assertThat(answerTo("[\"class\",1]")).isEqualTo("[2]");
        assertThat(answerTo("[\"ref\",[1,1]]")).isEqualTo("[2]");
        client.send("42[\"list\",[3]]");
        client.send("42[\"list\",[4]]");
        assertThat(seen).containsExactly(1, List.of(3));
        assertThat(fixture.errors).hasSize(1);
    }

    @Test
    void onceThatEmitsItsOwnEventIsNotCalledAgain() {
        socket.once("e", args -> {
            seen.add("once");
            client.send("42[\"e\"]");
        });
        client.send("42[\"e\"]");
        assertThat(seen).containsExactly("once");
    }

    @Test
    void callsAreAnsweredNowOrLater() {
        CompletableFuture<String> later = new CompletableFuture<>();
        socket.handle(PLAY, move -> "played " + move.x());
        assertThat(answerTo("[\"play\",{\"x\":1,\"y\":2}]")).isEqualTo("[\"played 1\"]");
        socket.off("play");
        socket.handleAsync(PLAY, move -> later);
        client.send("425[\"play\",{\"x\":1,\"y\":2}]");
        assertThat(fixture.received(client)).isEmpty();
        later.complete("later");
        assertThat(fixture.received(client)).containsExactly("435[\"later\"]");
    }

    @Test
    void callsOfTypeRefsAreReadAndAnswered() {
        Call<List<Integer>, Map<String, Boolean>> call = Call.of("c", INTS, FLAGS);
        socket.handle(call, list -> Map.of("empty", list.isEmpty()));
        assertThat(answerTo("[\"c\",[]]")).isEqualTo("[{\"empty\":true}]");
    }

    @Test
    void stageThatAnyHandleReturnsIsAwaited() {
        CompletableFuture<Integer> later = new CompletableFuture<>();
        socket.handle("e", () -> later);
        client.send("425[\"e\"]");
        assertThat(fixture.received(client)).isEmpty();
        later.complete(3);
        assertThat(fixture.received(client)).containsExactly("435[3]");
    }

    @Test
    void nullIsAnAnswer() {
        socket.handle("e", () -> null);
        socket.handleAsync(PLAY, move -> CompletableFuture.completedFuture(null));
        assertThat(answerTo("[\"e\"]")).isEqualTo("[null]");
        assertThat(answerTo("[\"play\",{\"x\":1,\"y\":2}]")).isEqualTo("[null]");
    }

    @Test
    void arrayThatIsAnsweredIsOneArgument() {
        socket.handle("e", () -> new Object[] {1, 2});
        assertThat(answerTo("[\"e\"]")).isEqualTo("[[1,2]]");
    }

    @Test
    void handlerAnswersAlsoAClientThatDoesNotAsk() {
        socket.handle("e", () -> seen.add("called"));
        client.send("42[\"e\"]");
        assertThat(fixture.received(client)).isEmpty();
        assertThat(seen).containsExactly("called");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"move\",\"no object\"]",
                "[\"move\",{\"x\":\"no number\",\"y\":2}]",
                "[\"move\",null]",
                "[\"move\"]",
                "[\"numbers\",[1,\"no number\"]]",
                "[\"numbers\",{}]",
                "[\"two\",1]",
                "[\"two\",1,{}]"
            })
    void argumentsThatDoNotFitAreToldToTheErrorHandlerAndInTheAck(String packet) {
        socket.handle("move", Move.class, move -> seen.add(move));
        socket.on(NUMBERS, numbers -> seen.add(numbers));
        socket.handle("two", Integer.class, Integer.class, (a, b) -> seen.add(a + b));
        String answer = answerTo(packet);
        assertThat(answer).startsWith("[" + INVALID + "argument ");
        assertThat(fixture.errors).hasSize(1).first().isInstanceOf(ArgsException.class);
        client.send("42" + packet);
        assertThat(fixture.received(client)).isEmpty();
        assertThat(fixture.errors).hasSize(2);
        assertThat(seen).isEmpty();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void argumentThatIsMissingIsNamedInTheAck() {
        socket.on("two", Integer.class, Integer.class, (a, b) -> seen.add(a + b));
        assertThat(answerTo("[\"two\",1]")).isEqualTo("[" + INVALID + "argument 1 is missing: 1 came\"}}]");
        assertThat(answerTo("[\"two\",1,null]")).isEqualTo("[" + INVALID + "argument 1 is null\"}}]");
    }

    @Test
    void handlerThatThrowsIsAnsweredWithoutWhatItSaid() {
        socket.handle("e", () -> {
            throw new IllegalStateException("secret");
        });
        assertThat(answerTo("[\"e\"]")).isEqualTo(INTERNAL);
        assertThat(fixture.errors).hasSize(1).first().hasToString("java.lang.IllegalStateException: secret");
    }

    @Test
    void handlerThatThrowsAnErrorIsAnsweredAndTheNextOneRuns() {
        socket.on("e", args -> {
            throw new StackOverflowError("secret");
        });
        socket.on("e", args -> seen.add("next"));
        assertThat(answerTo("[\"e\"]")).isEqualTo(INTERNAL);
        assertThat(fixture.errors).hasSize(1);
        assertThat(seen).containsExactly("next");
    }

    @Test
    void callExceptionIsTheAck() {
        socket.handle("plain", () -> {
            throw new CallException("not_allowed", "not yours");
        });
        socket.handle(PLAY, move -> {
            throw new CallException("out", "out of the board", Map.of("x", move.x()));
        });
        assertThat(answerTo("[\"plain\"]"))
                .isEqualTo("[{\"error\":{\"code\":\"not_allowed\",\"message\":\"not yours\"}}]");
        assertThat(answerTo("[\"play\",{\"x\":9,\"y\":2}]"))
                .isEqualTo("[{\"error\":{\"code\":\"out\",\"message\":\"out of the board\",\"data\":{\"x\":9}}}]");
    }

    @Test
    void stageThatFailsIsAnsweredAsIfTheHandlerHadThrownItsCause() {
        CompletableFuture<String> refused = CompletableFuture.failedFuture(new CallException("later", "no longer"));
        CompletableFuture<Object> wrapped = CompletableFuture.completedFuture(1).thenApply(x -> {
            throw new CallException("then", "wrapped");
        });
        CompletableFuture<Object> failed = CompletableFuture.failedFuture(new IllegalStateException("secret"));
        socket.handleAsync(PLAY, move -> refused);
        socket.handle("then", () -> wrapped);
        socket.handle("other", () -> failed);
        assertThat(answerTo("[\"play\",{\"x\":9,\"y\":2}]"))
                .isEqualTo("[{\"error\":{\"code\":\"later\",\"message\":\"no longer\"}}]");
        assertThat(answerTo("[\"then\"]")).isEqualTo("[{\"error\":{\"code\":\"then\",\"message\":\"wrapped\"}}]");
        assertThat(answerTo("[\"other\"]")).isEqualTo(INTERNAL);
        assertThat(fixture.errors).hasSize(1).first().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void answerThatCannotBeEncodedIsAnError() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        socket.handle("now", () -> cycle);
        CompletableFuture<Object> later = CompletableFuture.completedFuture(cycle);
        socket.handle("later", () -> later);
        socket.handle("refusal", () -> {
            throw new CallException("c", "m", cycle);
        });
        assertThat(answerTo("[\"now\"]")).isEqualTo(INTERNAL);
        assertThat(answerTo("[\"later\"]")).isEqualTo(INTERNAL);
        assertThat(answerTo("[\"refusal\"]")).isEqualTo(INTERNAL);
        assertThat(fixture.errors)
                .hasSize(3)
                .allSatisfy(error -> assertThat(error).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void binaryInsideRecordsComesAndGoes() {
        socket.handle("file", File.class, file -> {
            seen.add(file.name() + file.content()[0] + file.more().get(0));
            return new File("answer", new byte[] {8}, ByteBuffer.wrap(new byte[] {9, 9}));
        });
        client.send("452-1[\"file\",{\"name\":\"f\",\"more\":{\"_placeholder\":true,\"num\":1},"
                + "\"content\":{\"_placeholder\":true,\"num\":0}}]");
        client.send(new byte[] {5});
        client.send(new byte[] {6, 7});
        assertThat(seen).containsExactly("f56");
        assertThat(client.receiveText())
                .startsWith("462-1[{")
                .contains("\"content\":{\"_placeholder\":true,\"num\":0}")
                .contains("\"more\":{\"_placeholder\":true,\"num\":1}");
        assertThat(client.receive().payload().toByteArray()).containsExactly(8);
        assertThat(client.receive().payload().toByteArray()).containsExactly(9, 9);
    }

    @Test
    void placeholderThatIsNoAttachmentIsAnOrdinaryObject() {
        socket.handle("e", Map.class, map -> map.get("num"));
        assertThat(answerTo("[\"e\",{\"_placeholder\":true,\"num\":4}]")).isEqualTo("[4]");
    }

    @Test
    void offTakesBackAllHandlersOfOneEvent() {
        socket.on("a", args -> seen.add("a"));
        socket.once("a", args -> seen.add("once"));
        socket.on("b", args -> seen.add("b"));
        socket.off("a");
        client.send("42[\"a\"]");
        client.send("42[\"b\"]");
        assertThat(seen).containsExactly("b");
    }

    @Test
    void removingASubscriptionTwiceTakesBackNothingElse() {
        BiConsumer<String, Args> handler = (event, args) -> seen.add(event);
        Subscription first = socket.onAny(handler);
        socket.onAny(handler);
        first.remove();
        first.remove();
        client.send("42[\"a\"]");
        assertThat(seen).containsExactly("a");
    }

    @Test
    void subscriptionTakesBackItsOwnRegistrationOfAHandlerThatIsThereTwice() {
        BiConsumer<String, Args> handler = (event, args) -> seen.add("twice");
        socket.onAny(handler);
        socket.onAny((event, args) -> seen.add("between"));
        Subscription last = socket.onAny(handler);
        last.remove();
        client.send("42[\"a\"]");
        assertThat(seen).containsExactly("twice", "between");
    }

    @Test
    void onAnySeesEveryEventFirstAndPrependAnyBeforeIt() {
        socket.on("a", args -> seen.add("handler"));
        socket.onAny((event, args) -> seen.add("any " + event + args.size()));
        Subscription prepended = socket.prependAny((event, args) -> seen.add("first"));
        client.send("42[\"a\",1,2]");
        client.send("42[\"nobody listens\"]");
        assertThat(seen).containsExactly("first", "any a2", "handler", "first", "any nobody listens0");
        seen.clear();
        prepended.remove();
        client.send("42[\"a\"]");
        assertThat(seen).containsExactly("any a0", "handler");
    }

    @Test
    void onAnyThatThrowsDoesNotKeepTheEventFromTheOthers() {
        socket.onAny((event, args) -> {
            throw new IllegalStateException("of the user");
        });
        socket.onAny((event, args) -> seen.add("second"));
        socket.on("a", args -> seen.add("handler"));
        client.send("42[\"a\"]");
        assertThat(seen).containsExactly("second", "handler");
        assertThat(fixture.errors).hasSize(1);
    }

    @Test
    void onAnyOutgoingSeesWhatIsSentWithoutAcksInOrder() {
        socket.onAnyOutgoing((event, args) -> seen.add("any " + event + args));
        Subscription prepended = socket.prependAnyOutgoing((event, args) -> seen.add("first"));
        socket.emit("a", 1, "x");
        CompletableFuture<Args> unanswered = socket.emitWithAck("b", 2);
        fixture.host.lane().crank();
        assertThat(seen).containsExactly("first", "any a[1, x]", "first", "any b[2]");
        assertThat(unanswered).isNotDone();
        seen.clear();
        prepended.remove();
        client.send("421[\"unanswered\"]");
        socket.handle("asked", () -> 1);
        client.send("421[\"asked\"]");
        assertThat(seen).isEmpty();
    }

    @Test
    void onAnyOutgoingSeesBroadcastsOfAnybodyThatReachTheSocket() {
        fixture.join();
        Socket other = fixture.socket();
        socket.onAnyOutgoing((event, args) -> seen.add(event));
        fixture.io.emit("all");
        other.broadcast().emit("others");
        socket.broadcast().emit("not me");
        fixture.io.to("r").emit("not in r");
        CompletableFuture<?> unanswered = fixture.io.to(socket.id()).emitWithAck("by id");
        fixture.host.lane().crank();
        assertThat(unanswered).isNotDone();
        assertThat(seen).containsExactly("all", "others", "by id");
    }

    @Test
    void onAnyOutgoingSeesNothingThatWasDropped() {
        socket.onAnyOutgoing((event, args) -> seen.add(event));
        client.stopReading();
        socket.emit("fills");
        fixture.host.lane().crank();
        socket.asVolatile().emit("dropped");
        fixture.host.lane().crank();
        client.send("41");
        socket.emit("too late");
        fixture.host.lane().crank();
        assertThat(seen).containsExactly("fills");
    }

    @Test
    void numericEventNamesAreTheirDigits() {
        socket.on("7", args -> seen.add(args.get(0, String.class)));
        client.send("42[7,\"x\"]");
        assertThat(seen).containsExactly("x");
    }

    @Test
    void ackForArgumentsThatDoNotFitNamesNoClassOfOurs() {
        SocketIoFixture fixture = new SocketIoFixture();
        MemoryWebSocket client = fixture.join();
        fixture.socket().handle("m", Move.class, Move::x);
        client.send("421[\"m\",\"s\"]");
        assertThat(client.receiveText()).doesNotContain("hocket.testkit");
    }

    @Test
    void callExceptionIsReadWhateverTheWhitespace() {
        SocketIoFixture fixture = new SocketIoFixture();
        MemoryWebSocket client = fixture.join();
        CompletableFuture<Integer> answer = fixture.socket().call(Call.of("c", String.class, Integer.class), "x");
        fixture.host.lane().crank();
        client.send("430[{ \"error\": {\"code\":\"c\",\"message\":\"m\"}}]");
        assertThatThrownBy(answer::join).hasCauseInstanceOf(CallException.class);
    }
}
