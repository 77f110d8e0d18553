package hocket.interop;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.client.DisconnectDetails;
import hocket.client.DisconnectReason;
import hocket.client.Manager;
import hocket.client.ManagerOptions;
import hocket.client.Socket;
import hocket.client.TransportName;
import hocket.client.spi.ClientTransport;
import hocket.core.ProtocolException;
import hocket.engine.spi.PerMessageDeflate;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Our client with {@code permessage-deflate}, on the HTTP libraries that have it. */
class ClientDeflateTest {
    private HocketServer.Listening server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder()
                .engine(engine -> engine.perMessageDeflate(PerMessageDeflate.DEFAULT))
                .build());
        io.onConnection(socket -> socket.on("echo", args -> socket.emit("echo", args.get(0, String.class))));
        server = HostKind.usual().listen(io, 0);
        proxy = FaultProxy.to(server.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close().run();
    }

    private Manager manager(ClientTransport transport, int maxPayloadBytes) {
        return Manager.create(
                "http://127.0.0.1:" + proxy.port(),
                ManagerOptions.builder()
                        .transport(transport)
                        .transports(TransportName.WEBSOCKET)
                        .maxPayloadBytes(maxPayloadBytes)
                        .reconnection(false)
                        .build());
    }

    private static BlockingQueue<String> echoes(Socket socket) {
        BlockingQueue<String> echoes = new LinkedBlockingQueue<>();
        socket.on("echo", args -> echoes.add(args.get(0, String.class)));
        return echoes;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JDK")
    void compressedAndPlainEventsComeAndGoInOrder(HttpLibrary library) throws Exception {
        try (ClientTransport transport = library.compressing();
                Manager manager = manager(transport, 1_000_000)) {
            Socket socket = manager.socket("/");
            BlockingQueue<String> echoes = echoes(socket);
            Waits.get(socket.connect());

            for (int i = 0; i < 100; i++) {
                socket.compress(i % 3 != 0).emit("echo", i + "é".repeat(i * 100));
            }

            for (int i = 0; i < 100; i++) {
                assertThat(Waits.next(echoes)).isEqualTo(i + "é".repeat(i * 100));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JDK")
    void whatIsCompressedIsShortOnTheWire(HttpLibrary library) throws Exception {
        String large = "z".repeat(100_000);
        try (ClientTransport transport = library.compressing();
                Manager manager = manager(transport, 1_000_000)) {
            Socket socket = manager.socket("/");
            BlockingQueue<String> echoes = echoes(socket);
            Waits.get(socket.connect());

            socket.emit("echo", large);

            assertThat(Waits.next(echoes)).isEqualTo(large);
            assertThat(proxy.carriedBytes()).isLessThan(10_000);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JDK")
    void aMessageThatBecomesTooLongEndsTheSessionWhenThatIsKnown(HttpLibrary library) throws Exception {
        try (ClientTransport transport = library.compressing();
                Manager manager = manager(transport, 100_000)) {
            Socket socket = manager.socket("/");
            BlockingQueue<String> echoes = echoes(socket);
            CompletableFuture<DisconnectReason> lost = new CompletableFuture<>();
            CompletableFuture<DisconnectDetails> why = new CompletableFuture<>();
            socket.onDisconnect((reason, details) -> {
                why.complete(details);
                lost.complete(reason);
            });
            Waits.get(socket.connect());

            socket.emit("echo", "z".repeat(1000));
            socket.emit("echo", "z".repeat(101_000));

            assertThat(Waits.next(echoes)).hasSize(1000);
            assertThat(Waits.get(lost)).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
            assertThat(Waits.get(why).cause())
                    .hasRootCauseInstanceOf(ProtocolException.class)
                    .hasRootCauseMessage("a message has more than 100000 bytes");
        }
    }
}
