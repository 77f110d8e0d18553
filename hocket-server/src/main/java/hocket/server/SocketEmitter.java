package hocket.server;

import hocket.core.AckTable;
import hocket.core.AckTimeoutException;
import hocket.core.Args;
import hocket.core.CallTarget;
import hocket.core.DisconnectedException;
import hocket.core.EncodedPacket;
import hocket.core.Packet;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import hocket.server.spi.Adapter;
import hocket.server.spi.BroadcastScope;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Emits to one socket: volatile, compressed or not, with a limit of time for the answer. Immutable; any thread. */
public final class SocketEmitter implements CallTarget {
    private final Socket socket;
    private final BroadcastScope how; // of the scope, only how

    SocketEmitter(Socket socket, BroadcastScope how) {
        this.socket = socket;
        this.how = how;
    }

    /** What is emitted is dropped if the transport has no room just now. */
    public SocketEmitter asVolatile() {
        return new SocketEmitter(socket, how.asVolatile());
    }

    /** What is emitted is compressed where the transport offers that, or not. Default true. */
    public SocketEmitter compress(boolean wanted) {
        return new SocketEmitter(socket, how.withCompress(wanted));
    }

    /** Answers come within that time, or fail with {@link AckTimeoutException}. */
    public SocketEmitter timeout(Duration limit) {
        return new SocketEmitter(socket, how.withTimeout(limit));
    }

    /** All other sockets of the namespace, reached in the same way. */
    public BroadcastOperator broadcast() {
        return new BroadcastOperator(socket.namespace(), how).except(socket.id());
    }

    /** The other sockets of these rooms, reached in the same way. */
    public BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        Namespace namespace = socket.namespace();
        Packet packet = namespace.event(event, Packet.NO_ID, Arrays.asList(args));
        Adapter adapter = namespace.adapter();
        if (adapter.isRecovering() && !socket.isJoining()) {
            adapter.broadcast(packet, how.to(socket.id()));
        } else {
            transmit(packet);
        }
    }

    private void transmit(Packet packet) {
        Outgoing outgoing = encode(packet);
        socket.lane().runInOrder(() -> socket.transmit(outgoing));
    }

    private Outgoing encode(Packet packet) {
        EncodedPacket encoded = socket.options().parser.encode(packet).compress(how.compress());
        return new Outgoing(
                packet, encoded, how.isVolatile(), socket.namespace().adapter().position());
    }

    /** Sends an ack, unless another was sent before. */
    static void answer(Socket socket, Packet ack, BooleanSupplier isFirst) {
        SocketEmitter emitter = new SocketEmitter(socket, BroadcastScope.EVERYONE);
        Outgoing outgoing = emitter.encode(ack);
        if (isFirst.getAsBoolean()) {
            socket.lane().runInOrder(() -> socket.transmit(outgoing));
        }
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        Namespace namespace = socket.namespace();
        Outgoing outgoing = encode(namespace.event(event, namespace.nextAckId(), Arrays.asList(args)));
        Answer answer = new Answer(outgoing.packet().id());
        socket.lane().runInOrder(() -> answer.ask(outgoing));
        return answer.future;
    }

    /** One answer that is waited for; the future is completed where handlers run. */
    private final class Answer implements AckTable.Waiter {
        private final long ackId;
        private final CompletableFuture<Args> future = new CompletableFuture<>();
        private @Nullable Timeout timeout; // socket lane

        Answer(long ackId) {
            this.ackId = ackId;
        }

        void ask(Outgoing event) {
            if (socket.isGone()) {
                fail(new DisconnectedException());
                return;
            }
            if (!socket.expectAck(ackId, this)) {
                fail(new IllegalStateException(
                        "the client owes " + socket.options().maxPendingAcks + " acks (maxPendingAcks)"));
                return;
            }
            Duration limit = how.timeout();
            if (limit != null) {
                timeout = socket.lane().newTimeout(this::onTimeout);
                timeout.start(limit);
            }
            if (!socket.transmit(event)) {
                stopClock();
                socket.expectNoAck(ackId);
                fail(new IllegalStateException("the event was dropped, since the client does not read"));
            }
        }

        @Override
        public void onAck(Args args) {
            stopClock();
            complete(() -> future.complete(args));
        }

        @Override
        public void onDisconnect() {
            stopClock();
            fail(new DisconnectedException());
        }

        private void onTimeout() {
            socket.expectNoAck(ackId);
            fail(new AckTimeoutException());
        }

        private void fail(Exception error) {
            complete(() -> future.completeExceptionally(error));
        }

        private void complete(Runnable completion) {
            Lane lane = socket.lane();
            socket.options().handlers.executorOn(lane).execute(completion);
        }

        private void stopClock() {
            if (timeout != null) {
                timeout.cancel();
            }
        }
    }
}
