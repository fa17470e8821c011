package io.fluxgossip.benchmarks.edge;

/**
 * What is carried.
 *
 * @param updates how many
 * @param keys among how many keys; as many as updates if each has its own
 * @param valueBytes bytes of a value, 8 or more
 */
public record Load(int updates, int keys, int valueBytes) {

    /** Bytes of a key. */
    static final int KEY_BYTES = 16;

    int bytes() {
        return KEY_BYTES + valueBytes;
    }

    /** Each to another key. */
    public boolean isDistinct() {
        return keys == updates;
    }
}
