package io.fluxgossip.protocol.message;

import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.Names;
import io.fluxgossip.model.NodeId;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A claim about one member: a rumor, unless the member makes it itself.
 *
 * @param member which life of which node
 * @param incarnation how often the member has told of itself anew in this life, to refute a suspicion or because its
 *     tags have changed; 0 or more, as in SWIM
 * @param state what is said
 * @param by who says so
 * @param address where the member can be reached, as {@code host:port}, at most {@value #MAX_ADDRESS_BYTES} bytes of
 *     UTF-8; empty if it cannot
 * @param tags what the member tells of itself, at most {@value #MAX_TAG_BYTES} bytes of UTF-8 in all
 */
public record MemberState(
        NodeId member, long incarnation, MemberStatus state, NodeId by, String address, Map<String, String> tags) {

    /** The longest address, in bytes of UTF-8: a DNS name of 253, a colon and a port. */
    public static final int MAX_ADDRESS_BYTES = 259;

    /** Bytes of UTF-8 of all keys and values of the tags together, at most. */
    public static final int MAX_TAG_BYTES = 1_024;

    public MemberState {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(by, "by");
        tags = tags.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(new TreeMap<>(tags));
        if (incarnation < 0) {
            throw new IllegalArgumentException("an incarnation must be 0 or more, was " + incarnation);
        }
        if (Names.bytes(address) > MAX_ADDRESS_BYTES) {
            throw new IllegalArgumentException("the address of " + member + " has " + Names.bytes(address)
                    + " bytes of UTF-8, limit " + MAX_ADDRESS_BYTES);
        }
        int bytes = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            bytes += Names.bytes(tag.getKey()) + Names.bytes(tag.getValue());
        }
        if (bytes > MAX_TAG_BYTES) {
            throw new IllegalArgumentException(
                    "the tags of " + member + " have " + bytes + " bytes of UTF-8, limit " + MAX_TAG_BYTES);
        }
    }

    /** The first claim of a node about itself. */
    public static MemberState of(NodeId self, String address, Map<String, String> tags) {
        return new MemberState(self, 0, MemberStatus.ALIVE, self, address, tags);
    }

    /** The same member in another state, as {@code judge} says. */
    public MemberState as(MemberStatus other, NodeId judge) {
        return new MemberState(member, incarnation, other, judge, address, tags);
    }

    /** The member's own claim that refutes all others up to this incarnation. */
    public MemberState refuting(long refuted) {
        return new MemberState(
                member, after(Math.max(incarnation, refuted)), MemberStatus.ALIVE, member, address, tags);
    }

    /** The member's own claim after its tags have changed. */
    public MemberState tagged(Map<String, String> other) {
        return new MemberState(member, after(incarnation), state, by, address, other);
    }

    /** The next incarnation; a peer may have claimed the last there is. */
    private static long after(long incarnation) {
        return Math.min(incarnation, Long.MAX_VALUE - 1) + 1;
    }

    /** Whether the member is taken to be there: alive, or suspected and not yet given up. */
    public boolean isPresent() {
        return state == MemberStatus.ALIVE || state == MemberStatus.SUSPECTED;
    }

    /** Whether this is news to someone who knows {@code known}: a later life, a later incarnation, or a worse state. */
    public boolean supersedes(MemberState known) {
        if (member.generation() != known.member.generation()) {
            return member.generation() > known.member.generation();
        }
        if (incarnation != known.incarnation) {
            return known.state != MemberStatus.LEFT && incarnation > known.incarnation;
        }
        return state.compareTo(known.state) > 0;
    }
}
