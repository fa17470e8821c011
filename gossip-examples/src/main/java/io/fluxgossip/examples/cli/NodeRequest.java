package io.fluxgossip.examples.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of input, understood. */
record NodeRequest(Verb verb, List<String> arguments) {

    /** Topic and key are words; the value is all that follows the one space after the key, other spaces included. */
    private static final Pattern PUT = Pattern.compile("(\\S+)\\s+(\\S+)\\s(.*)");

    NodeRequest {
        arguments = List.copyOf(arguments);
        if (!verb.takes(arguments)) {
            throw new BadLineException("'" + verb.word() + "' must be written as: " + verb.usage());
        }
    }

    static NodeRequest parse(String line) {
        String[] parts = line.stripLeading().split("\\s+", 2);
        Verb verb = Verb.named(parts[0])
                .orElseThrow(() ->
                        new BadLineException("'" + parts[0] + "' is not a command; the commands are " + Verb.usages()));
        String rest = parts.length < 2 ? "" : parts[1];
        return new NodeRequest(verb, verb == Verb.PUT ? topicKeyAndValue(rest) : words(rest));
    }

    private static List<String> topicKeyAndValue(String rest) {
        Matcher parts = PUT.matcher(rest);
        return parts.matches() ? List.of(parts.group(1), parts.group(2), parts.group(3)) : List.of();
    }

    private static List<String> words(String rest) {
        return rest.isBlank() ? List.of() : List.of(rest.strip().split("\\s+"));
    }

    String argument(int index) {
        return arguments.get(index);
    }
}
