package io.fluxgossip.benchmarks.commands;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A bad argument, or a page that cannot be written, is one line on stderr. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        say(command, wrong.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof IOException) {
            say(command, "cannot read or write the page: " + failure);
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }

    private static void say(CommandLine command, String line) {
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + line.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    }
}
