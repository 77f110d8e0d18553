package hocket.benchmarks.run;

import hocket.benchmarks.load.LoadResult;
import hocket.engine.Handlers;
import hocket.server.Socket;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import hocket.testkit.MemoryHost;
import hocket.testkit.MemoryWebSocket;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server without a network, and as many clients as one likes: what it does itself, without the operating system. */
final class Crowd {
    private static final String URL = "/socket.io/?EIO=4&transport=websocket";
    private static final String TEXT = "x".repeat(64);
    private static final Duration LONGER_THAN_THE_INTERVAL = Duration.ofSeconds(26);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Socket> sockets = new ArrayList<>();
    private final List<MemoryWebSocket> clients = new ArrayList<>();
    private final SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder()
            .engine(engine -> engine.handlers(Handlers.inline()))
            .build());
    private final MemoryHost host = new MemoryHost(io);

    Crowd(int size) {
        io.onConnection(sockets::add);
        for (int i = 0; i < size; i++) {
            MemoryWebSocket client = host.webSocket(URL);
            client.send("40");
            clients.add(client);
        }
        takeAll();
    }

    /** Spreads them evenly. */
    void join(int rooms) {
        for (int i = 0; i < sockets.size(); i++) {
            sockets.get(i).join(room(i % rooms));
        }
        host.lane().crank();
    }

    private static String room(int number) {
        return "r" + number;
    }

    /** Sends each of the rooms an event: what that costs the server, until all has been handed to the host. */
    LoadResult toRooms(int rooms) {
        double seconds = cpuOf(() -> {
            for (int i = 0; i < rooms; i++) {
                io.to(room(i)).emit("news", TEXT);
            }
            host.lane().crank();
        });
        return result(seconds);
    }

    /** Lets a ping go to each client, and its pong come. */
    LoadResult beat() {
        double pings = cpuOf(() -> host.advance(LONGER_THAN_THE_INTERVAL));
        double pongs = cpuOf(() -> clients.forEach(client -> client.send("3")));
        return result(pings + pongs);
    }

    private LoadResult result(double cpuSeconds) {
        int messages = takeAll();
        int missing = clients.size() - messages;
        return LoadResult.ofCpu(clients.size(), cpuSeconds, messages, missing);
    }

    /** How many messages have come to the clients since the last time. */
    private int takeAll() {
        int taken = 0;
        for (MemoryWebSocket client : clients) {
            while (client.receive() != null) {
                taken++;
            }
        }
        return taken;
    }

    private static double cpuOf(Runnable task) {
        long start = THREADS.getCurrentThreadCpuTime();
        task.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    }
}
