package hocket.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One workload against one server: opens the clients, warms up, measures, stops sending and waits for what is on its way.
 * The clients stay until it is closed.
 */
public final class LoadRun implements AutoCloseable {
    private static final int OPENING_AT_A_TIME = 64;
    private static final Duration OPENING = Duration.ofSeconds(90);
    private static final Duration DRAINING = Duration.ofSeconds(5);

    private final Duration draining;
    private final Workload workload;
    private final Supplier<Duration> serverCpu;
    private final Network network;
    private final Meter meter = new Meter();
    private final Traffic traffic;
    private final List<Client> clients = new ArrayList<>();
    private int ready;
    private int failed;
    private double openSeconds;
    private double openCpuSeconds;
    private boolean isClosing;

    /**
     * Begins nothing yet.
     *
     * @param serverCpu the processor time the server has taken so far
     */
    public LoadRun(Workload workload, int port, Supplier<Duration> serverCpu) throws IOException {
        this(workload, port, serverCpu, DRAINING);
    }

    LoadRun(Workload workload, int port, Supplier<Duration> serverCpu, Duration draining) throws IOException {
        this.draining = draining;
        this.workload = workload;
        this.serverCpu = serverCpu;
        this.network = new Network(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.traffic = Traffic.of(workload, meter);
    }

    /** Opens all clients; to be called first. False if not all came about. */
    public boolean open() throws IOException {
        Stopwatch open = new Stopwatch(serverCpu);
        int count = workload.connections() + workload.senders();
        turnUntil(
                () -> {
                    while (clients.size() < count && clients.size() - ready - failed < OPENING_AT_A_TIME) {
                        dial();
                    }
                    return ready + failed == count;
                },
                OPENING);
        openSeconds = open.seconds();
        openCpuSeconds = open.serverCpuSeconds();
        if (ready < count && failed == 0) {
            faults().lost("only " + ready + " of " + count + " clients were ready in " + OPENING.toSeconds() + " s");
        }
        return ready == count;
    }

    private void dial() {
        try {
            clients.add(new Client(clients.size(), workload, traffic, network, this));
        } catch (IOException e) {
            throw new IllegalStateException("cannot open connection " + clients.size() + ": " + e.getMessage(), e);
        }
    }

    /** The whole of it. */
    public LoadResult run(Duration warmUp, Duration window) throws IOException {
        if (!open()) {
            return result(new Stopwatch(serverCpu).stop(), 0);
        }
        traffic.begin(clients);
        turn(warmUp);
        Stopwatch measured = new Stopwatch(serverCpu);
        meter.turn(true);
        turn(window);
        meter.turn(false);
        measured.stop();
        traffic.stop();
        turnUntil(() -> traffic.inFlight() == 0, draining);
        return result(measured, traffic.inFlight());
    }

    /** Answers heartbeats meanwhile, and whatever else must be done. */
    public void turn(Duration time) throws IOException {
        turnUntil(() -> failed > 0, time);
    }

    private void turnUntil(BooleanSupplier done, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            network.turn(Math.max(1, left / 1_000_000));
        }
    }

    private LoadResult result(Stopwatch measured, long missing) {
        return new LoadResult(
                workload.name(),
                ready,
                openSeconds,
                openCpuSeconds,
                measured.seconds(),
                measured.serverCpuSeconds(),
                measured.ownCpuSeconds(),
                meter.messages(),
                meter.micros(50),
                meter.micros(90),
                meter.micros(99),
                meter.micros(99.9),
                faults().wrong(),
                faults().lost(),
                missing,
                faults().first());
    }

    /** The first things that went wrong. */
    public List<String> firstFaults() {
        return faults().first();
    }

    Faults faults() {
        return meter.faults();
    }

    void onReady() {
        ready++;
    }

    void onLost(boolean wasReady, String why) {
        if (isClosing) {
            return;
        }
        failed++;
        if (wasReady) {
            ready--;
        }
        faults().lost(why);
    }

    @Override
    public void close() throws IOException {
        isClosing = true;
        clients.forEach(Client::close);
        network.close();
    }
}
