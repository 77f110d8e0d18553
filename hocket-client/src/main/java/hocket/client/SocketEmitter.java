package hocket.client;

import hocket.client.spi.ClientLane;
import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.CallTarget;
import hocket.core.Checks;
import hocket.core.DisconnectedException;
import hocket.core.Packet;
import hocket.core.ReservedEvents;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How an event is sent: with a limit of time, volatile, compressed. Immutable; any thread; nothing blocks. */
public final class SocketEmitter implements CallTarget {
    private final Socket socket;
    private final @Nullable Duration limit;
    private final boolean isVolatile;
    private final boolean compress;

    SocketEmitter(Socket socket, @Nullable Duration limit, boolean isVolatile, boolean compress) {
        this.socket = socket;
        this.limit = limit;
        this.isVolatile = isVolatile;
        this.compress = compress;
    }

    /** With so much time for the answer. */
    public SocketEmitter timeout(Duration time) {
        return new SocketEmitter(socket, Checks.positive("timeout", time), isVolatile, compress);
    }

    /** Dropped if the socket is not connected, or the transport has no room just now. */
    public SocketEmitter asVolatile() {
        return new SocketEmitter(socket, limit, true, compress);
    }

    /** Compressed where the transport offers that, or not. Default true. */
    public SocketEmitter compress(boolean wanted) {
        return new SocketEmitter(socket, limit, isVolatile, wanted);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        if (isRetried()) {
            retried(event, args);
            return;
        }
        Outgoing out = encode(event, Packet.NO_ID, args, null);
        socket.io().onLane(() -> socket.session().transmit(out));
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        Manager manager = socket.io();
        CompletableFuture<Args> answer = new CompletableFuture<>();
        if (manager.isClosing()) { // nothing may run on the lane any more
            encode(event, 0, args, null);
            answer.completeExceptionally(new DisconnectedException());
            return answer;
        }
        if (isRetried()) {
            return retried(event, args);
        }
        sendOnce(event, args, new Outcome() {
            @Override
            public void onAck(Args values) {
                manager.complete(() -> answer.complete(values));
            }

            @Override
            public void onFailed(Exception error) {
                manager.complete(() -> answer.completeExceptionally(error));
            }
        });
        return answer;
    }

    private boolean isRetried() {
        return socket.options().retries > 0 && !isVolatile;
    }

    /** Encoded once here so that the caller hears of what cannot be. */
    private CompletableFuture<Args> retried(String event, @Nullable Object... args) {
        encode(event, 0, args, null);
        @Nullable Object[] copy = args.clone();
        CompletableFuture<Args> answer = new CompletableFuture<>();
        socket.io().onLane(() -> {
            if (socket.io().isClosing()) {
                socket.io().complete(() -> answer.completeExceptionally(new DisconnectedException()));
            } else {
                socket.session().retries().add(this, event, copy, answer);
            }
        });
        return answer;
    }

    /** What became of an event that asked for an ack. Called once, on the lane. */
    interface Outcome {
        void onAck(Args values);

        void onFailed(Exception error);
    }

    /** Sends an event that asks for an ack. */
    void sendOnce(String event, @Nullable Object[] args, Outcome outcome) {
        Waiting waiting = new Waiting(outcome);
        Outgoing out = encode(event, socket.nextAckId(), args, waiting);
        socket.io().onLane(() -> waiting.send(out));
    }

    private Outgoing encode(String event, long ackId, @Nullable Object[] args, Outgoing.@Nullable Answer answer) {
        if (ReservedEvents.contains(event)) {
            throw new IllegalArgumentException("\"" + event + "\" is a reserved event name");
        }
        @Nullable Object[] nameAndArgs = new Object[args.length + 1];
        nameAndArgs[0] = event;
        System.arraycopy(args, 0, nameAndArgs, 1, args.length);
        Packet packet = Packet.event(socket.nsp(), ackId, Arrays.asList(nameAndArgs));
        return new Outgoing(packet, socket.io().options().parser.encode(packet).compress(compress), isVolatile, answer);
    }

    private ClientLane lane() {
        return socket.io().lane();
    }

    /** One ack that is waited for. Belongs to the lane. */
    private final class Waiting implements Outgoing.Answer {
        private final Outcome outcome;
        private ClientLane.@Nullable Timer timer; // lane: null if there is no limit
        private boolean done; // lane

        Waiting(Outcome outcome) {
            this.outcome = outcome;
        }

        void send(Outgoing event) {
            Duration time = limit == null ? socket.options().ackTimeout : limit;
            if (time != null) {
                timer = lane().schedule(time, () -> onTimeout(event));
            }
            socket.session().transmit(event);
        }

        private void onTimeout(Outgoing event) {
            if (!done) {
                socket.session().forget(event);
                fail(new AckTimeoutException());
            }
        }

        @Override
        public void onAck(Args args) {
            if (finish()) {
                outcome.onAck(args);
            }
        }

        @Override
        public void onDisconnect() {
            fail(new DisconnectedException());
        }

        @Override
        public void onDropped(String why) {
            fail(new IllegalStateException("the event was dropped: " + why));
        }

        private void fail(Exception error) {
            if (finish()) {
                outcome.onFailed(error);
            }
        }

        private boolean finish() {
            if (done) {
                return false;
            }
            done = true;
            if (timer != null) {
                timer.cancel();
            }
            return true;
        }
    }
}
