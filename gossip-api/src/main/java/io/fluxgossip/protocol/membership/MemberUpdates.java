package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.membership.MemberTable.Known;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.turn.Turn;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Member updates that are still to be piggybacked on exchanges: news a limited number of times each, and slices of the
 * whole table to a peer that says that its table differs.
 */
final class MemberUpdates {

    /** Member states that travel with one message, at most. */
    static final int MAX_UPDATES = 64;

    /** Member states of a slice of the table. */
    static final int SLICE = 32;

    /** SWIM's retransmit factor: an update is sent this many times log2 of the size of the cluster. */
    private static final int SENDS_PER_DOUBLING = 3;

    private final Turn turn;
    private final MemberTable table;

    /** How often each news is still to be sent, by name of the member; this node's own name for itself. */
    private final Map<String, Integer> sendsLeft = new LinkedHashMap<>();

    private String sliceFrom = "";

    MemberUpdates(Turn turn, MemberTable table) {
        this.turn = turn;
        this.table = table;
    }

    /** Something is new of this member. */
    void spread(String name) {
        int doublings = 64 - Long.numberOfLeadingZeros(table.present() + 1L);
        sendsLeft.remove(name);
        sendsLeft.put(name, SENDS_PER_DOUBLING * doublings);
    }

    /** Adds what is new. What has been sent goes to the end, until it was sent often enough. */
    void addNews(Map<String, MemberState> updates, MemberState self) {
        for (String name : List.copyOf(sendsLeft.keySet())) {
            if (updates.size() >= MAX_UPDATES) {
                return;
            }
            MemberState memberState = name.equals(turn.self().name()) ? self : ofOther(name);
            Integer sends = sendsLeft.remove(name);
            if (memberState != null && sends != null) {
                updates.put(name, memberState);
                if (sends > 1) {
                    sendsLeft.put(name, sends - 1);
                }
            }
        }
    }

    private @Nullable MemberState ofOther(String name) {
        Known known = table.named(name);
        return known == null ? null : withAnyAccuser(known);
    }

    /** Adds a stretch of the table, the next one each time. */
    void addSlice(Map<String, MemberState> updates, int count) {
        NavigableMap<String, Known> all = table.byName();
        Iterator<Map.Entry<String, Known>> rest =
                all.tailMap(sliceFrom, false).entrySet().iterator();
        for (int i = 0; i < Math.min(count, all.size()) && updates.size() < MAX_UPDATES; i++) {
            if (!rest.hasNext()) {
                rest = all.entrySet().iterator();
            }
            Map.Entry<String, Known> next = rest.next();
            sliceFrom = next.getKey();
            updates.put(next.getKey(), withAnyAccuser(next.getValue()));
        }
    }

    /** So that others come to know all who suspect a member. */
    private MemberState withAnyAccuser(Known known) {
        MemberState memberState = known.memberState();
        if (memberState.state() != MemberStatus.SUSPECTED || known.accusers().size() < 2) {
            return memberState;
        }
        List<NodeId> accusers = List.copyOf(known.accusers());
        return memberState.as(MemberStatus.SUSPECTED, accusers.get(turn.chance().nextInt(accusers.size())));
    }
}
