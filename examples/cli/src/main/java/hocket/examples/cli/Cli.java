package hocket.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code hocket}; its subcommands do the work. */
@Command(
        name = "hocket",
        description = "A Socket.IO client for the command line.",
        mixinStandardHelpOptions = true,
        version = "hocket 0.1.0-SNAPSHOT",
        subcommands = {ListenCommand.class, EmitCommand.class, CallCommand.class, ShellCommand.class})
public final class Cli implements Runnable {
    @Spec
    private CommandSpec spec;

    Cli() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }

    /** The whole command line, as it is run and as tests run it. */
    static CommandLine commandLine() {
        return new CommandLine(new Cli())
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    command.getErr().println(command.getCommandName() + ": " + messageOf(error));
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String messageOf(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }

    /** Ends with 0, with 1 if something failed, with 2 if the arguments make no sense. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}
