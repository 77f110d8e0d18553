package hocket.benchmarks.peer;

import com.sun.management.OperatingSystemMXBean;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Does with the official Java client what ClientLoad does with ours: PORT MODE SOCKETS WINDOW SECONDS. */
final class SocketIoClientJava {
    private static final String PAYLOAD = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01";

    private final LongAdder messages = new LongAdder();
    private final LongAdder wrong = new LongAdder();

    private SocketIoClientJava() {}

    public static void main(String[] args) throws Exception {
        SocketIoClientJava load = new SocketIoClientJava();
        List<Socket> sockets = connect(Integer.parseInt(args[0]), Integer.parseInt(args[2]));
        load.run(sockets, args[1].equals("ack"), Integer.parseInt(args[3]), Double.parseDouble(args[4]));
        while (System.in.read() >= 0) {}
        Runtime.getRuntime().halt(0);
    }

    private static List<Socket> connect(int port, int count) throws InterruptedException {
        IO.Options options = IO.Options.builder()
                .setTransports(new String[] {"websocket"})
                .setForceNew(true)
                .setReconnection(false)
                .build();
        CountDownLatch connected = new CountDownLatch(count);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = IO.socket(URI.create("http://127.0.0.1:" + port), options);
            socket.on(Socket.EVENT_CONNECT, ignored -> connected.countDown());
            sockets.add(socket.connect());
        }
        if (!connected.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not all sockets were connected");
        }
        return sockets;
    }

    private void run(List<Socket> sockets, boolean ack, int window, double seconds) throws InterruptedException {
        sockets.forEach(socket -> start(socket, ack, window));
        pass(seconds);
        long messagesBefore = messages.sum();
        long cpuBefore = cpu();
        long begin = System.nanoTime();
        pass(seconds);
        long done = messages.sum() - messagesBefore;
        System.out.printf(
                Locale.ROOT,
                "{\"perSecond\":%.1f,\"cpuMicros\":%.3f,\"wrong\":%d,\"threads\":%d}%n",
                done / ((System.nanoTime() - begin) / 1e9),
                (cpu() - cpuBefore) / 1e3 / done,
                wrong.sum(),
                Thread.activeCount());
    }

    private void start(Socket socket, boolean ack, int window) {
        Ack onAnswer = values -> answered(socket, ack, values[0]);
        socket.on("echo", values -> onAnswer.call(values));
        for (int i = 0; i < window; i++) {
            ask(socket, ack);
        }
    }

    private void ask(Socket socket, boolean ack) {
        if (ack) {
            socket.emit("echo", new Object[] {PAYLOAD}, values -> answered(socket, true, values[0]));
        } else {
            socket.emit("echo", PAYLOAD);
        }
    }

    private void answered(Socket socket, boolean ack, Object value) {
        messages.increment();
        if (!PAYLOAD.equals(value)) {
            wrong.increment();
        }
        ask(socket, ack);
    }

    private static void pass(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (1000 * seconds));
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
