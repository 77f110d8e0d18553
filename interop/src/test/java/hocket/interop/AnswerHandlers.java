package hocket.interop;

import hocket.core.Ack;
import hocket.core.Args;
import hocket.server.BroadcastAnswers;
import hocket.server.Namespace;
import hocket.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the scenarios of {@code acks.mjs}, and our client's streams, want of the server. */
final class AnswerHandlers {
    private final Map<String, List<String>> deliveries = new ConcurrentHashMap<>(); // any thread

    void register(Namespace namespace, Socket socket) {
        List<Ack> held = new ArrayList<>();
        socket.on("askRoom", (args, ack) -> {
            var unused = namespace
                    .to(args.get(0, String.class))
                    .timeout(Duration.ofMillis(args.get(1, Long.class)))
                    .emitWithAck("question", args.toList().stream().skip(2).toArray())
                    .thenAccept(answers -> ack.send(outcome(answers)));
        });
        socket.on("hold", (args, ack) -> held.add(ack));
        socket.on("release", (args, ack) -> {
            held.forEach(late -> late.send("late"));
            ack.send(held.size());
            held.clear();
        });
        socket.on("thirdTime", (args, ack) -> {
            List<String> all = deliver(args);
            if (Collections.frequency(all, args.get(1, String.class)) >= 3) {
                ack.send(all);
            }
        });
        socket.on("deliver", (args, ack) -> ack.send(deliver(args).size()));
        socket.on("deliveries", (args, ack) -> ack.send(deliveries.getOrDefault(args.get(0, String.class), List.of())));
        socket.on("secondTime", (args, ack) -> {
            List<String> all = deliver(args);
            if (all.size() == 1) {
                socket.conn().close();
            } else {
                ack.send(all);
            }
        });
    }

    private List<String> deliver(Args args) {
        List<String> all = deliveries.computeIfAbsent(args.get(0, String.class), key -> new CopyOnWriteArrayList<>());
        all.add(args.get(1, String.class));
        return all;
    }

    /** As the reference tells it: of each answer the first value. */
    private static Map<String, Object> outcome(BroadcastAnswers<Args> answers) {
        Object[] first = answers.answers().values().stream()
                .map(answer -> answer.tree(0))
                .toArray();
        return Map.of("complete", answers.isComplete(), "answers", Arrays.asList(first));
    }
}
