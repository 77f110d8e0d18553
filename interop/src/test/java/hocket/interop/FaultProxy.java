package hocket.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad network between a client and a server: it delays, chops, stalls, swallows and cuts what goes through it. Two
 * threads for each connection; all methods may be called from any thread.
 */
final class FaultProxy implements AutoCloseable {
    /** Which way bytes go. */
    enum Way {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listening;
    private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet(); // any thread
    private final List<String> requests = new CopyOnWriteArrayList<>(); // any thread
    private final AtomicInteger accepted = new AtomicInteger(); // any thread
    private final AtomicLong carried = new AtomicLong(); // any thread
    private volatile int target;
    private volatile int minDelay;
    private volatile int maxDelay;
    private volatile int segment = BUFFER;
    private volatile boolean refusing;
    private volatile boolean swallowing;
    private volatile String cutMark = ""; // connections that bear a request with that are cut
    private final AtomicInteger cutsLeft = new AtomicInteger(); // any thread
    private volatile int cutAfter; // so many bytes to the client
    private final Object gate = new Object();
    private final Set<Way> stalled = EnumSet.noneOf(Way.class); // guarded by gate

    private FaultProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    }

    /** A proxy that does no harm yet. */
    static FaultProxy to(int port) throws IOException {
        FaultProxy proxy = new FaultProxy(port);
        start(proxy::accept);
        return proxy;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fault proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** New connections go to that port. */
    void target(int port) {
        target = port;
    }

    /** Cuts all connections: both sides get a reset. */
    void reset() {
        pipes.forEach(Pipe::reset);
    }

    /** Bytes of that way wait, and no more are taken. */
    void stall(Way way) {
        synchronized (gate) {
            stalled.add(way);
        }
    }

    /** What was stalled goes on. */
    void resume() {
        synchronized (gate) {
            stalled.clear();
            gate.notifyAll();
        }
    }

    /** Each piece of data is late, by a time between these. */
    void delay(int minMillis, int maxMillis) {
        minDelay = minMillis;
        maxDelay = maxMillis;
    }

    /** Data goes on in segments of so many bytes at most. */
    void chop(int bytes) {
        segment = bytes;
    }

    /** Everything that comes is taken and lost, on all connections, as if the peer had vanished. */
    void swallow() {
        swallowing = true;
        pipes.forEach(pipe -> pipe.dead = true);
    }

    /** New connections are cut at once. */
    void refuse() {
        refusing = true;
    }

    /** New connections are good again; those that were swallowed stay dead. */
    void heal() {
        refusing = false;
        swallowing = false;
    }

    /** The next connections that bear such a request are cut when so many bytes have gone to the client after it. */
    void cutNext(int times, String inRequest, int bytesToClient) {
        cutMark = inRequest;
        cutAfter = bytesToClient;
        cutsLeft.set(times);
    }

    /** How many are still to be cut. */
    int cutsLeft() {
        return cutsLeft.get();
    }

    /** How many connections there were so far. */
    int accepted() {
        return accepted.get();
    }

    /** How many bytes came so far, both ways together. */
    long carriedBytes() {
        return carried.get();
    }

    /** How many connections are open. */
    int open() {
        return pipes.size();
    }

    /** The heads of the requests so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                accepted.incrementAndGet();
                if (refusing) {
                    reset(client);
                } else {
                    start(() -> open(client));
                }
            } catch (IOException e) {
                // closed, or the client has gone already
            }
        }
    }

    private void open(Socket client) {
        try {
            Socket server = new Socket();
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5000);
            Pipe pipe = new Pipe(client, server);
            pipe.dead = swallowing;
            pipes.add(pipe);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start(() -> pipe.pump(Way.TO_CLIENT, server, client));
            pipe.pump(Way.TO_SERVER, client, server);
        } catch (IOException e) {
            reset(client);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is gone
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        resume();
        reset();
    }

    /** One connection. */
    private final class Pipe {
        private final Socket client;
        private final Socket server;
        private volatile boolean dead; // what comes is lost
        private final AtomicLong left =
                new AtomicLong(Long.MAX_VALUE); // any thread: bytes to the client, then it is cut

        Pipe(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void reset() {
            FaultProxy.reset(client);
            FaultProxy.reset(server);
            pipes.remove(this);
        }

        void pump(Way way, Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    carried.addAndGet(length);
                    if (way == Way.TO_SERVER) {
                        look(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                    }
                    forward(way, buffer, length, out);
                }
                if (!dead) {
                    to.shutdownOutput();
                }
            } catch (SocketException e) {
                if (!dead) {
                    reset();
                }
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (from.isClosed() || to.isClosed() || (from.isInputShutdown() && to.isInputShutdown())) {
                    pipes.remove(this);
                }
            }
        }

        private void look(String data) {
            if (data.startsWith("GET ") || data.startsWith("POST ")) {
                int end = data.indexOf("\r\n\r\n");
                requests.add(end < 0 ? data : data.substring(0, end));
                if (cutsLeft.get() > 0 && data.contains(cutMark) && cutsLeft.getAndDecrement() > 0) {
                    left.set(cutAfter);
                    if (cutAfter == 0) {
                        reset();
                    }
                }
            }
        }

        private void forward(Way way, byte[] data, int length, OutputStream out)
                throws IOException, InterruptedException {
            if (maxDelay > 0) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(minDelay, maxDelay + 1));
            }
            awaitGate(way);
            if (dead) {
                return;
            }
            int end = way == Way.TO_CLIENT ? (int) Math.min(length, left.get()) : length;
            int step = segment;
            for (int start = 0; start < end; start += step) {
                out.write(data, start, Math.min(step, end - start));
                out.flush();
            }
            if (way == Way.TO_CLIENT && left.addAndGet(-end) == 0) {
                reset();
            }
        }

        private void awaitGate(Way way) throws InterruptedException {
            synchronized (gate) {
                while (stalled.contains(way)) {
                    gate.wait();
                }
            }
        }
    }
}
