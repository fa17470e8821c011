package io.fluxgossip.benchmarks.clusters.peers;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one cluster in this JVM, numbered from 0 in the order in which they start, and the replica that each
 * holds.
 *
 * <p>Reads look at one replica and ask nobody else, so that a trial sees for itself how far an update has come.
 */
public interface Replicas {

    /** Starts one more; returns when the library says that it is up, which proves nothing. */
    void start() throws Exception;

    /** Writes at a node; returns when the library has taken it. */
    void put(int node, String key, String value) throws Exception;

    /** Writes one after the other, as fast as the library lets one writer. */
    default void putAll(int node, Iterable<Map.Entry<String, String>> entries) throws Exception {
        for (Map.Entry<String, String> entry : entries) {
            put(node, entry.getKey(), entry.getValue());
        }
    }

    /** Writes what is to be there, by whatever way is the fastest. */
    default void load(int node, Map<String, String> entries) throws Exception {
        putAll(node, entries.entrySet());
    }

    @Nullable
    String get(int node, String key) throws Exception;

    /** How many keys a node holds. */
    int keys(int node) throws Exception;

    /** What a node holds of these keys. */
    default Map<String, String> read(int node, Collection<String> keys) throws Exception {
        Map<String, String> held = new HashMap<>();
        for (String key : keys) {
            String value = get(node, key);
            if (value != null) {
                held.put(key, value);
            }
        }
        return held;
    }

    /** Whether a node holds exactly these values. */
    default boolean holds(int node, Map<String, String> expected) throws Exception {
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            if (!Objects.equals(get(node, entry.getKey()), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Attaches a reader of changes to a node that takes nothing: it requests none where it may, and blocks where it
     * cannot.
     *
     * @return lets it go on
     */
    Runnable stall(int node) throws Exception;

    /** Ends all nodes. */
    void close() throws Exception;
}
