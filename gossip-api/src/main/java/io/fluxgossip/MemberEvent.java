package io.fluxgossip;

import io.fluxgossip.model.NodeId;

/** What a subscriber of {@link GossipNode#members()} sees. A member that fails and recovers in between shows neither. */
public sealed interface MemberEvent {

    Member member();

    /** It is there. The first event of every member. */
    record Joined(Member member) implements MemberEvent {}

    /** The connection to it is gone, and it may be. */
    record Suspected(Member member) implements MemberEvent {}

    /** It is there again, without having been restarted. */
    record Recovered(Member member) implements MemberEvent {}

    /** It is there under a new incarnation. */
    record Restarted(Member member, NodeId previous) implements MemberEvent {}
}
