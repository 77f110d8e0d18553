package hocket.benchmarks.client;

import com.sun.management.OperatingSystemMXBean;
import hocket.client.JdkTransport;
import hocket.client.Manager;
import hocket.client.ManagerOptions;
import hocket.client.Socket;
import hocket.client.TransportName;
import hocket.client.netty.NettyTransport;
import hocket.client.okhttp.OkHttpTransport;
import hocket.client.spi.ClientTransport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sockets of ours against a server of {@code LoadServer}'s kind: {@code ClientLoad LIBRARY HANDLERS PORT MODE SOCKETS WINDOW
 * SECONDS}. Each socket has a manager; they share one transport and their options. It warms up as long as it measures, prints a line of
 * JSON, and stays until its input ends.
 */
public final class ClientLoad {
    private static final String PAYLOAD = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01";
    private static final int CROWD_THREADS = 4;

    private final String handlers;
    private final ClientTransport transport;
    private final LongAdder messages = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    private ClientLoad(String library, String handlers) {
        this.handlers = handlers;
        this.transport = switch (library) {
            case "jdk" -> JdkTransport.create();
            case "okhttp" -> OkHttpTransport.create();
            case "netty" -> NettyTransport.create();
            default -> throw new IllegalArgumentException("the library is jdk, okhttp or netty, not " + library);
        };
    }

    public static void main(String[] args) throws Exception {
        ClientLoad load = new ClientLoad(args[0], args[1]);
        List<Socket> sockets = load.connect(Integer.parseInt(args[2]), Integer.parseInt(args[4]));
        load.run(sockets, args[3], Integer.parseInt(args[5]), Double.parseDouble(args[6]));
        awaitEndOfInput();
        Runtime.getRuntime().halt(0); // whatever is in flight does not matter
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {}
    }

    private List<Socket> connect(int port, int count) throws Exception {
        ManagerOptions options = options();
        List<Socket> sockets = new ArrayList<>();
        List<CompletableFuture<Void>> connected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = Manager.create("http://127.0.0.1:" + port, options).socket("/");
            sockets.add(socket);
            connected.add(socket.connect());
        }
        CompletableFuture.allOf(connected.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        return sockets;
    }

    private ManagerOptions options() {
        ManagerOptions.Builder options = ManagerOptions.builder()
                .transport(transport)
                .transports(TransportName.WEBSOCKET)
                .reconnection(false);
        switch (handlers) {
            case "inline" -> options.handlers(Runnable::run);
            case "default" -> {}
            case "shared" -> options.handlers(Executors.newFixedThreadPool(CROWD_THREADS));
            default -> throw new IllegalArgumentException("handlers run inline, by default or shared, not " + handlers);
        }
        return options.build();
    }

    private void run(List<Socket> sockets, String mode, int window, double seconds) throws InterruptedException {
        sockets.forEach(socket -> start(socket, mode, window));
        pass(seconds);
        long messagesBefore = messages.sum();
        long cpuBefore = cpu();
        long begin = System.nanoTime();
        pass(seconds);
        long done = messages.sum() - messagesBefore;
        long cpu = cpu() - cpuBefore;
        double took = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "{\"perSecond\":%.1f,\"cpuMicros\":%.3f,\"wrong\":%d,\"threads\":%d}%n",
                done / took,
                done == 0 ? 0 : cpu / 1e3 / done,
                wrong.sum(),
                Thread.activeCount());
    }

    private void start(Socket socket, String mode, int window) {
        Runnable next = switch (mode) {
            case "ack" -> () -> ask(socket);
            case "echo" -> () -> socket.emit("echo", PAYLOAD);
            case "idle" -> () -> {};
            default -> throw new IllegalArgumentException("the mode is ack, echo or idle, not " + mode);
        };
        socket.on("echo", String.class, value -> {
            count(PAYLOAD.equals(value));
            next.run();
        });
        for (int i = 0; i < window; i++) {
            next.run();
        }
    }

    private void ask(Socket socket) {
        var unused = socket.emitWithAck("echo", PAYLOAD).whenComplete((answer, error) -> {
            count(error == null && PAYLOAD.equals(answer.get(0, String.class)));
            ask(socket);
        });
    }

    private void count(boolean right) {
        messages.increment();
        if (!right) {
            wrong.increment();
        }
    }

    private static void pass(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (1000 * seconds));
    }

    /** Nanoseconds of processor time of this process. */
    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
