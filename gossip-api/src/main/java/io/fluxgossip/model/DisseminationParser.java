package io.fluxgossip.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ways to spread updates as words, for people and for other nodes: {@code flood(ring)}, {@code
 * rumor(3,200ms,useless:2)}, {@code tree(random5,500ms)}.
 */
final class DisseminationParser {

    private final String text;
    private final String name;
    private final List<String> arguments;

    private DisseminationParser(String text) {
        this.text = text;
        int open = text.indexOf('(');
        if (open < 0) {
            name = text;
            arguments = List.of();
        } else if (text.endsWith(")")) {
            name = text.substring(0, open);
            arguments = new ArrayList<>(
                    List.of(text.substring(open + 1, text.length() - 1).split(",", -1)));
            arguments.replaceAll(String::strip);
        } else {
            throw unreadable("the bracket is not closed");
        }
    }

    static Dissemination dissemination(String text) {
        return new DisseminationParser(text.strip()).dissemination();
    }

    private Dissemination dissemination() {
        return switch (name) {
            case "auto" -> with(0, Dissemination.auto());
            case "direct" -> with(0, Dissemination.direct());
            case "flood" -> Dissemination.flood(arguments.isEmpty() ? Topology.full() : Topology.parse(argument(0, 1)));
            case "tree" ->
                arguments.isEmpty()
                        ? Dissemination.tree()
                        : new Dissemination.Tree(Topology.parse(argument(0, 2)), duration(argument(1, 2)));
            case "rumor" ->
                arguments.isEmpty()
                        ? Dissemination.rumor()
                        : Dissemination.rumor(number(argument(0, 3)), duration(argument(1, 3)), stop(argument(2, 3)));
            default -> throw unreadable("it must be auto, direct, flood, tree or rumor");
        };
    }

    private Dissemination with(int count, Dissemination read) {
        if (arguments.size() != count) {
            throw unreadable("it takes no arguments");
        }
        return read;
    }

    private String argument(int place, int count) {
        if (arguments.size() != count) {
            throw unreadable("it takes " + count + " arguments or none");
        }
        return arguments.get(place);
    }

    static Dissemination.Stop stop(String text) {
        if (text.equals("never")) {
            return Dissemination.Stop.never();
        }
        int colon = text.indexOf(':');
        String rule = colon < 0 ? text : text.substring(0, colon);
        int count = colon < 0 ? 0 : Integer.parseInt(text.substring(colon + 1));
        return switch (rule) {
            case "sends" -> Dissemination.Stop.sends(count);
            case "useless" -> Dissemination.Stop.useless(count);
            case "coin" -> Dissemination.Stop.coin(count);
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is not a rule to stop; it must be never, sends:8, useless:2 or coin:4");
        };
    }

    private int number(String word) {
        if (!word.matches("[0-9]{1,9}")) {
            throw unreadable("'" + word + "' is not a number");
        }
        return Integer.parseInt(word);
    }

    private Duration duration(String word) {
        if (!word.endsWith("ms")) {
            throw unreadable("'" + word + "' is not a time in milliseconds such as 200ms");
        }
        return Duration.ofMillis(number(word.substring(0, word.length() - 2)));
    }

    private IllegalArgumentException unreadable(String why) {
        return new IllegalArgumentException("'" + text + "' is not a way to spread updates: " + why);
    }

    /** The one that is written so. */
    static <T> T oneOf(String what, String text, T[] values) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no " + what + "; it must be one of "
                        + Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "))));
    }
}
