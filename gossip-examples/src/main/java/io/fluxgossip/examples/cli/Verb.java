package io.fluxgossip.examples.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be asked of a node. */
enum Verb {
    PUT("put T K V", 3, 3),
    REMOVE("remove T K", 2, 2),
    GET("get T K", 2, 2),
    STATE("state T", 1, 1),
    MODE("mode T sync|async [cluster]", 2, 3),
    MEMBERS("members", 0, 0),
    AGREEMENT("agreement T", 1, 1),
    LEAVE("leave", 0, 0);

    private final String usage;
    private final int least;
    private final int most;

    Verb(String usage, int least, int most) {
        this.usage = usage;
        this.least = least;
        this.most = most;
    }

    static Optional<Verb> named(String word) {
        return Stream.of(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }

    /** All of them, with what they take. */
    static String usages() {
        return Stream.of(values()).map(verb -> verb.usage).collect(Collectors.joining(", "));
    }

    String word() {
        return usage.split(" ", 2)[0];
    }

    String usage() {
        return usage;
    }

    boolean takes(List<String> arguments) {
        return arguments.size() >= least && arguments.size() <= most;
    }
}
