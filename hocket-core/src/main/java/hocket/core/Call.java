package hocket.core;

import java.lang.reflect.Type;
import java.util.Objects;

/**
 * An event that is answered: its name, the type of its one argument and that of the answer, written once for server and
 * client. Immutable.
 *
 * @param <Q> the question
 * @param <R> the answer
 */
public final class Call<Q, R> {
    private final Event<Q> event;
    private final Type answer;

    private Call(Event<Q> event, Type answer) {
        this.event = event;
        this.answer = Objects.requireNonNull(answer, "answer");
    }

    /** A call of that name with these types. */
    public static <Q, R> Call<Q, R> of(String name, Class<Q> question, Class<R> answer) {
        return new Call<>(Event.of(name, question), answer);
    }

    /** A call of that name with these types. */
    public static <Q, R> Call<Q, R> of(String name, TypeRef<Q> question, TypeRef<R> answer) {
        return new Call<>(Event.of(name, question), answer.type());
    }

    /** The event that asks. */
    public Event<Q> event() {
        return event;
    }

    /** The name. */
    public String name() {
        return event.name();
    }

    /**
     * The answer, read from an ack's arguments.
     *
     * @throws CallException if the ack holds an error
     * @throws ArgsException if the answer is missing, null, or does not fit the type
     */
    public R read(Args args) {
        CallException error = CallException.find(args);
        if (error != null) {
            throw error;
        }
        return args.get(0, answer);
    }

    @Override
    public String toString() {
        return event + " -> " + answer;
    }
}
