package hocket.interop;

import hocket.client.Socket;
import hocket.client.SocketIoClient;
import hocket.client.SocketOptions;
import java.time.Duration;

/** A program whose end is watched: {@link OfficialClientFaultsTest}. */
final class ExitingClient {
    private ExitingClient() {}

    /** The address, whether it closes its client, and the library if that is not found by itself. */
    public static void main(String[] args) throws Exception {
        Socket socket = args.length == 2
                ? SocketIoClient.connect(args[0], one -> {})
                : SocketIoClient.connect(
                        args[0],
                        options ->
                                options.transport(HttpLibrary.valueOf(args[2]).create()),
                        SocketOptions.DEFAULT,
                        one -> {});
        Waits.get(socket.connect());
        Peer.answer(socket, "ask", 1);
        for (int i = 0; i < 100; i++) {
            var unused = socket.timeout(Duration.ofMillis(50)).emitWithAck("hold");
            var unusedToo = socket.timeout(Duration.ofMinutes(2)).emitWithAck("hold");
        }
        Waits.failure(socket.timeout(Duration.ofMillis(100)).emitWithAck("hold"));
        if (Boolean.parseBoolean(args[1])) {
            socket.close();
        }
        System.out.println("end");
    }
}
