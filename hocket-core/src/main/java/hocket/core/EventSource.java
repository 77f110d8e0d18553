package hocket.core;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Whoever events come from. Arguments are read as the types named here; one that does not fit, and whatever a handler
 * throws, is as {@link Ack#fail} says: the error handler is told, a peer that waits is answered, and the socket lives on.
 *
 * <p>{@code on} takes an event; {@code handle} takes one whose answer is what the handler returns, or what a {@link
 * CompletionStage} that it returns is completed with. Handlers of one socket run one at a time, in the order of
 * registration. Any thread.
 */
public interface EventSource {
    /** Has the handler called with each event of that name, and with the ack the peer may have asked for. */
    Subscription on(String event, AckEventHandler handler);

    /** As {@link #on(String, AckEventHandler)}, for the next event of that name only. */
    Subscription once(String event, AckEventHandler handler);

    /** Has the handler called with each event of that name. */
    default Subscription on(String event, EventHandler handler) {
        return on(event, (args, ack) -> handler.onEvent(args));
    }

    /** Has the handler called with the next event of that name. */
    default Subscription once(String event, EventHandler handler) {
        return once(event, (args, ack) -> handler.onEvent(args));
    }

    /** Has the handler called with each event. */
    default <T> Subscription on(Event<T> event, Handler1<T> handler) {
        return on(event.name(), (args, ack) -> handler.onEvent(event.read(args)));
    }

    /** Has the handler called with each event, and with the ack the peer may have asked for. */
    default <T> Subscription on(Event<T> event, AckHandler1<T> handler) {
        return on(event.name(), (args, ack) -> handler.onEvent(event.read(args), ack));
    }

    /** Has the handler called with the next event. */
    default <T> Subscription once(Event<T> event, Handler1<T> handler) {
        return once(event.name(), (args, ack) -> handler.onEvent(event.read(args)));
    }

    /** Has the handler answer each call. */
    default <Q, R> Subscription handle(Call<Q, R> call, Answer1<Q, R> handler) {
        return on(
                call.name(),
                (args, ack) -> Answers.give(handler.answer(call.event().read(args)), ack));
    }

    /** Has the handler answer each call, at once or later. */
    default <Q, R> Subscription handleAsync(Call<Q, R> call, Answer1<Q, ? extends CompletionStage<R>> handler) {
        return on(
                call.name(),
                (args, ack) -> Answers.give(handler.answer(call.event().read(args)), ack));
    }

    /** Has the handler called with each event of that name. */
    default Subscription on(String event, Handler0 handler) {
        return on(event, (args, ack) -> handler.onEvent());
    }

    /** Has the handler called with each event of that name, and with the ack the peer may have asked for. */
    default <A> Subscription on(String event, Class<A> type, AckHandler1<A> handler) {
        return on(event, (args, ack) -> handler.onEvent(args.get(0, type), ack));
    }

    /** Has the handler called with each event of that name, and with the ack the peer may have asked for. */
    default <A> Subscription on(String event, TypeRef<A> type, AckHandler1<A> handler) {
        return on(event, (args, ack) -> handler.onEvent(args.get(0, type), ack));
    }

    /** Has the handler called with the next event of that name, its first argument read as this type. */
    default <A> Subscription once(String event, Class<A> type, Handler1<A> handler) {
        return once(event, (args, ack) -> handler.onEvent(args.get(0, type)));
    }

    /** Has the handler called with the next event of that name, and with the ack the peer may have asked for. */
    default <A> Subscription once(String event, Class<A> type, AckHandler1<A> handler) {
        return once(event, (args, ack) -> handler.onEvent(args.get(0, type), ack));
    }

    /** Has the handler called with the next event of that name, its first argument read as this type. */
    default <A> Subscription once(String event, TypeRef<A> type, Handler1<A> handler) {
        return once(event, (args, ack) -> handler.onEvent(args.get(0, type)));
    }

    /** Has the handler called with the next event of that name, and with the ack the peer may have asked for. */
    default <A> Subscription once(String event, TypeRef<A> type, AckHandler1<A> handler) {
        return once(event, (args, ack) -> handler.onEvent(args.get(0, type), ack));
    }

    /** Has the handler answer each event of that name. */
    default Subscription handle(String event, Answer0<?> handler) {
        return on(event, (args, ack) -> Answers.give(handler.answer(), ack));
    }

    /** Has the handler called with each event of that name, its first argument read as this type. */
    default <A> Subscription on(String event, Class<A> type, Handler1<A> handler) {
        return on(event, (args, ack) -> handler.onEvent(args.get(0, type)));
    }

    /** Has the handler answer each event of that name, its first argument read as this type. */
    default <A> Subscription handle(String event, Class<A> type, Answer1<A, ?> handler) {
        return on(event, (args, ack) -> Answers.give(handler.answer(args.get(0, type)), ack));
    }

    /** Has the handler called with each event of that name, its first argument read as this type. */
    default <A> Subscription on(String event, TypeRef<A> type, Handler1<A> handler) {
        return on(event, (args, ack) -> handler.onEvent(args.get(0, type)));
    }

    /** Has the handler answer each event of that name, its first argument read as this type. */
    default <A> Subscription handle(String event, TypeRef<A> type, Answer1<A, ?> handler) {
        return on(event, (args, ack) -> Answers.give(handler.answer(args.get(0, type)), ack));
    }

    /** Has the handler called with each event of that name, its first arguments read as these types. */
    default <A, B> Subscription on(String event, Class<A> a, Class<B> b, Handler2<A, B> handler) {
        return on(event, (args, ack) -> handler.onEvent(args.get(0, a), args.get(1, b)));
    }

    /** Has the handler answer each event of that name, its first arguments read as these types. */
    default <A, B> Subscription handle(String event, Class<A> a, Class<B> b, Answer2<A, B, ?> handler) {
        return on(event, (args, ack) -> Answers.give(handler.answer(args.get(0, a), args.get(1, b)), ack));
    }

    /** Has the handler called with each event of that name, its first arguments read as these types. */
    default <A, B> Subscription on(String event, TypeRef<A> a, TypeRef<B> b, Handler2<A, B> handler) {
        return on(event, (args, ack) -> handler.onEvent(args.get(0, a), args.get(1, b)));
    }

    /** Has the handler answer each event of that name, its first arguments read as these types. */
    default <A, B> Subscription handle(String event, TypeRef<A> a, TypeRef<B> b, Answer2<A, B, ?> handler) {
        return on(event, (args, ack) -> Answers.give(handler.answer(args.get(0, a), args.get(1, b)), ack));
    }

    /** Has the handler called with each event of that name, its first arguments read as these types. */
    default <A, B, C> Subscription on(String event, Class<A> a, Class<B> b, Class<C> c, Handler3<A, B, C> handler) {
        return on(event, (args, ack) -> handler.onEvent(args.get(0, a), args.get(1, b), args.get(2, c)));
    }

    /** Has the handler answer each event of that name, its first arguments read as these types. */
    default <A, B, C> Subscription handle(
            String event, Class<A> a, Class<B> b, Class<C> c, Answer3<A, B, C, ?> handler) {
        return on(
                event,
                (args, ack) -> Answers.give(handler.answer(args.get(0, a), args.get(1, b), args.get(2, c)), ack));
    }

    /** Has the handler called with each event of that name, its first arguments read as these types. */
    default <A, B, C> Subscription on(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, Handler3<A, B, C> handler) {
        return on(event, (args, ack) -> handler.onEvent(args.get(0, a), args.get(1, b), args.get(2, c)));
    }

    /** Has the handler answer each event of that name, its first arguments read as these types. */
    default <A, B, C> Subscription handle(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, Answer3<A, B, C, ?> handler) {
        return on(
                event,
                (args, ack) -> Answers.give(handler.answer(args.get(0, a), args.get(1, b), args.get(2, c)), ack));
    }

    /** Has the handler called with each event of that name, its first arguments read as these types. */
    default <A, B, C, D> Subscription on(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, Handler4<A, B, C, D> handler) {
        return on(
                event, (args, ack) -> handler.onEvent(args.get(0, a), args.get(1, b), args.get(2, c), args.get(3, d)));
    }

    /** Has the handler answer each event of that name, its first arguments read as these types. */
    default <A, B, C, D> Subscription handle(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, Answer4<A, B, C, D, ?> handler) {
        return on(
                event,
                (args, ack) -> Answers.give(
                        handler.answer(args.get(0, a), args.get(1, b), args.get(2, c), args.get(3, d)), ack));
    }

    /** Has the handler called with each event of that name, its first arguments read as these types. */
    default <A, B, C, D> Subscription on(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, TypeRef<D> d, Handler4<A, B, C, D> handler) {
        return on(
                event, (args, ack) -> handler.onEvent(args.get(0, a), args.get(1, b), args.get(2, c), args.get(3, d)));
    }

    /** Has the handler answer each event of that name, its first arguments read as these types. */
    default <A, B, C, D> Subscription handle(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, TypeRef<D> d, Answer4<A, B, C, D, ?> handler) {
        return on(
                event,
                (args, ack) -> Answers.give(
                        handler.answer(args.get(0, a), args.get(1, b), args.get(2, c), args.get(3, d)), ack));
    }

    /** Takes an event without looking at its arguments. */
    @FunctionalInterface
    interface Handler0 {
        /** The event came. */
        void onEvent() throws Exception;
    }

    /** Takes an event's first argument and may answer. */
    @FunctionalInterface
    interface AckHandler1<A> {
        /** The event came; the ack may be sent now or later, from any thread. */
        void onEvent(A a, Ack ack) throws Exception;
    }

    /** Answers an event without looking at its arguments. */
    @FunctionalInterface
    interface Answer0<R> {
        /** The answer, or a stage of it. */
        @Nullable
        R answer() throws Exception;
    }

    /** Takes an event's first argument. */
    @FunctionalInterface
    interface Handler1<A> {
        /** The event came. */
        void onEvent(A a) throws Exception;
    }

    /** Answers an event's first argument. */
    @FunctionalInterface
    interface Answer1<A, R> {
        /** The answer, or a stage of it. */
        @Nullable
        R answer(A a) throws Exception;
    }

    /** Takes an event's first two arguments. */
    @FunctionalInterface
    interface Handler2<A, B> {
        /** The event came. */
        void onEvent(A a, B b) throws Exception;
    }

    /** Answers an event's first two arguments. */
    @FunctionalInterface
    interface Answer2<A, B, R> {
        /** The answer, or a stage of it. */
        @Nullable
        R answer(A a, B b) throws Exception;
    }

    /** Takes an event's first three arguments. */
    @FunctionalInterface
    interface Handler3<A, B, C> {
        /** The event came. */
        void onEvent(A a, B b, C c) throws Exception;
    }

    /** Answers an event's first three arguments. */
    @FunctionalInterface
    interface Answer3<A, B, C, R> {
        /** The answer, or a stage of it. */
        @Nullable
        R answer(A a, B b, C c) throws Exception;
    }

    /** Takes an event's first four arguments. */
    @FunctionalInterface
    interface Handler4<A, B, C, D> {
        /** The event came. */
        void onEvent(A a, B b, C c, D d) throws Exception;
    }

    /** Answers an event's first four arguments. */
    @FunctionalInterface
    interface Answer4<A, B, C, D, R> {
        /** The answer, or a stage of it. */
        @Nullable
        R answer(A a, B b, C c, D d) throws Exception;
    }
}
