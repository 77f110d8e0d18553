package hocket.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What came of a broadcast that asked for answers. That some are missing is no failure: it is told here. Immutable.
 *
 * @param answers by the id of the socket that answered, in the order in which they came
 * @param refusals by the id of the socket whose answer could not be read, or was a refusal: what was wrong
 * @param missing the ids of the sockets that left, or did not answer in time
 * @param <R> an answer
 */
public record BroadcastAnswers<R>(Map<String, R> answers, Map<String, RuntimeException> refusals, Set<String> missing) {
    /** Whether every socket has answered. */
    public boolean isComplete() {
        return refusals.isEmpty() && missing.isEmpty();
    }

    <S> BroadcastAnswers<S> map(Function<R, S> reader) {
        Map<String, S> read = new LinkedHashMap<>();
        Map<String, RuntimeException> unread = new LinkedHashMap<>(refusals);
        answers.forEach((id, answer) -> {
            try {
                read.put(id, reader.apply(answer));
            } catch (RuntimeException e) { // told to whoever asked, beside the others' answers
                unread.put(id, e);
            }
        });
        return new BroadcastAnswers<>(read, unread, missing);
    }
}
