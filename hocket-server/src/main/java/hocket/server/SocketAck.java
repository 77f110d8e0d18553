package hocket.server;

import hocket.core.Ack;
import hocket.core.CallException;
import hocket.core.Packet;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The answer to one event of a client's, which may not want one. */
final class SocketAck implements Ack {
    private final Socket socket;
    private final long ackId;
    private final @Nullable AtomicBoolean sent; // any thread; null if no answer is wanted

    SocketAck(Socket socket, long ackId) {
        this.socket = socket;
        this.ackId = ackId;
        this.sent = ackId == Packet.NO_ID ? null : new AtomicBoolean();
    }

    @Override
    public boolean isWanted() {
        return sent != null;
    }

    @Override
    public void send(@Nullable Object... values) {
        if (sent != null && !sent.get()) {
            SocketEmitter.answer(socket, Packet.ack(socket.namespace().name(), ackId, Arrays.asList(values)), sent);
        }
    }

    @Override
    public void fail(Throwable error) {
        if (!(error instanceof CallException && isWanted())) {
            socket.onHandlerError(error);
        }
        try {
            send(CallException.wire(error));
        } catch (IllegalArgumentException e) { // its data: the client shall not wait for that
            socket.onHandlerError(e);
            send(CallException.wire(e));
        }
    }
}
