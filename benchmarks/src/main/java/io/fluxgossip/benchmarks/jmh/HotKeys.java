package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.model.Bytes;

/**
 * The keys that are written, in turn: the same few, so that what is compared is the core and not the caches of the
 * machine.
 */
final class HotKeys {

    static final int COUNT = 1_000;

    private final Bytes[] keys = new Bytes[COUNT];
    private int next;

    HotKeys() {
        for (int key = 0; key < COUNT; key++) {
            keys[key] = Cores.key(key);
        }
    }

    Bytes next() {
        next = (next + 1) % COUNT;
        return keys[next];
    }
}
