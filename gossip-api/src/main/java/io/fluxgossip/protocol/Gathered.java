package io.fluxgossip.protocol;

import java.util.ArrayList;
import java.util.List;

/** A list in the making. Most often it has one element or none, and costs nothing else. */
final class Gathered<T> {

    private List<T> all = List.of();

    void add(T one) {
        if (all.isEmpty()) {
            all = List.of(one);
            return;
        }
        if (all.size() == 1) {
            all = new ArrayList<>(all);
        }
        all.add(one);
    }

    /** What has come since it was taken last; whoever has it adds nothing. */
    List<T> take() {
        List<T> taken = all;
        all = List.of();
        return taken;
    }
}
