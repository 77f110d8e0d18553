package hocket.examples.cli;

import hocket.client.SimpleClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends one event and prints the answer. */
@Command(
        name = "call",
        description = "Sends one event and prints what the server answers, as JSON.",
        mixinStandardHelpOptions = true)
final class CallCommand extends EventCommand {
    @Spec
    private CommandSpec spec;

    CallCommand() {}

    @Override
    void run(SimpleClient client, String name, @Nullable Object[] values) throws Exception {
        spec.commandLine().getOut().println(Arguments.print(client.call(name, values)));
    }
}
