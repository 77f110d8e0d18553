package hocket.examples.cli;

import hocket.client.ClientListener;
import hocket.client.SimpleClient;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Does something with one event. */
abstract class EventCommand implements Callable<Integer> {
    @Mixin
    private Server server;

    @Parameters(index = "1", paramLabel = "EVENT", description = "The event's name.")
    private String event;

    @Parameters(
            index = "2..*",
            paramLabel = "ARGUMENT",
            description = "JSON; @file stands for the bytes of a file, and what is no JSON is text.")
    private List<String> arguments = List.of();

    abstract void run(SimpleClient client, String name, @Nullable Object[] values) throws Exception;

    @Override
    public final Integer call() throws Exception {
        @Nullable Object[] values = Arguments.parse(arguments);
        try (SimpleClient client = server.connect(ClientListener.NONE)) {
            run(client, event, values);
        }
        return 0;
    }
}
