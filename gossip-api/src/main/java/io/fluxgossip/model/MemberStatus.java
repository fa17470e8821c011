package io.fluxgossip.model;

/**
 * The state of a member, as others believe it; in the order in which one replaces the other, as long as the member
 * itself says nothing else.
 */
public enum MemberStatus {
    /** It answers. */
    ALIVE,
    /** It does not answer, and may yet refute that it has failed. */
    SUSPECTED,
    /** It has not answered for so long that it is taken to be gone. */
    FAILED,
    /** It said goodbye. */
    LEFT
}
