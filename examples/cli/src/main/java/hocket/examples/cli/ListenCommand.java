package hocket.examples.cli;

import hocket.client.ClientListener;
import hocket.client.ReceivedEvent;
import hocket.client.SimpleClient;
import hocket.core.DisconnectedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the events that come. */
@Command(
        name = "listen",
        description = "Prints each event on a line: its name and its arguments as JSON.",
        mixinStandardHelpOptions = true)
final class ListenCommand implements Callable<Integer> {
    @Mixin
    private Server server;

    @Option(
            names = {"-n", "--count"},
            description = "Ends after so many events. Default: none, until the server ends it.")
    private int count = Integer.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    ListenCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (SimpleClient client = server.connect(ClientListener.NONE)) {
            err.println("listening as " + client.socket().id());
            client.socket().onState(state -> err.println(state));
            for (int left = count; left > 0; ) {
                left -= print(client, out) ? 1 : 0;
            }
            return 0;
        } catch (DisconnectedException e) {
            return 1;
        }
    }

    private static boolean print(SimpleClient client, PrintWriter out) throws Exception {
        try {
            ReceivedEvent event = client.receive(Duration.ofMinutes(1));
            out.println(event.name() + " " + Arguments.print(event.args()));
            out.flush();
            return true;
        } catch (TimeoutException e) {
            return false; // it goes on listening
        }
    }
}
