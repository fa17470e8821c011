package io.fluxgossip.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What goes wrong and was foreseen is one line on stderr: what is wrong, and where to read what is right. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        return badArgument(wrong.getCommandLine(), wrong);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof BadArgumentException) {
            return badArgument(command, failure);
        }
        if (failure instanceof CommandFailedException) {
            say(command, oneLine(failure));
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }

    private static int badArgument(CommandLine command, Exception wrong) {
        say(command, oneLine(wrong) + "; " + whatIsRight(command));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static void say(CommandLine command, String line) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    private static String whatIsRight(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? "see " + command.getCommandSpec().qualifiedName() + " --help"
                : "the commands are "
                        + String.join(", ", command.getSubcommands().keySet());
    }
}
