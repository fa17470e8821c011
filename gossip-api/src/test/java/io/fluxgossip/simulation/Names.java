package io.fluxgossip.simulation;

import java.util.List;
import java.util.stream.IntStream;

/** Names of nodes, in ascending order. */
final class Names {

    private Names() {}

    static List<String> of(int nodes) {
        return IntStream.range(0, nodes)
                .mapToObj(number -> String.format("n%05d", number))
                .toList();
    }
}
