package hocket.examples.cli;

import hocket.client.SimpleClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Sends one event. */
@Command(name = "emit", description = "Sends one event and ends.", mixinStandardHelpOptions = true)
final class EmitCommand extends EventCommand {
    EmitCommand() {}

    @Override
    void run(SimpleClient client, String name, @Nullable Object[] values) {
        client.emit(name, values);
    }
}
