package io.fluxgossip.protocol.turn;

import java.util.ArrayList;
import java.util.List;

/** A list in the making. Most often it has one element or none, and costs nothing else. */
public final class SmallList<T> {

    private List<T> all = List.of();

    public void add(T one) {
        if (all.isEmpty()) {
            all = List.of(one);
            return;
        }
        if (all.size() == 1) {
            all = new ArrayList<>(all);
        }
        all.add(one);
    }

    /** Takes out all elements. The returned list must not be changed. */
    public List<T> drain() {
        List<T> taken = all;
        all = List.of();
        return taken;
    }
}
