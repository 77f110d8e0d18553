package hocket.server;

import hocket.core.OneAnswer;
import hocket.core.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The answer to one event of a client's. */
final class SocketAck extends OneAnswer {
    private final Socket socket;

    SocketAck(Socket socket, long ackId) {
        super(ackId);
        this.socket = socket;
    }

    @Override
    protected void answer(long id, @Nullable Object... values) {
        SocketEmitter.answer(socket, Packet.ack(socket.namespace().name(), id, Arrays.asList(values)), this::isFirst);
    }

    @Override
    protected void onError(Throwable error) {
        socket.onHandlerError(error);
    }
}
