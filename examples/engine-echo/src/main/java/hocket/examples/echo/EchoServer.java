package hocket.examples.echo;

import hocket.engine.Cors;
import hocket.engine.EngineMessage;
import hocket.engine.EngineOptions;
import hocket.engine.EngineServer;
import hocket.engine.EngineSocketListener;
import hocket.engine.Handlers;
import hocket.netty.NettyServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends each message back to whom it came from, at {@code /engine.io}. */
public final class EchoServer {
    private static final String USAGE =
            "usage: EchoServer [--port N] [--ping-interval MILLIS] [--ping-timeout MILLIS] [--allow-eio3]";

    private EchoServer() {}

    /** Runs until the process is told to end. */
    public static void main(String[] args) throws InterruptedException {
        Arguments arguments = new Arguments();
        try {
            arguments.read(List.of(args));
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage() + System.lineSeparator() + USAGE);
        }
        try {
            NettyServer server = start(arguments.port, arguments.options.build());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.out.println("ready: http://localhost:" + server.port() + "/engine.io/");
            server.awaitClosed();
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
    }

    /**
     * Listens on that port; 0 for a free one. With one event loop, so that requests are answered in the order in which they
     * come, over however many connections: the published protocol suites rely on that.
     */
    static NettyServer start(int port, EngineOptions options) throws IOException {
        EngineServer engine = EngineServer.create(options, socket -> new EngineSocketListener() {
            @Override
            public void onMessage(EngineMessage message) {
                socket.send(message);
            }
        });
        return NettyServer.builder(engine).port(port).threads(1).start();
    }

    private static void exit(int status, @Nullable String message) {
        System.err.println(message);
        System.exit(status);
    }

    /** What the command line asks for. */
    static final class Arguments {
        /** The handler never blocks, so it may run where the message arrives. */
        final EngineOptions.Builder options =
                EngineOptions.builder().cors(Cors.any()).handlers(Handlers.inline());

        int port = 3000;

        void read(List<String> args) {
            Iterator<String> rest = args.iterator();
            while (rest.hasNext()) {
                String name = rest.next();
                switch (name) {
                    case "--port" -> port = number(name, rest, 0, 65_535);
                    case "--ping-interval" -> options.pingInterval(millis(name, rest));
                    case "--ping-timeout" -> options.pingTimeout(millis(name, rest));
                    case "--allow-eio3" -> options.allowEIO3(true);
                    default -> throw new IllegalArgumentException("unknown argument: " + name);
                }
            }
        }

        private static Duration millis(String name, Iterator<String> rest) {
            return Duration.ofMillis(number(name, rest, 1, Integer.MAX_VALUE));
        }

        private static int number(String name, Iterator<String> rest, int min, int max) {
            String text = rest.hasNext() ? rest.next() : "";
            try {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new IllegalArgumentException(name + " needs a number from " + min + " to " + max);
        }
    }
}
