package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.MemberState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The other members, by name. Merging follows life, incarnation and state, never the clock;
 * merging the same again changes nothing.
 */
final class MemberTable {

    /** Members that are remembered at most. */
    static final int MAX_MEMBERS = 65_536;

    private final NodeId self;
    private final NavigableMap<String, Known> members = new TreeMap<>();
    private long fingerprint;
    private int present;

    /** One member. */
    static final class Known {
        private MemberState memberState;
        private long sinceMillis;
        private long heardMillis;

        /** Nodes that suspect it at its present incarnation. */
        private final Set<NodeId> accusers = new LinkedHashSet<>();

        private long differsMillis;

        /** The incarnation of ours that it is known to have been told; -1 if none. */
        private long told = -1;

        private Known(MemberState memberState, long nowMillis) {
            this.memberState = memberState;
            this.sinceMillis = nowMillis;
        }

        MemberState memberState() {
            return memberState;
        }

        boolean isPresent() {
            return memberState.isPresent();
        }

        /** Since when it is what it is; of one that is suspected, since its last sign of life. */
        long sinceMillis() {
            return sinceMillis;
        }

        void restartAt(long nowMillis) {
            sinceMillis = nowMillis;
        }

        /** A sign of life puts off the end of a suspicion. */
        void extendToLastSign() {
            sinceMillis = Math.max(sinceMillis, heardMillis);
        }

        void noteSign(long nowMillis) {
            heardMillis = nowMillis;
        }

        Set<NodeId> accusers() {
            return accusers;
        }

        /** When it last said that its table differs from ours; 0 if it said last that they are equal. */
        long differsMillis() {
            return differsMillis;
        }

        void noteDiffers(long atMillis) {
            differsMillis = atMillis;
        }

        /** Whether it has been told what this node says of itself now. */
        boolean isTold(MemberState self) {
            return told == self.incarnation();
        }

        void noteTold(MemberState self) {
            told = self.incarnation();
        }

        void noteUntold() {
            told = -1;
        }

        /** Whether it has been told nothing by this node yet. */
        boolean isNew() {
            return told < 0;
        }
    }

    /** The change that a merge has made; {@code before} is null for a member that was not known. */
    record Step(Known member, @Nullable MemberState before) {}

    MemberTable(NodeId self) {
        this.self = self;
    }

    long fingerprint() {
        return fingerprint;
    }

    /** Members that are alive or suspected. */
    int present() {
        return present;
    }

    Collection<Known> all() {
        return members.values();
    }

    NavigableMap<String, Known> byName() {
        return members;
    }

    /** This very life of a member; null if it is not known, or another life is. */
    @Nullable
    Known get(NodeId id) {
        Known known = members.get(id.name());
        return known != null && known.memberState.member().equals(id) ? known : null;
    }

    @Nullable
    Known named(String name) {
        return members.get(name);
    }

    boolean isFull() {
        return members.size() >= MAX_MEMBERS;
    }

    List<NodeId> presentIds() {
        List<NodeId> ids = new ArrayList<>(present);
        for (Known known : members.values()) {
            if (known.isPresent()) {
                ids.add(known.memberState.member());
            }
        }
        return ids;
    }

    /** Takes in what is said; what is said of this node itself is not for this table. Null if it changes nothing. */
    @Nullable
    Step merge(MemberState said, long nowMillis) {
        MemberState judged = tempered(said);
        Known known = members.get(said.member().name());
        if (known == null) {
            Known added = new Known(judged, nowMillis);
            accused(added, judged);
            members.put(said.member().name(), added);
            count(judged, 1);
            return new Step(added, null);
        }
        if (!judged.supersedes(known.memberState)) {
            return null;
        }
        return replace(known, judged, nowMillis);
    }

    /** That a member has failed is hearsay, and makes it suspected; that it left only it says itself. */
    MemberState tempered(MemberState said) {
        boolean sure = said.by().equals(self)
                || said.state() == MemberStatus.ALIVE
                || (said.state() == MemberStatus.LEFT && said.by().equals(said.member()));
        return sure ? said : said.as(MemberStatus.SUSPECTED, said.by());
    }

    private Step replace(Known known, MemberState by, long nowMillis) {
        MemberState before = known.memberState;
        count(before, -1);
        if (before.incarnation() != by.incarnation() || !before.member().equals(by.member())) {
            known.accusers.clear();
        }
        if (!before.member().equals(by.member())) {
            known.told = -1;
            known.heardMillis = 0;
        }
        known.memberState = by;
        known.sinceMillis = nowMillis;
        accused(known, by);
        count(by, 1);
        return new Step(known, before);
    }

    private static void accused(Known known, MemberState by) {
        if (by.state() == MemberStatus.SUSPECTED) {
            known.accusers.add(by.by());
        }
    }

    /** A suspicion that is known already is confirmed by one more; returns whether that is new. */
    boolean confirm(Known known, MemberState said, int atMost) {
        boolean same = known.memberState.state() == MemberStatus.SUSPECTED
                && known.memberState.member().equals(said.member())
                && known.memberState.incarnation() == said.incarnation()
                && tempered(said).state() == MemberStatus.SUSPECTED;
        return same && known.accusers.size() <= atMost && known.accusers.add(said.by());
    }

    void forget(Known known) {
        count(known.memberState, -1);
        members.remove(known.memberState.member().name());
    }

    /** Only those who are there count, so that forgetting the others at different times makes no difference. */
    private void count(MemberState memberState, int sign) {
        if (memberState.isPresent()) {
            present += sign;
            fingerprint += sign * hash(memberState);
        }
    }

    static long hash(MemberState memberState) {
        return Hashing.hash(
                Hashing.hash(memberState.member()),
                2 * memberState.incarnation() + (memberState.state() == MemberStatus.SUSPECTED ? 1 : 0));
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Known> member : members.entrySet()) {
            MemberState memberState = member.getValue().memberState;
            lines.add(memberState.member() + " " + memberState.state() + "@" + memberState.incarnation());
        }
        return lines.toString();
    }
}
