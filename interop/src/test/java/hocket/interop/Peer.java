package hocket.interop;

import hocket.client.ClientListener;
import hocket.client.DisconnectReason;
import hocket.client.Manager;
import hocket.client.ManagerOptions;
import hocket.client.Socket;
import hocket.client.SocketOptions;
import hocket.client.TransportName;
import hocket.client.spi.ClientTransport;
import hocket.core.Args;
import hocket.interop.Connection.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Our client, with what a test wants to know of it. */
final class Peer implements AutoCloseable, ClientListener {
    private final Transport transport;
    private final ClientTransport http = HttpLibrary.usual().create();
    private final Manager manager;
    private final List<TransportName> opened = new CopyOnWriteArrayList<>();
    private final BlockingQueue<DisconnectReason> losses = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> refusals = new LinkedBlockingQueue<>();
    private final Queue<String> failedUpgrades = new ConcurrentLinkedQueue<>(); // any thread
    private final Queue<String> dropped = new ConcurrentLinkedQueue<>(); // any thread
    private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>(); // any thread
    private volatile TransportName current; // written on the lane: null before the first session

    Peer(int port, Transport transport, Consumer<ManagerOptions.Builder> settings) {
        this.transport = transport;
        ManagerOptions.Builder options = ManagerOptions.builder()
                .transport(http)
                .transports(
                        transport == Transport.WEBSOCKET
                                ? new TransportName[] {TransportName.WEBSOCKET}
                                : transport == Transport.POLLING
                                        ? new TransportName[] {TransportName.POLLING}
                                        : new TransportName[] {TransportName.POLLING, TransportName.WEBSOCKET})
                .reconnectionDelay(Duration.ofMillis(20))
                .reconnectionDelayMax(Duration.ofMillis(200))
                .errorHandler((socket, error) -> errors.add(error))
                .listener(this);
        settings.accept(options);
        manager = Manager.create("http://127.0.0.1:" + port, options.build());
    }

    Manager manager() {
        return manager;
    }

    /** The socket of that namespace, not connected. */
    Socket socket(String namespace) {
        return socket(namespace, SocketOptions.DEFAULT);
    }

    Socket socket(String namespace, SocketOptions options) {
        Socket socket = manager.socket(namespace, options);
        socket.onDisconnect(reason -> {
            losses.add(reason);
        });
        socket.onConnectError(refusals::add);
        return socket;
    }

    /** The socket of the main namespace, connected over the last of the transports. */
    Socket connect() throws InterruptedException {
        return connect("/");
    }

    Socket connect(String namespace) throws InterruptedException {
        return connect(namespace, SocketOptions.DEFAULT);
    }

    Socket connect(String namespace, SocketOptions options) throws InterruptedException {
        Socket socket = socket(namespace, options);
        Waits.get(socket.connect());
        settle();
        return socket;
    }

    /** Waits until the session has its last transport. */
    void settle() throws InterruptedException {
        Waits.until(
                () -> "over " + transport.last + ", not over " + current + "; upgrades failed: " + failedUpgrades,
                () -> current != null && current.wire().equals(transport.last));
    }

    /** The transports that sessions were opened with. */
    List<TransportName> opened() {
        return opened;
    }

    /** The transport of the session that is open, or was. */
    TransportName current() {
        return current;
    }

    /** Why upgrades failed. */
    Queue<String> failedUpgrades() {
        return failedUpgrades;
    }

    /** The events that were not sent. */
    Queue<String> dropped() {
        return dropped;
    }

    /** Waits until a socket is lost. */
    DisconnectReason nextLoss() throws InterruptedException {
        return Waits.next(losses);
    }

    /** How many losses nobody took. */
    int losses() {
        return losses.size();
    }

    /** Waits until a socket could not be connected. */
    Throwable nextRefusal() throws InterruptedException {
        return Waits.next(refusals);
    }

    /** What handlers threw. */
    Queue<Throwable> errors() {
        return errors;
    }

    /** The answer's first value. */
    static Object ask(Socket socket, String event, Object... values) throws InterruptedException {
        return answer(socket, event, values).tree(0);
    }

    static Args answer(Socket socket, String event, Object... values) throws InterruptedException {
        return Waits.get(socket.emitWithAck(event, values));
    }

    /** What the server sends back. */
    static Args echo(Socket socket, Object... values) throws InterruptedException {
        CompletableFuture<Args> back = new CompletableFuture<>();
        socket.once("echo", args -> {
            back.complete(args);
        });
        socket.emit("echo", values);
        return Waits.get(back);
    }

    @Override
    public void onHandshake(String sid, TransportName name) {
        current = name;
        opened.add(name);
    }

    @Override
    public void onUpgrade(TransportName to) {
        current = to;
    }

    @Override
    public void onUpgradeError(String why) {
        failedUpgrades.add(why);
    }

    @Override
    public void onDropped(String namespace, String event) {
        dropped.add(event);
    }

    @Override
    public void close() {
        manager.close();
        http.close();
    }
}
