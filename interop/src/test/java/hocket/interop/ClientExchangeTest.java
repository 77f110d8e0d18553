package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.Socket;
import hocket.client.SocketOptions;
import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.Call;
import hocket.core.Event;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What our client sends and gets. */
class ClientExchangeTest {
    private static final int BURST = 1000;

    @RegisterExtension
    static final Clients CLIENTS = new Clients(Settings.defaults().maxHttpBufferSize(2_000_000));

    @EachLink
    void valuesComeBackAsTheyWereSent(Link link) throws Exception {
        Map<String, Object> nested = new HashMap<>();
        nested.put("none", null);
        nested.put("list", List.of(1, List.of(2, Map.of("é", "😀 \u2028 \u0000 \"\\"))));
        Object[] values = {
            "", "é 😀 \u2028", 0, -1, 2.5, 1L << 40, true, false, null, nested, List.of(), Map.of(), "x".repeat(100_000)
        };

        assertThat(Peer.echo(CLIENTS.connect(link), values).toList()).isEqualTo(Arrays.asList(values));
    }

    @EachLink
    void noArgumentsComeBackAsNone(Link link) throws Exception {
        assertThat(Peer.echo(CLIENTS.connect(link)).size()).isZero();
    }

    @EachLink
    void bytesComeBackAsTheyWereSent(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        for (int length : new int[] {0, 1, 3, 65_536, 1_000_000}) {
            assertThat(Peer.echo(socket, (Object) Noise.of(length)).get(0, byte[].class))
                    .isEqualTo(Noise.of(length));
        }
    }

    @EachLink
    void bytesInsideOfValuesComeBackWhereTheyWere(Link link) throws Exception {
        Map<String, Object> outer = new HashMap<>();
        outer.put("list", List.of(1, Noise.of(2), Map.of("deep", Noise.of(3))));
        outer.put("none", null);
        outer.put("_placeholder", "not one");

        Args back = Peer.echo(CLIENTS.connect(link), outer, Noise.of(4), "last");

        assertThat(back.size()).isEqualTo(3);
        assertThat(back.tree(0)).usingRecursiveComparison().isEqualTo(outer);
        assertThat(back.tree(1)).isEqualTo(Noise.of(4));
        assertThat(back.tree(2)).isEqualTo("last");
    }

    @EachLink
    void tenAttachmentsComeBackInOrder(Link link) throws Exception {
        Object[] ten = IntStream.range(0, 10).mapToObj(n -> Noise.of(n + 1)).toArray();

        assertThat(Peer.echo(CLIENTS.connect(link), ten).toList().toArray()).isEqualTo(ten);
    }

    record Person(String name, int age, List<String> tags, Map<String, Integer> points) {}

    @EachLink
    void typedEventsAndCallsCarryRecords(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        Person zoe = new Person("Zoë", 42, List.of("a", "b"), Map.of("p", 3));
        BlockingQueue<Person> came = new LinkedBlockingQueue<>();
        socket.on(Event.of("echo", Person.class), came::add);

        socket.emit(Event.of("echo", Person.class), zoe);

        assertThat(Waits.next(came)).usingRecursiveComparison().isEqualTo(zoe);
        Person answer = Waits.get(socket.call(Call.of("ask", Person.class, Person.class), zoe));
        assertThat(answer).usingRecursiveComparison().isEqualTo(zoe);
        assertThat(Waits.get(socket.call(Call.of("ask", String.class, String.class), "é")))
                .isEqualTo("é");
    }

    @EachLink
    void theServerAnswersQuestionsWithBytesToo(Link link) throws Exception {
        Args answer =
                Peer.answer(CLIENTS.connect(link), "ask", "bytes", Noise.of(3), Map.of("inner", Noise.of(4)), null);

        assertThat(answer.size()).isEqualTo(4);
        assertThat(answer.tree(1)).isEqualTo(Noise.of(3));
        assertThat(answer.tree(2)).usingRecursiveComparison().isEqualTo(Map.of("inner", Noise.of(4)));
        assertThat(answer.tree(3)).isNull();
    }

    @EachLink
    void theServersQuestionsAreAnswered(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        CompletableFuture<Args> question = new CompletableFuture<>();
        socket.on("question", (args, ack) -> {
            question.complete(args);
            assertThat(ack.isWanted()).isTrue();
            ack.send("yes", Noise.of(2), 9);
        });
        Received answered = Received.by(socket, "answered");

        socket.emit("askMe", "why", Noise.of(5));

        assertThat(Waits.get(question).toList().toArray()).isEqualTo(new Object[] {"why", Noise.of(5)});
        assertThat(answered.next().toList().toArray()).isEqualTo(new Object[] {"yes", Noise.of(2), 9});
    }

    @EachCurrentLink
    void aLateAnswerIsIgnoredByTheServer(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        CompletableFuture<hocket.core.Ack> asked = new CompletableFuture<>();
        socket.on("question", (args, ack) -> {
            asked.complete(ack);
        });
        Received unanswered = Received.by(socket, "unanswered");
        socket.emit("askMeInVain");
        unanswered.next();

        Waits.get(asked).send("late");

        assertThat(Peer.echo(socket, "still here").tree(0)).isEqualTo("still here");
    }

    @EachLink
    void anAnswerThatComesTooLateIsATimeoutAndIgnoredAfterwards(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);

        Throwable late = Waits.failure(socket.timeout(Duration.ofMillis(30)).emitWithAck("hold"));

        assertThat(late).isInstanceOf(AckTimeoutException.class).hasMessage("operation has timed out");
        CompletableFuture<Args> held = socket.timeout(Duration.ofSeconds(20)).emitWithAck("hold");
        assertThat(Peer.ask(socket, "release")).isEqualTo(2);
        assertThat(Waits.get(held).tree(0)).isEqualTo("late");
        assertThat(Peer.ask(socket, "ask", "next")).isEqualTo("next");
    }

    @EachLink
    void theAckTimeoutOfTheOptionsHoldsForEveryAck(Link link) throws Exception {
        SocketOptions options =
                SocketOptions.builder().ackTimeout(Duration.ofMillis(30)).build();
        Socket socket = CLIENTS.peer(link).connect("/", options);

        assertThat(Waits.failure(socket.emitWithAck("hold"))).isInstanceOf(AckTimeoutException.class);
    }

    @EachLink
    void manyAnswersFindTheirQuestions(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        List<CompletableFuture<Args>> answers = IntStream.range(0, 300)
                .mapToObj(n -> socket.emitWithAck("ask", n))
                .toList();

        for (int n = 0; n < answers.size(); n++) {
            assertThat(Waits.get(answers.get(n)).tree(0)).isEqualTo(n);
        }
    }

    @EachLink
    void burstsToTheServerArriveCompleteAndInOrderAlsoAcrossTheUpgrade(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.socket("/");
        Waits.get(socket.connect());

        for (int n = 0; n < BURST; n++) {
            if (n % 7 == 0) {
                socket.emit("item", n, Noise.of(n % 50 + 1));
            } else {
                socket.emit("item", n);
            }
            if (n % 100 == 0) {
                Thread.sleep(1); // the upgrade comes somewhere between
            }
        }
        peer.settle();

        Object items = Peer.ask(socket, "items");
        assertThat((List<?>) items)
                .hasSize(BURST)
                .isEqualTo(IntStream.range(0, BURST)
                        .mapToObj(n -> Arrays.asList(
                                n, n % 7 == 0 ? Base64.getEncoder().encodeToString(Noise.of(n % 50 + 1)) : null))
                        .toList());
        assertThat(peer.opened()).hasSize(1);
    }

    @EachLink
    void burstsToTheClientArriveCompleteAndInOrderAlsoAcrossTheUpgrade(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.socket("/");
        Received items = Received.by(socket, "item");
        Waits.get(socket.connect());

        for (int i = 0; i < 10; i++) {
            socket.emit("burst", BURST / 10);
        }

        for (int i = 0; i < 10; i++) {
            for (int n = 0; n < BURST / 10; n++) {
                Args item = items.next();
                assertThat(item.tree(0)).isEqualTo(n);
                assertThat(item.tree(1)).isEqualTo(n % 7 == 0 ? Noise.of(n % 50 + 1) : null);
            }
        }
        peer.settle();
        assertThat(items.waiting()).isZero();
        assertThat(peer.opened()).hasSize(1);
    }

    @EachLink
    void whatSeveralThreadsEmitKeepsTheOrderOfEach(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t ->
                        new Thread(() -> IntStream.range(0, 100).forEach(n -> socket.emit("item", t * 1000 + n))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        List<Integer> numbers = ((List<?>) Peer.ask(socket, "items"))
                .stream().map(item -> (Integer) ((List<?>) item).get(0)).toList();
        for (int t = 0; t < 4; t++) {
            int of = t;
            assertThat(numbers.stream().filter(n -> n / 1000 == of))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(n -> of * 1000 + n).toList());
        }
    }

    @EachLink
    void messagesThatAreSentComeBackAsMessages(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        Received messages = Received.by(socket, "message");

        socket.send("a", 1, Noise.of(2));

        assertThat(messages.next().toList().toArray()).isEqualTo(new Object[] {"a", 1, Noise.of(2)});
    }

    @EachLink
    void catchAllHandlersHearEverythingBothWaysInOrder(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        socket.onAny((event, args) -> heard.add("any " + event + " " + args.toList()));
        socket.prependAny((event, args) -> heard.add("first any " + event));
        socket.on("echo", args -> {
            heard.add("echo " + args.toList());
        });
        var removed = socket.onAnyOutgoing((event, args) -> heard.add("never"));
        socket.onAnyOutgoing((event, args) -> heard.add("out " + event + " " + args));
        removed.remove();

        socket.emit("echo", "a", 1);

        assertThat(List.of(Waits.next(heard), Waits.next(heard), Waits.next(heard), Waits.next(heard)))
                .isEqualTo(List.of("out echo [a, 1]", "first any echo", "any echo [a, 1]", "echo [a, 1]"));
    }

    @EachLink
    void volatileEventsAreDroppedOfflineAndSentOnline(Link link) throws Exception {
        Peer peer = CLIENTS.peer(link);
        Socket socket = peer.socket("/");
        socket.asVolatile().emit("item", 0);
        Waits.get(socket.connect());
        peer.settle();
        Peer.ask(socket, "where"); // what is to be sent at connecting is gone

        Waits.until("a volatile event arrives", () -> {
            socket.asVolatile().emit("item", 1);
            return !items(socket).isEmpty();
        });

        assertThat(peer.dropped()).contains("item");
    }

    private static List<?> items(Socket socket) {
        try {
            List<?> items = (List<?>) Peer.ask(socket, "items");
            assertThat(items)
                    .allSatisfy(item -> assertThat(((List<?>) item).get(0)).isEqualTo(1));
            return items;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @EachLink
    void onceIsOnceAndOffIsNever(Link link) throws Exception {
        Socket socket = CLIENTS.connect(link);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        socket.once("echo", args -> {
            heard.add("once");
        });
        var removed = socket.on("echo", args -> {
            heard.add("removed");
        });
        socket.on("other", args -> {
            heard.add("off");
        });
        removed.remove();
        socket.off("other");

        socket.emit("echo");
        socket.emit("echo");
        socket.emit("tellMe", "other");
        Peer.ask(socket, "where");
        Received last = Received.by(socket, "last");
        socket.emit("tellMe", "last");
        last.next();

        assertThat(heard).containsExactly("once");
    }
}
