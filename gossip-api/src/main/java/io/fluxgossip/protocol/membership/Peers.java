package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.NodeId;
import java.util.Collections;
import java.util.List;

/** All members that are taken to be alive but this one. Nobody is, until the first view of them is known. */
public final class Peers {

    private final NodeId self;

    /** In ascending order. */
    private List<NodeId> all = List.of();

    /** 0 until it is asked for. */
    private long hash;

    public Peers(NodeId self) {
        this.self = self;
    }

    public void set(LiveView view) {
        all = view.peersOf(self);
        hash = 0;
    }

    /** In ascending order. */
    public List<NodeId> all() {
        return all;
    }

    public int size() {
        return all.size();
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public NodeId get(int place) {
        return all.get(place);
    }

    public boolean contains(NodeId id) {
        return Collections.binarySearch(all, id) >= 0;
    }

    /** The same for all who see the same members. */
    public long hash() {
        if (hash == 0) {
            hash = Hashing.hash(self);
            all.forEach(peer -> hash += Hashing.hash(peer));
        }
        return hash;
    }
}
