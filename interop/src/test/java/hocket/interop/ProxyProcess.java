package hocket.interop;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A proxy that runs in front of two nodes. */
final class ProxyProcess implements AutoCloseable {
    /** How it finds the node of a client again. */
    enum Sticky {
        ADDRESS,
        COOKIE
    }

    private final Process process;
    private final Path log;
    private final int[] ports;

    private ProxyProcess(Process process, Path log, int[] ports) {
        this.process = process;
        this.log = log;
        this.ports = ports;
    }

    static ProxyProcess start(Proxy proxy, Path folder, int... nodes) throws IOException, InterruptedException {
        int[] ports = {freePort(), freePort()};
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(proxy.commandLine(folder, nodes, ports))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ProxyProcess started = new ProxyProcess(process, log, ports);
        Waits.until(started::toString, () -> started.listens(ports[0]) && started.listens(ports[1]));
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean listens(int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException(toString());
        }
        try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connected.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port(Sticky sticky) {
        return sticky == Sticky.ADDRESS ? ports[0] : ports[1];
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What it has said. */
    @Override
    public String toString() {
        try {
            return process.info().command().orElse("the proxy") + ": " + Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
