package hocket.server;

import hocket.core.Ack;
import hocket.core.Args;
import org.jspecify.annotations.Nullable;

/**
 * What a controller's method is called for.
 *
 * @param event the name of the event; null if it is none
 * @param args what the client sent: the event's arguments, or its auth
 * @param ack the event's
 * @param reason why the socket has left
 * @param error what another method has thrown
 */
record Occasion(
        Socket socket,
        @Nullable String event,
        Args args,
        Ack ack,
        @Nullable DisconnectReason reason,
        @Nullable Throwable error) {
    static Occasion ofConnect(Socket socket) {
        return new Occasion(socket, null, socket.handshake().auth(), new NoAck(socket), null, null);
    }

    static Occasion ofDisconnect(Socket socket, DisconnectReason reason) {
        return new Occasion(socket, null, Args.none(), new NoAck(socket), reason, null);
    }

    static Occasion ofEvent(Socket socket, String event, Args args, Ack ack) {
        return new Occasion(socket, event, args, ack, null, null);
    }

    Occasion with(Throwable thrown) {
        return new Occasion(socket, event, Args.none(), ack, reason, thrown);
    }

    /** Where nobody can answer. */
    private record NoAck(Socket socket) implements Ack {
        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void send(@Nullable Object... values) {}

        @Override
        public void fail(Throwable error) {
            socket.onHandlerError(error);
        }
    }
}
