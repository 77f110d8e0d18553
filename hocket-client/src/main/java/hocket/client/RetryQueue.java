package hocket.client;

import hocket.core.Args;
import hocket.core.DisconnectedException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The events of a socket with {@link SocketOptions.Builder#retries}: one at a time is on its way, and is sent again until
 * the server acknowledges it or there were enough tries. Belongs to the manager's lane.
 */
final class RetryQueue {
    private final Socket socket;
    private final int retries;
    private final Queue<Entry> entries = new ArrayDeque<>(1);

    RetryQueue(Socket socket, int retries) {
        this.socket = socket;
        this.retries = retries;
    }

    /** Sends the event when it is its turn. */
    void add(SocketEmitter how, String event, @Nullable Object[] args, CompletableFuture<Args> answer) {
        entries.add(new Entry(how, event, args, answer));
        proceed();
    }

    /** The socket is connected: what was on its way may be lost. */
    void onConnect() {
        Entry head = entries.peek();
        if (head != null) {
            head.pending = false;
        }
        proceed();
    }

    /** Nothing will be sent any more. */
    void end() {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            entry.fail(new DisconnectedException());
        }
    }

    private void proceed() {
        Entry head = entries.peek();
        if (head != null && !head.pending && socket.session().isConnected()) {
            head.send();
        }
    }

    private final class Entry {
        private final SocketEmitter how;
        private final String event;
        private final @Nullable Object[] args;
        private final CompletableFuture<Args> answer;
        private boolean pending; // on its way
        private int tries;

        Entry(SocketEmitter how, String event, @Nullable Object[] args, CompletableFuture<Args> answer) {
            this.how = how;
            this.event = event;
            this.args = args;
            this.answer = answer;
        }

        void send() {
            pending = true;
            int thisTry = ++tries;
            how.sendOnce(event, args, new SocketEmitter.Outcome() {
                @Override
                public void onAck(Args values) {
                    if (isHead()) {
                        entries.remove();
                        socket.io().complete(() -> answer.complete(values));
                        proceed();
                    }
                }

                @Override
                public void onFailed(Exception error) {
                    if (isHead() && thisTry == tries) {
                        pending = false;
                        giveUpOrRetry(error);
                    }
                }
            });
        }

        private boolean isHead() {
            return entries.peek() == this;
        }

        private void giveUpOrRetry(Exception error) {
            if (tries > retries) {
                entries.remove();
                fail(error);
            }
            proceed();
        }

        void fail(Exception error) {
            socket.io().complete(() -> answer.completeExceptionally(error));
        }
    }
}
