package hocket.client;

import hocket.core.EncodedPacket;
import hocket.core.OneAnswer;
import hocket.core.Packet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The answer to one event of the server's. */
final class SocketAck extends OneAnswer {
    private final Socket socket;
    private final @Nullable String socketId;

    /** For an event that came to the socket while it had that id. */
    SocketAck(Socket socket, @Nullable String socketId, long ackId) {
        super(ackId);
        this.socket = socket;
        this.socketId = socketId;
    }

    @Override
    protected void answer(long id, @Nullable Object... values) {
        Packet ack = Packet.ack(socket.nsp(), id, Arrays.asList(values));
        EncodedPacket encoded = socket.io().options().parser.encode(ack);
        if (isFirst()) {
            socket.io().onLane(() -> socket.session().answer(socketId, encoded));
        }
    }

    @Override
    protected void onError(Throwable error) {
        socket.io().options().onError(socket, error);
    }
}
