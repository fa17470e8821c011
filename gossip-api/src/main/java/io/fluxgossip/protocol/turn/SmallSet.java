package io.fluxgossip.protocol.turn;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names that came before. Most often there is one, which costs nothing. */
public final class SmallSet {

    private @Nullable String first;
    private Set<String> others = Set.of();

    /** Whether it did not come before. */
    public boolean add(String name) {
        if (first == null) {
            first = name;
            return true;
        }
        if (first.equals(name)) {
            return false;
        }
        others = others.isEmpty() ? new HashSet<>() : others;
        return others.add(name);
    }
}
