package io.fluxgossip.model;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import java.util.TreeMap;

/**
 * The members of a cluster that are taken to be alive, in ascending order, one life of each name. May be shared by many
 * nodes: nothing in it belongs to one of them.
 */
public record LiveView(List<NodeId> members) {

    /** Nobody. */
    public static final LiveView EMPTY = new LiveView(List.of());

    public LiveView {
        members = List.copyOf(members);
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i - 1).name().compareTo(members.get(i).name()) >= 0) {
                throw new IllegalArgumentException("members must be in ascending order, one of each name: "
                        + members.get(i - 1) + " stands before " + members.get(i));
            }
        }
    }

    /** These; of several lives of one name the latest. */
    public static LiveView of(Collection<NodeId> members) {
        TreeMap<String, NodeId> latest = new TreeMap<>();
        members.forEach(
                member -> latest.merge(member.name(), member, (one, other) -> one.compareTo(other) < 0 ? other : one));
        return new LiveView(List.copyOf(latest.values()));
    }

    public int size() {
        return members.size();
    }

    /** All but {@code self}: a view, not a copy. */
    public List<NodeId> peersOf(NodeId self) {
        int place = Collections.binarySearch(members, self);
        return place < 0 ? members : new Without(members, place);
    }

    private static final class Without extends AbstractList<NodeId> implements RandomAccess {
        private final List<NodeId> all;
        private final int place;

        Without(List<NodeId> all, int place) {
            this.all = all;
            this.place = place;
        }

        @Override
        public NodeId get(int index) {
            return all.get(index < place ? index : index + 1);
        }

        @Override
        public int size() {
            return all.size() - 1;
        }
    }
}
