package hocket.examples.cli;

import hocket.client.ClientListener;
import hocket.client.SimpleClient;
import hocket.client.Socket;
import hocket.client.TransportName;
import hocket.core.AckTimeoutException;
import hocket.core.DisconnectedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads commands from a terminal, and prints what comes meanwhile. */
@Command(name = "shell", description = "Talks to a server: type help.", mixinStandardHelpOptions = true)
final class ShellCommand implements Callable<Integer> {
    private static final String HELP = """
            emit EVENT ARGUMENT...   sends an event
            call EVENT ARGUMENT...   sends an event and waits for the answer
            state                    tells how the connection is
            disconnect, connect      leaves, and comes again
            quit                     ends; so does Ctrl-D
            Arguments are JSON, in quotes if they hold spaces: emit say '{"text": "hello"}'""";

    @Mixin
    private Server server;

    private volatile TransportName transport = TransportName.POLLING; // any thread

    ShellCommand() {}

    @Override
    public Integer call() throws Exception {
        try (Terminal terminal = TerminalBuilder.builder().dumb(true).build();
                SimpleClient client = server.connect(new Transports())) {
            DefaultParser words = new DefaultParser();
            words.setEscapeChars(null); // JSON has its own
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .parser(words)
                    .completer(new StringsCompleter("emit", "call", "state", "connect", "disconnect", "help", "quit"))
                    .build();
            show(client.socket(), reader::printAbove);
            reader.printAbove(
                    "connected to " + server.url() + " as " + client.socket().id() + "; help tells what can be typed");
            while (serve(reader, client)) {}
            return 0;
        }
    }

    private static void show(Socket socket, Consumer<String> screen) {
        socket.onAny((event, args) -> screen.accept("< " + event + " " + Arguments.print(args)));
        socket.onState(state -> screen.accept("* " + state));
    }

    /** Reads and runs one line; false at the end. */
    private boolean serve(LineReader reader, SimpleClient client) throws InterruptedException {
        try {
            reader.readLine("> ");
            ParsedLine line = reader.getParsedLine();
            return run(line.words(), client, reader::printAbove);
        } catch (UserInterruptException | EndOfFileException e) {
            return false;
        }
    }

    private boolean run(List<String> words, SimpleClient client, Consumer<String> screen) throws InterruptedException {
        try {
            switch (words.get(0)) {
                case "" -> {}
                case "emit" -> client.emit(eventOf(words), Arguments.parse(words.subList(2, words.size())));
                case "call" ->
                    screen.accept("= "
                            + Arguments.print(
                                    client.call(eventOf(words), Arguments.parse(words.subList(2, words.size())))));
                case "state" -> screen.accept("* " + client.socket().state() + ", over " + transport);
                case "connect" -> {
                    var unused = client.socket().connect(); // its state is shown
                }
                case "disconnect" -> client.socket().disconnect();
                case "quit" -> {
                    return false;
                }
                default -> screen.accept(HELP);
            }
        } catch (IOException | AckTimeoutException | DisconnectedException | RuntimeException e) {
            screen.accept("! " + e.getMessage());
        }
        return true;
    }

    private static String eventOf(List<String> words) {
        if (words.size() < 2) {
            throw new IllegalArgumentException("which event?");
        }
        return words.get(1);
    }

    private final class Transports implements ClientListener {
        @Override
        public void onHandshake(String sid, TransportName first) {
            transport = first;
        }

        @Override
        public void onUpgrade(TransportName to) {
            transport = to;
        }
    }
}
