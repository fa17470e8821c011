package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.protocol.message.MemberState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This node's own member state; each change is queued for {@link MemberUpdates}. */
final class LocalMember {

    private final MemberUpdates updates;
    private volatile @Nullable MemberState memberState;
    private boolean leaving;

    LocalMember(MemberUpdates updates) {
        this.updates = updates;
    }

    /** Null before it joins; safe from any thread. */
    @Nullable
    MemberState memberState() {
        return memberState;
    }

    boolean hasJoined() {
        return memberState != null;
    }

    void join(MemberState asMember) {
        change(asMember);
    }

    void tag(Map<String, String> tags) {
        if (memberState != null) {
            change(memberState.tagged(tags));
        }
    }

    /** Returns whether others are to be told: not if they were, or if this node never was a member. */
    boolean leave() {
        leaving = true;
        MemberState now = memberState;
        if (now == null || now.state() == MemberStatus.LEFT) {
            return false;
        }
        change(now.as(MemberStatus.LEFT, now.member()));
        return true;
    }

    /** Whether this node leaves: nobody can fetch from it later. */
    boolean isLeaving() {
        return leaving;
    }

    /** Others suspect it or take it to have failed: says that it is alive, more recently than that. */
    void refute(MemberState said) {
        if (memberState != null) {
            change(memberState.refuting(said.incarnation()));
        }
    }

    private void change(MemberState next) {
        memberState = next;
        updates.spread(next.member().name());
    }
}
