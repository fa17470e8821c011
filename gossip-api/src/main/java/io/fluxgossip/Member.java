package io.fluxgossip;

import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.MemberState;
import java.util.Map;

/**
 * Another node, as this one knows it.
 *
 * @param address where it can be reached, as it told; empty if it did not
 * @param tags what it tells of itself
 * @param state what is believed of it
 */
public record Member(NodeId id, String address, Map<String, String> tags, MemberStatus state) {

    public Member {
        tags = Map.copyOf(tags);
    }

    static Member of(MemberState memberState) {
        return new Member(memberState.member(), memberState.address(), memberState.tags(), memberState.state());
    }

    public String name() {
        return id.name();
    }

    /** Whether it is taken to be there: alive, or suspected and not yet given up. */
    public boolean isPresent() {
        return state == MemberStatus.ALIVE || state == MemberStatus.SUSPECTED;
    }
}
