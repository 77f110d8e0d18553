package hocket.engine.spi;

import hocket.core.ByteSlice;

/**
 * One HTTP request and its answer. A host hands it over as soon as the head has come. Call order: {@link #onAborted} and
 * {@link #receive} at most once each, then {@link #respond} or {@link #abort} once.
 */
public interface HttpExchange {
    /** The head of the request. */
    HttpRequest request();

    /** The lane on which the request arrived, and on which the callbacks of this exchange run. */
    Lane lane();

    /**
     * Reads the body: counted while it streams in, kept up to the limit. Called on {@link #lane()}.
     *
     * @param limitBytes the number of bytes, at most
     */
    void receive(int limitBytes, BodyReceiver receiver);

    /**
     * Answers, without blocking. Any thread. A second answer, and one after {@link #abort} or the client's leaving, is
     * ignored. A body that was not read is thrown away; if there may be much of it, the connection is closed.
     */
    void respond(HttpResponse response);

    /** Cuts the connection without an answer. Any thread. */
    void abort();

    /**
     * Has the task run once if the client leaves before the answer was given. Called on {@link #lane()}.
     */
    void onAborted(Runnable task);

    /** Takes the body of a request; exactly one of the two is called, on the exchange's lane, unless it is aborted. */
    interface BodyReceiver {
        /** The whole body. */
        void onBody(ByteSlice body);

        /** The body is larger than the limit; it is known from {@code Content-Length} before a byte was read. */
        void onTooLarge();
    }
}
