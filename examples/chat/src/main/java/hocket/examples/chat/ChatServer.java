package hocket.examples.chat;

import hocket.SocketIo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chat: serves the page and what it talks to, on one port. */
public final class ChatServer implements AutoCloseable {
    private static final int DEFAULT_PORT = 3000;

    /** A picture as a polling client sends it, in base64, and what the event around it takes. */
    private static final int MAX_MESSAGE_BYTES = Pictures.MAX_BYTES / 3 * 4 + 1000;

    private final SocketIo server;

    private ChatServer(SocketIo server) {
        this.server = server;
    }

    /** Runs until the process is told to end. The port comes from {@code --port}, else from {@code PORT}, else it is 3000. */
    public static void main(String[] args) throws InterruptedException {
        try {
            ChatServer chat = start(port(List.of(args), System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(chat::close));
            System.out.println("ready: http://localhost:" + chat.port());
            chat.server.awaitClosed();
        } catch (IllegalArgumentException e) {
            exit(2, e.getMessage());
        } catch (IOException e) {
            exit(1, e.getMessage());
        }
    }

    /**
     * Listens on that port; 0 for a free one.
     *
     * @throws IOException if the port cannot be listened on; the message is one sentence
     */
    public static ChatServer start(int port) throws IOException {
        SocketIo server = SocketIo.builder()
                .port(port)
                .engine(engine -> engine.maxHttpBufferSize(MAX_MESSAGE_BYTES).otherwise(new Page()))
                .listen(io -> io.onConnection(new Chat(io)::onConnection));
        return new ChatServer(server);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Tells every page, and closes. */
    @Override
    public void close() {
        server.close();
    }

    static int port(List<String> args, Map<String, String> environment) {
        if (args.isEmpty()) {
            String fromEnvironment = environment.get("PORT");
            return fromEnvironment == null ? DEFAULT_PORT : number("PORT", fromEnvironment);
        }
        if (!args.get(0).equals("--port") || args.size() > 2) {
            throw new IllegalArgumentException("the only argument is --port N, not " + String.join(" ", args));
        }
        return number("--port", args.size() == 2 ? args.get(1) : null);
    }

    private static int number(String name, @Nullable String text) {
        if (text != null && text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                name + " needs a number from 0 to 65535" + (text == null ? "" : ", not " + text));
    }

    private static void exit(int status, @Nullable String message) {
        System.err.println(message);
        System.exit(status);
    }
}
