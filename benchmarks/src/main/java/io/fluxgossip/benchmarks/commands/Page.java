package io.fluxgossip.benchmarks.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A Markdown page of which the part between two markers is written by a command, and the rest by people. */
final class Page {

    private static final String BEGIN = "<!-- What follows is written by a command; change nothing here. -->\n";
    private static final String END = "<!-- Written by a command up to here. -->\n";

    private final Path path;
    private final String before;
    private final String after;

    private Page(Path path, String before, String after) {
        this.path = path;
        this.before = before;
        this.after = after;
    }

    /**
     * The page at this place, or a new one.
     *
     * @throws IllegalArgumentException if there is something else, or no place for a page; nothing was written
     */
    static Page at(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("no page can be written at '" + path + "'");
        }
        return Files.exists(path) ? of(path, Files.readString(path)) : new Page(path, "", "");
    }

    /** The page that an option names. */
    static Page given(Path path, CommandSpec command) throws IOException {
        try {
            return at(path);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), "--out: " + wrong.getMessage());
        }
    }

    private static Page of(Path path, String text) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("'" + path + "' has no markers, it was written by somebody else");
        }
        return new Page(path, text.substring(0, begin), text.substring(end + END.length()));
    }

    void write(String tables) throws IOException {
        Files.writeString(path, before + BEGIN + "\n" + tables + "\n" + END + after);
    }
}
