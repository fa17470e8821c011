package io.fluxgossip.benchmarks.clusters.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replicas that are maps of the language, one for each node. */
abstract class MapReplicas<M extends Map<String, String>> implements Replicas {

    /** In the order in which their nodes started. */
    final List<M> maps = new ArrayList<>();

    @Override
    public void put(int node, String key, String value) {
        maps.get(node).put(key, value);
    }

    @Override
    public @Nullable String get(int node, String key) {
        return maps.get(node).get(key);
    }

    @Override
    public int keys(int node) {
        return maps.get(node).size();
    }
}
